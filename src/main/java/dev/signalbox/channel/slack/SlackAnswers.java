package dev.signalbox.channel.slack;

import dev.signalbox.channel.HttpOutcomes;
import dev.signalbox.channel.Json;
import dev.signalbox.channel.Reply;
import dev.signalbox.channel.RetryAfter;
import dev.signalbox.channel.Text;
import dev.signalbox.delivery.Outcome;
import dev.signalbox.delivery.Outcome.Deferred;
import dev.signalbox.delivery.Outcome.Misconfigured;
import dev.signalbox.delivery.Outcome.Reach;
import dev.signalbox.delivery.Outcome.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * What Slack's error words mean. The Web API says {@code 200} and {@code "ok": false} to nearly everything
 * (https://docs.slack.dev/reference/methods/chat.postMessage#errors), webhooks use statuses.
 */
record SlackAnswers(HttpOutcomes http) {

  private static final Duration WHEN_LIMITED = Duration.ofSeconds(30);

  private static final Set<String> LIMITED = Set.of("ratelimited", "rate_limited");
  /** "Some aspect of the operation may have succeeded." */
  private static final Set<String> PERHAPS_DONE =
      Set.of("internal_error", "fatal_error", "service_unavailable", "request_timeout");
  private static final Set<String> LATER =
      Set.of("external_channel_migrating", "streaming_state_conflict", "update_failed");
  private static final Set<String> WRONG_CHANNEL =
      Set.of("channel_not_found", "is_archived", "not_in_channel", "messages_tab_disabled", "cannot_reply_to_message",
          "channel_is_limited_access", "posting_to_channel_denied");
  private static final Set<String> WRONG_WORKSPACE =
      Set.of("invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired", "missing_scope",
          "no_permission", "ekm_access_denied", "org_login_required", "team_added_to_org", "access_denied",
          "app_access_restricted", "not_allowed_token_type", "two_factor_setup_required", "accesslimited");
  private static final Set<String> BAD_BLOCKS =
      Set.of("invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "msg_too_long", "no_text",
          "too_many_attachments", "metadata_too_large", "metadata_must_be_sent_from_app", "markdown_text_conflict",
          "invalid_arguments", "invalid_attachments");
  private static final Set<String> CANNOT_UPDATE =
      Set.of("message_not_found", "cant_update_message", "edit_window_closed", "is_inactive");
  private static final Set<String> NO_THREAD =
      Set.of("thread_not_found", "message_not_found", "cannot_reply_to_message", "restricted_action_thread_locked");

  /** Blocks that Slack does not like are our bug; the same news as plain text may still get through. */
  static boolean wantsPlainText(String error) {
    return BAD_BLOCKS.contains(error) || error.startsWith("invalid_metadata_");
  }

  /** Nothing like it will work until somebody has changed the app. */
  static boolean forbidden(String error) {
    return WRONG_WORKSPACE.contains(error) || error.equals("file_uploads_disabled") || error.equals("file_uploads_except_images_disabled");
  }

  static boolean limited(String error) {
    return LIMITED.contains(error);
  }

  static boolean updateIsImpossible(String error) {
    return CANNOT_UPDATE.contains(error);
  }

  static boolean threadIsGone(String error) {
    return NO_THREAD.contains(error);
  }

  Outcome webApi(String error, Reply reply, Instant now) {
    if (limited(error)) {
      return new Deferred("Slack: " + error, false, RetryAfter.of(reply, now).orElse(WHEN_LIMITED), Reach.CHANNEL);
    }
    if (PERHAPS_DONE.contains(error)) {
      return Deferred.unsure("Slack: " + error).about(Reach.CHANNEL);
    }
    if (LATER.contains(error)) {
      return Deferred.notSent("Slack: " + error).about(Reach.MESSAGE);
    }
    if (WRONG_WORKSPACE.contains(error)) {
      return new Misconfigured("Slack: " + error + needed(reply), true);
    }
    if (WRONG_CHANNEL.contains(error) || error.startsWith("restricted_action")) {
      return new Misconfigured("Slack: " + error, false);
    }
    return new Refused("Slack: " + Text.line(http.excerpt(error), 100));
  }

  /** Slack says which scope is missing. */
  private String needed(Reply reply) {
    String scope = Json.read(reply.body()).map(json -> json.path("needed").asText("")).orElse("");
    return scope.isEmpty() ? "" : ", needed: " + Text.line(http.excerpt(scope), 100);
  }

  Outcome webhook(Reply reply, Instant now) {
    int status = reply.status();
    if (status == 404 || status == 410) {
      // revoked webhooks never come back, and there is one per channel
      return new Misconfigured(http.reason(reply), true);
    }
    return failure(reply, now);
  }

  Outcome failure(Reply reply, Instant now) {
    return http.failure(reply, now, WHEN_LIMITED);
  }
}

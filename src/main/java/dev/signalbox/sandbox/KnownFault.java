package dev.signalbox.sandbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A way to fail that a vendor documents, by the name under which a test, another process and the demo's page ask for it.
 *
 * @param name for people, once per system, for example {@code channel_not_found} or {@code 403 no_service}
 * @param operation what fails so; {@code *} for everything
 */
public record KnownFault(String system, String name, String operation, Fault fault) {

  public static final List<String> SYSTEMS = List.of("slack", "mail", "pagerduty", "jira", "servicenow", "webhook");

  private static final Map<String, List<KnownFault>> ALL = all();

  /** Of one system, in the order in which a person looks for them; none for a system that is not played. */
  public static List<KnownFault> of(String system) {
    return ALL.getOrDefault(system, List.of());
  }

  public static Optional<KnownFault> find(String system, String name) {
    return of(system).stream().filter(known -> known.name().equals(name)).findFirst();
  }

  /** @throws IllegalArgumentException if that vendor does not fail so */
  public static KnownFault named(String system, String name) {
    return find(system, name).orElseThrow(() -> new IllegalArgumentException("%s does not fail as '%s'".formatted(system, name)));
  }

  private static Map<String, List<KnownFault>> all() {
    Map<String, List<KnownFault>> all = new LinkedHashMap<>();
    all.put("slack", new Collected("slack").onTheWire().slack().list);
    all.put("mail", new Collected("mail").mail().list);
    all.put("pagerduty", new Collected("pagerduty").onTheWire().pagerDuty().list);
    all.put("jira", new Collected("jira").onTheWire().jira().list);
    all.put("servicenow", new Collected("servicenow").onTheWire().serviceNow().list);
    all.put("webhook", new Collected("webhook").onTheWire().list);
    return all;
  }

  private static final class Collected {
    private final String system;
    private final List<KnownFault> list = new ArrayList<>();

    private Collected(String system) {
      this.system = system;
    }

    private Collected add(String name, String operation, Fault fault) {
      list.add(new KnownFault(system, name, operation, fault));
      return this;
    }

    /** What every HTTP server does on a bad day. */
    private Collected onTheWire() {
      for (int status : new int[] {500, 502, 503, 504}) {
        add("answers " + status, "*", Fault.status(status));
      }
      return add("answers 503, Retry-After 20 s", "*", Fault.status(503, Map.of("Retry-After", "20"), null))
          .add("answers 401", "*", Fault.status(401))
          .add("answers 400", "*", Fault.status(400))
          .add("redirects", "*", Fault.status(302, Map.of("Location", "http://localhost:9/elsewhere"), ""))
          .add("shows a login page", "*", Fault.htmlPage(200))
          .add("answers after 5 s", "*", Fault.slow(Duration.ofSeconds(5)))
          .add("hangs up", "*", Fault.of(Fault.Kind.HANG_UP))
          .add("takes it and loses the answer", "*", Fault.of(Fault.Kind.LOSE_ANSWER))
          .add("takes it and never answers", "*", Fault.of(Fault.Kind.NEVER_ANSWER))
          .add("takes it and answers half", "*", Fault.of(Fault.Kind.TRUNCATE));
    }

    private Collected slack() {
      add("answers 429, Retry-After 20 s", "*", Fault.rateLimited("20"));
      for (String error : List.of("ratelimited", "rate_limited")) {
        add(error, "*", new Fault(
            Fault.Kind.ANSWER_INSTEAD, 200, Map.of("Content-Type", "application/json; charset=utf-8", "Retry-After", "20"),
            Fault.slackError(error).body(), Duration.ZERO));
      }
      errors("*", "internal_error", "fatal_error", "service_unavailable", "request_timeout", "message_limit_exceeded",
          "channel_not_found", "is_archived", "restricted_action", "restricted_action_read_only_channel", "messages_tab_disabled",
          "invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired", "missing_scope", "no_permission",
          "ekm_access_denied", "org_login_required", "team_added_to_org", "access_denied", "app_access_restricted",
          "invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "no_text", "too_many_attachments",
          "metadata_too_large", "invalid_metadata_format", "invalid_metadata_schema", "markdown_text_conflict", "invalid_arguments");
      errors("chat.postMessage", "not_in_channel", "cannot_reply_to_message", "restricted_action_thread_locked");
      errors("chat.update", "message_not_found", "cant_update_message", "edit_window_closed", "is_inactive",
          "external_channel_migrating", "streaming_state_conflict", "update_failed", "msg_too_long");
      for (String history : List.of("conversations.history", "conversations.replies")) {
        add(history + ": missing_scope", history, Fault.slackError("missing_scope"));
      }
      for (String error : List.of("permission_denied", "no_such_subteam", "invalid_users")) {
        add("usergroups.users.update: " + error, "usergroups.users.update", Fault.slackError(error));
      }
      for (String error : List.of("missing_scope", "file_uploads_disabled", "ratelimited")) {
        add("files.getUploadURLExternal: " + error, "files.getUploadURLExternal", Fault.slackError(error));
      }
      add("upload: answers 500", "upload", Fault.status(500));
      add("files.completeUploadExternal: file_not_found", "files.completeUploadExternal", Fault.slackError("file_not_found"));
      add("chat.update: invalid_blocks", "chat.update", Fault.slackError("invalid_blocks"));
      webhook(400, "invalid_payload", "user_not_found");
      webhook(403, "action_prohibited", "invalid_token", "team_disabled", "posting_to_general_channel_denied");
      webhook(404, "no_service", "no_service_id", "no_team", "channel_not_found");
      webhook(410, "channel_is_archived");
      return webhook(500, "rollup_error");
    }

    private void errors(String operation, String... errors) {
      for (String error : errors) {
        add(error, operation, Fault.slackError(error));
      }
    }

    private Collected webhook(int status, String... words) {
      for (String word : words) {
        add("webhook: %d %s".formatted(status, word), "webhook", Fault.status(status, Map.of(), word));
      }
      return this;
    }

    private Collected pagerDuty() {
      String limit = "{\"status\":\"throttle exceeded\",\"message\":\"Requests for this service are arriving too quickly.\",\"errors\":[]}";
      return add("answers 429 without Retry-After", "*", Fault.status(429, Map.of("Content-Type", "application/json"), limit))
          .add("answers 413", "enqueue", Fault.status(413))
          .add("answers 403", "*", Fault.status(403))
          .add("answers 404", "*", Fault.status(404));
    }

    private Collected jira() {
      for (String reason : List.of("jira-burst-based", "jira-per-issue-on-write", "jira-quota-global-based")) {
        add("answers 429, " + reason, "*", Fault.status(429, Map.of("Retry-After", "20", "RateLimit-Reason", reason), null));
      }
      return add("works, with few requests left for a minute", "*", near("350", "10", "{in 60 s}"))
          .add("works, with no request left for 20 s", "*", near("350", "0", "{in 20 s}"))
          .add("answers 403", "*", Fault.status(403)).add("answers 404", "*", Fault.status(404))
          .add("nobody may assign (403)", "assign", Fault.status(403))
          .add("another wrote at the same time (409)", "transition", Fault.status(409))
          .add("full of comments (413)", "comment", Fault.status(413))
          .add("misconfigured (422)", "create-issue", Fault.status(422))
          .add("the transition is gone (400)", "transition", Fault.status(400))
          .add("the old search is gone (410)", "search", Fault.status(410));
    }

    private static Fault near(String limit, String remaining, String reset) {
      return Fault.warning(Map.of(
          "X-RateLimit-Limit", limit, "X-RateLimit-Remaining", remaining, "X-RateLimit-NearLimit", "true", "X-RateLimit-Reset", reset));
    }

    private Collected serviceNow() {
      Map<String, String> limited = Map.of(
          "X-RateLimit-Limit", "1000", "X-RateLimit-Remaining", "0", "X-RateLimit-Reset", "{unix in 20 s}", "X-RateLimit-Rule", "incident per user");
      Map<String, String> near = Map.of(
          "X-RateLimit-Limit", "1000", "X-RateLimit-Remaining", "10", "X-RateLimit-Reset", "{unix in 60 s}", "X-RateLimit-Rule", "incident per user");
      return add("answers 429, Retry-After 20 s", "*", Fault.rateLimited("20"))
          .add("answers 429, X-RateLimit-Reset in 20 s", "*", Fault.status(429, Map.of("Retry-After", "", "X-RateLimit-Reset", "{unix in 20 s}", "X-RateLimit-Limit", "1000", "X-RateLimit-Rule", "incident per user"), null))
          .add("works, with few requests left for a minute", "*", Fault.warning(near))
          .add("works, with no request left for 20 s", "*", Fault.warning(limited))
          .add("an ACL or a data policy forbids it (403)", "*", Fault.status(403))
          .add("answers 404", "*", Fault.status(404))
          .add("answers 405", "*", Fault.status(405))
          .add("answers 415", "*", Fault.status(415))
          .add("hibernates", "*", Fault.htmlPage(200))
          .add("gives no token (401)", "token", Fault.status(401));
    }

    /** {@code mail} answers with SMTP's own codes; the operation is the verb that is answered so. */
    private Collected mail() {
      smtp("connect", "421 4.3.2 too busy", "554 5.3.2 no service here");
      smtp("auth", "454 4.7.0 temporary authentication failure", "530 5.7.0 authentication required",
          "534 5.7.9 mechanism too weak", "535 5.7.8 authentication failed");
      smtp("mail", "452 4.3.1 insufficient storage", "550 5.7.1 sender rejected", "530 5.7.0 must issue STARTTLS first");
      smtp("rcpt", "450 4.2.0 greylisted", "451 4.3.0 later", "452 4.2.2 mailbox full", "550 5.1.1 no such user",
          "551 5.1.6 user not local", "552 5.2.2 mailbox full for good", "553 5.1.3 no mailbox name", "554 5.7.1 not to this one");
      smtp("data", "451 4.3.0 not now", "554 5.6.0 no valid recipients");
      smtp("send", "451 4.3.0 local error", "452 4.3.1 full", "523 5.3.4 message too large", "552 5.3.4 too large", "554 5.7.1 spam");
      return add("hangs up before it takes the mail", "send", Fault.of(Fault.Kind.HANG_UP))
          .add("takes the mail and loses the answer", "send", Fault.of(Fault.Kind.LOSE_ANSWER))
          .add("takes the mail and never answers", "send", Fault.of(Fault.Kind.NEVER_ANSWER))
          .add("hangs up at the recipient", "rcpt", Fault.of(Fault.Kind.HANG_UP))
          .add("answers after 5 s", "send", Fault.slow(Duration.ofSeconds(5)));
    }

    private void smtp(String verb, String... replies) {
      for (String reply : replies) {
        add(verb + ": " + reply, verb, Fault.status(Integer.parseInt(reply.substring(0, 3)), Map.of(), reply.substring(4)));
      }
    }
  }
}

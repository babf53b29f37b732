package dev.signalbox.channel.slack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.channel.HttpOutcomes;
import dev.signalbox.channel.Json;
import dev.signalbox.channel.Reply;
import dev.signalbox.channel.Request;
import dev.signalbox.channel.Step;
import dev.signalbox.channel.slack.MembershipStore.Claimed;
import dev.signalbox.delivery.Outcome;
import dev.signalbox.delivery.Outcome.Deferred;
import dev.signalbox.delivery.Outcome.Delivered;
import dev.signalbox.delivery.Outcome.Misconfigured;
import dev.signalbox.oncall.Rota;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * Keeps user groups of Slack, {@code @ops-on-call}, as the schedules have it: told once for each change, whichever hub sees it
 * first, and again with growing pauses where Slack did not take it. To set a group twice does no harm.
 */
public final class UserGroups {

  private static final Duration LEASE = Duration.ofMinutes(2);
  private static final Duration FIRST_WAIT = Duration.ofSeconds(10);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);
  private static final int DOUBLINGS = 6;

  private final SlackSettings settings;
  private final SlackAnswers answers;
  private final MembershipStore store;
  private final Function<Step, Outcome> sender;

  /** @param sender carries a conversation to Slack and never throws */
  public UserGroups(SlackSettings settings, MembershipStore store, Function<Step, Outcome> sender) {
    this.settings = settings;
    this.answers = new SlackAnswers(new HttpOutcomes(settings.secrets()));
    this.store = store;
    this.sender = sender;
  }

  /** One look. Nothing is asked of Slack unless somebody else is on call than when it was told last. */
  public void look(Rota rota, Instant now) {
    store.expect(Membership.of(rota, now), now);
    for (Claimed claimed : store.claim(LEASE)) {
      Outcome outcome = settings.asBot() ? sender.apply(update(claimed, now))
          : new Misconfigured("a user group is set by a bot, but signalbox.slack.token is not set", true);
      outcome.<Runnable>fold(
          delivered -> () -> store.applied(claimed),
          deferred -> () -> store.failed(claimed, deferred.reason(), wait(claimed, deferred)),
          refused -> () -> store.failed(claimed, refused.reason(), wait(claimed)),
          wrong -> () -> store.failed(claimed, wrong.reason(), wait(claimed))).run();
    }
  }

  private static Duration wait(Claimed claimed, Deferred deferred) {
    Duration own = wait(claimed);
    return deferred.after() != null && deferred.after().compareTo(own) > 0 ? deferred.after() : own;
  }

  private static Duration wait(Claimed claimed) {
    Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(claimed.failures(), DOUBLINGS));
    return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
  }

  /** https://docs.slack.dev/reference/methods/usergroups.users.update: the whole list, which takes the place of the one before. */
  Step update(Claimed claimed, Instant now) {
    String body = Json.write(Json.object().put("usergroup", claimed.group()).put("users", String.join(",", claimed.members())));
    return Step.askOnce(
        Request.json(SlackChannel.BOT_ROUTE, "POST", "/usergroups.users.update", body), reply -> outcome(reply, now));
  }

  private Outcome outcome(Reply reply, Instant now) {
    if (!reply.succeeded()) {
      return answers.failure(reply, now);
    }
    Optional<JsonNode> json = Json.read(reply.body()).filter(node -> node.has("ok"));
    if (json.isEmpty()) {
      return answers.http().notJson(reply);
    }
    if (json.get().path("ok").asBoolean()) {
      return new Delivered(null, null, null);
    }
    String error = json.get().path("error").asText("no error named");
    return switch (error) {
      case "no_such_subteam", "subteam_not_found" -> new Misconfigured("Slack: %s, there is no group of that id".formatted(error), false);
      case "permission_denied" -> new Misconfigured(
          "Slack: permission_denied, the workspace's settings do not let this app change user groups", false);
      case "invalid_users" -> new Misconfigured("Slack: invalid_users, a slackId of people.yaml is nobody's in this workspace", false);
      default -> answers.webApi(error, reply, now);
    };
  }
}

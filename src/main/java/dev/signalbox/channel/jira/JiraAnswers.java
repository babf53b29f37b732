package dev.signalbox.channel.jira;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.channel.HttpOutcomes;
import dev.signalbox.channel.Json;
import dev.signalbox.channel.Reply;
import dev.signalbox.channel.RetryAfter;
import dev.signalbox.delivery.Outcome;
import dev.signalbox.delivery.Outcome.Deferred;
import dev.signalbox.delivery.Outcome.Reach;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;

/** Jira's errors, where they mean more than their status does. */
record JiraAnswers(HttpOutcomes http) {

  Outcome failure(Reply reply, Instant now) {
    if (reply.status() == 429) {
      return new Deferred("HTTP 429" + reason(reply), false, RetryAfter.of(reply, now).orElse(null), reach(reply));
    }
    if (reply.status() == 409) {
      return Deferred.notSent("HTTP 409: somebody changed the issue at the same time").about(Reach.MESSAGE);
    }
    return http.failure(reply, now);
  }

  /** The same, for a request before which something was made or moved: whoever tries again must look first. */
  Outcome failureInDoubt(Reply reply, Instant now) {
    Outcome outcome = failure(reply, now);
    return outcome instanceof Deferred deferred ? deferred.inDoubt() : outcome;
  }

  /** Whether trying again may help: the rest is a no. */
  static boolean isTemporary(Reply reply) {
    int status = reply.status();
    return reply.kind() != Reply.Kind.ANSWERED || status == 408 || status == 429 || status >= 500;
  }

  /** Fields that Jira complains about: not on the screen, unknown, not allowed for this user. */
  static Set<String> blamedFields(Reply reply) {
    Set<String> fields = new LinkedHashSet<>();
    Json.read(reply.body()).map(json -> json.path("errors")).filter(JsonNode::isObject)
        .ifPresent(errors -> errors.fieldNames().forEachRemaining(fields::add));
    return fields;
  }

  /**
   * Which of its limits, https://developer.atlassian.com/cloud/jira/platform/rate-limiting/: one is about an endpoint, one about
   * writing to a single issue, the others are about the account.
   */
  private static Reach reach(Reply reply) {
    return switch (reply.header("RateLimit-Reason").orElse("").strip()) {
      case "jira-burst-based" -> Reach.KIND;
      case "jira-per-issue-on-write" -> Reach.INCIDENT;
      default -> Reach.CHANNEL;
    };
  }

  private String reason(Reply reply) {
    return reply.header("RateLimit-Reason").map(reason -> ", " + http.excerpt(reason)).orElse("");
  }
}

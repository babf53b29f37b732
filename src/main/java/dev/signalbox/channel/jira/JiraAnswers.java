package dev.signalbox.channel.jira;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.channel.HttpOutcomes;
import dev.signalbox.channel.Json;
import dev.signalbox.channel.Reply;
import dev.signalbox.channel.RetryAfter;
import dev.signalbox.delivery.Outcome;
import dev.signalbox.delivery.Outcome.Deferred;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Jira's errors, where they mean more than their status does. */
record JiraAnswers(HttpOutcomes http) {

  Outcome failure(Reply reply, Instant now) {
    if (reply.status() == 429) {
      // https://developer.atlassian.com/cloud/jira/platform/rate-limiting/: only this limit is about one issue
      boolean oneIssue = reply.header("RateLimit-Reason").filter("jira-per-issue-on-write"::equals).isPresent();
      Optional<Duration> wait = RetryAfter.of(reply, now).or(() -> reset(reply, now));
      return new Deferred("HTTP 429", false, wait.orElse(null), !oneIssue);
    }
    if (reply.status() == 409) {
      return Deferred.notSent("HTTP 409: somebody changed the issue at the same time");
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

  private static Optional<Duration> reset(Reply reply, Instant now) {
    try {
      return reply.header("X-RateLimit-Reset")
          .map(text -> Duration.between(now, OffsetDateTime.parse(text).toInstant()))
          .filter(wait -> !wait.isNegative() && !wait.isZero())
          .map(wait -> wait.compareTo(RetryAfter.LONGEST) > 0 ? RetryAfter.LONGEST : wait);
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}

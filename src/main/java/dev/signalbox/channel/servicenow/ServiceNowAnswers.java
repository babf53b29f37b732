package dev.signalbox.channel.servicenow;

import dev.signalbox.channel.HttpOutcomes;
import dev.signalbox.channel.Reply;
import dev.signalbox.channel.Request;
import dev.signalbox.channel.Step;
import dev.signalbox.delivery.Outcome;
import dev.signalbox.delivery.Outcome.Deferred;
import dev.signalbox.delivery.Outcome.Reach;
import dev.signalbox.delivery.Outcome.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/**
 * ServiceNow's errors, where they mean more than their status does.
 *
 * @param asClient whether tokens are used, which may have run out
 */
record ServiceNowAnswers(HttpOutcomes http, boolean asClient) {

  /** An instance that sleeps answers 200 with a page; waking it takes minutes. */
  private static final Duration ASLEEP = Duration.ofMinutes(5);

  /** A token may have run out since the last call; asking again gets a new one. More than once would not help. */
  Step ask(Request request, Function<Reply, Step> then) {
    return Step.ask(request, reply -> reply.status() == 401 && asClient ? Step.ask(request, then) : then.apply(reply));
  }

  Outcome failure(Reply reply, Instant now) {
    if (reply.status() == 403) {
      // an ACL, a business rule or a data policy about this record, not the credentials
      return new Refused(http.reason(reply));
    }
    if (reply.succeeded()) {
      return new Deferred(
          "HTTP %d with a page instead of JSON: is the instance asleep?".formatted(reply.status()), true, ASLEEP, Reach.CHANNEL);
    }
    return http.failure(reply, now);
  }
}

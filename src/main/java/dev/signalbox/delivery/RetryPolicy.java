package dev.signalbox.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * When to try again, and when to give up.
 *
 * @param first the wait after the first failure; doubled after each further one
 * @param ceiling the longest wait
 * @param giveUpAfter from the moment the delivery was owed; then it is a dead letter
 * @param probe how often a misconfigured channel is tried, to see whether somebody repaired it
 */
public record RetryPolicy(Duration first, Duration ceiling, Duration giveUpAfter, Duration probe) {

  /** What to record of an attempt. */
  public Settlement judge(Delivery delivery, Outcome outcome, Instant now, RandomGenerator random) {
    return outcome.fold(
        delivered -> Settlement.sent(delivery, delivered, now),
        deferred -> {
          Duration wait = backOff(delivery.attempts(), random);
          if (deferred.after() != null && deferred.after().compareTo(wait) > 0) {
            wait = deferred.after();
          }
          return laterOrNever(delivery, now, wait, deferred.reason(), deferred.unsure());
        },
        refused -> Settlement.bury(delivery, now, refused.reason(), false),
        misconfigured ->
            laterOrNever(delivery, now, misconfigured.wholeChannel() ? Duration.ZERO : probe, misconfigured.reason(), false));
  }

  private Settlement laterOrNever(Delivery delivery, Instant now, Duration wait, String reason, boolean unsure) {
    if (now.isAfter(delivery.createdAt().plus(giveUpAfter))) {
      String attempts = delivery.attempts() == 1 ? "1 attempt" : delivery.attempts() + " attempts";
      return Settlement.bury(delivery, now, "given up after %s, last: %s".formatted(attempts, reason), unsure);
    }
    return Settlement.tryAgain(delivery, now.plus(wait), reason, unsure);
  }

  /** Doubling, capped, and then somewhere between three quarters and all of it, so that a herd spreads out. */
  Duration backOff(int attempts, RandomGenerator random) {
    long doubled = first.toMillis() << Math.min(20, Math.max(0, attempts - 1));
    long capped = Math.min(doubled, ceiling.toMillis());
    return Duration.ofMillis(capped - (long) (random.nextDouble() * capped / 4));
  }

  /** How long a failing channel is left alone before the next probe. */
  Duration probeAfter(int failures) {
    long doubled = first.toMillis() << Math.min(20, Math.max(0, failures));
    return Duration.ofMillis(Math.min(doubled, probe.toMillis()));
  }
}

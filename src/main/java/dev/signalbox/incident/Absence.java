package dev.signalbox.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A time in which nobody polled a rule: the hub was down, or its database. What was planned in it has to be reckoned with
 * afterwards.
 *
 * @param since the last completed poll before
 * @param until this one
 */
public record Absence(Instant since, Instant until, Holds.Past past) {

  /**
   * How long the timers of an incident ought to have rested and did not; negative if they rested too long, because nobody saw
   * that the hold was over.
   *
   * @param held what held it when it was looked at last; empty for nothing
   * @param holds what holds it now
   */
  Duration owed(Subject incident, Optional<Hold> held, Optional<Hold> holds) {
    if (held.isEmpty()) {
      return past.of(incident, since);
    }
    boolean planned = held.get().reason() == Reason.IN_MAINTENANCE;
    return planned && holds.isEmpty() ? past.of(incident, since).minus(Duration.between(since, until)) : Duration.ZERO;
  }
}

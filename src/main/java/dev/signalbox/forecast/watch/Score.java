package dev.signalbox.forecast.watch;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How one model did in one week.
 *
 * @param week its Monday, in UTC
 * @param model {@code simple} is the plain rule that the others must beat
 * @param unknown warnings of which nobody knows whether they were right
 * @param events what a warning could have been about
 * @param warned of those, how many had been warned of
 * @param lead half of the hits were said earlier; empty without hits
 * @param baseRate how likely it is anyway, within the horizon, on any server; NaN where that is unknown
 */
public record Score(
    LocalDate week,
    Kind kind,
    String model,
    int warnings,
    int hits,
    int misses,
    int unknown,
    int events,
    int warned,
    Optional<Duration> lead,
    double baseRate) {

  /** The share of the judged warnings that came true. */
  public OptionalDouble precision() {
    return hits + misses == 0 ? OptionalDouble.empty() : OptionalDouble.of(hits / (double) (hits + misses));
  }

  /** The share of what happened that had been warned of. */
  public OptionalDouble recall() {
    return events == 0 ? OptionalDouble.empty() : OptionalDouble.of(warned / (double) events);
  }
}

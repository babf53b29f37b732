package dev.signalbox.forecast.watch;

import dev.signalbox.forecast.watch.Warning.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A warning that a model would have given in the history, and what came.
 *
 * @param said the forecast, as the model of then would have made it
 * @param judgedAt when it came, or when it was known that it does not
 * @param event when it came; null if it did not
 */
public record Replayed(Forecast said, Instant dueAt, Outcome outcome, Instant judgedAt, @Nullable Instant event) {

  /** How long before it came it would have been said. */
  public Optional<Duration> lead() {
    return Optional.ofNullable(event).map(came -> Duration.between(said.at(), came));
  }
}

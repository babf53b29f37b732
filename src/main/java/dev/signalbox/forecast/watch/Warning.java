package dev.signalbox.forecast.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A forecast that was published, and what became of it.
 *
 * @param said the forecast as it was then
 * @param dueAt when it is known whether it was right
 * @param standing whether the model still says so
 * @param course for a chart; null where there is none
 * @param outcome empty until it is judged
 */
public record Warning(
    UUID id, Forecast said, Instant dueAt, boolean standing, @Nullable Course course, Optional<Judged> outcome) {

  /** What became of it. */
  public enum Outcome {
    /** It came, within the time. */
    HIT("hit"),
    /** It did not come. */
    MISS("miss"),
    /** Nobody knows whether it would have come: somebody took care of it, or nothing was measured any more. */
    AVERTED_UNKNOWN("averted-unknown");

    private final String label;

    Outcome(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }

    public static Outcome of(String label) {
      return valueOf(label.toUpperCase(java.util.Locale.ROOT).replace('-', '_'));
    }
  }

  /**
   * @param why in words
   * @param event when it came; null if it did not
   */
  public record Judged(Outcome outcome, String why, Instant at, @Nullable Instant event) {}

  /** How long before it came it was said. */
  public Optional<Duration> lead() {
    return outcome.map(Judged::event).map(event -> Duration.between(said.at(), event));
  }
}

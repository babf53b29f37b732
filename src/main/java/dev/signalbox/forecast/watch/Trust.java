package dev.signalbox.forecast.watch;

import java.time.Instant;

/**
 * Whether a model may page, by its latest outcomes.
 *
 * @param since when that was last decided otherwise
 * @param hits of the outcomes
 * @param outcomes hits and misses; what is unknown does not count
 */
public record Trust(Kind kind, String model, boolean earned, Instant since, int hits, int outcomes) {

  boolean deserved(Settings policy) {
    return outcomes >= policy.minOutcomes() && hits >= policy.pageAbove() * outcomes;
  }

  public String words() {
    return "%d of its last %d warnings came true".formatted(hits, outcomes);
  }
}

package dev.signalbox.forecast.watch;

import java.time.Instant;

/**
 * Whether a model may page, by its latest outcomes. As long as fewer than needed were judged live, those of the replayed
 * history stand in for the missing ones, by their share of hits: each live outcome takes the place of a replayed one.
 *
 * @param since when that was last decided otherwise
 * @param hits of the outcomes
 * @param outcomes hits and misses; what is unknown does not count
 * @param replayedHits of the replayed outcomes
 * @param replayedOutcomes what it would have warned of in the last part of the history
 */
public record Trust(
    Kind kind, String model, boolean earned, Instant since, int hits, int outcomes, int replayedHits, int replayedOutcomes) {

  private static final double ROUNDING = 1e-9;

  boolean deserved(Settings policy) {
    int missing = Math.max(0, policy.minOutcomes() - outcomes);
    if (missing > replayedOutcomes) {
      return false;
    }
    double replayed = missing == 0 ? 0 : missing * (double) replayedHits / replayedOutcomes;
    return hits + replayed + ROUNDING >= policy.pageAbove() * (outcomes + missing);
  }

  Trust decided(boolean deserved, Instant now) {
    return new Trust(
        kind, model, deserved, deserved == earned ? since : now, hits, outcomes, replayedHits, replayedOutcomes);
  }

  public String words() {
    String live = outcomes == 0
        ? "none of its warnings was judged lately" : "%d of its last %d warnings came true".formatted(hits, outcomes);
    return replayedOutcomes == 0 ? live
        : "%s; replayed on the history before, %d of %d would have".formatted(live, replayedHits, replayedOutcomes);
  }
}

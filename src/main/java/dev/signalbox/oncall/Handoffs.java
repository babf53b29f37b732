package dev.signalbox.oncall;

import java.time.Instant;

/**
 * The handoffs of a grid as instants. The turn at an instant is found by arithmetic on the wall clock and then
 * corrected: where the clock goes back it may be a step too early, never far. Nothing is counted from the anchor on.
 */
record Handoffs(WallClock clock, Grid grid) {

  Instant instant(long k) {
    return clock.first(grid.point(k));
  }

  /** The greatest {@code k} whose handoff is not after {@code t}: of turns that vanish in a jump, the last one counts. */
  Stretch<Long> at(Instant t) {
    long k = grid.latest(clock.at(t));
    while (instant(k).isAfter(t)) {
      k--;
    }
    Instant next = instant(k + 1);
    while (!next.isAfter(t)) {
      k++;
      next = instant(k + 1);
    }
    return new Stretch<>(k, next);
  }
}

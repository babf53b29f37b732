package dev.signalbox.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * No more than so many in a minute, and never more than that at once. Belongs to one dispatcher; several hubs share a limit
 * only through the other side's own answer.
 */
final class Throttle {

  private final int perMinute;
  private final Clock clock;
  private double left;
  private Instant filledAt;

  /**
   * @param perMinute 0 for no limit
   */
  Throttle(int perMinute, Clock clock) {
    this.perMinute = perMinute;
    this.clock = clock;
    this.left = perMinute;
    this.filledAt = clock.instant();
  }

  /** How many of the wanted ones may go now. */
  int room(int wanted) {
    if (perMinute == 0) {
      return wanted;
    }
    Instant now = clock.instant();
    double refilled = Duration.between(filledAt, now).toMillis() * perMinute / 60_000.0;
    left = Math.min(perMinute, left + Math.max(0, refilled));
    filledAt = now;
    return Math.min(wanted, (int) left);
  }

  void used(int count) {
    left -= perMinute == 0 ? 0 : count;
  }
}

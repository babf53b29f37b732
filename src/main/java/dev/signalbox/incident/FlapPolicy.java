package dev.signalbox.incident;

import java.time.Duration;

/**
 * When an alert that comes and goes is flapping, how that ends, and how long the end of a brief spell is kept back because it may
 * be the first of many.
 *
 * @param after so many opens within the window are borne, one more is flapping; 0: nothing ever is
 * @param window half-open: an open exactly that long ago no longer counts
 * @param hold how long the row of a flapping alert must be gone until its incident is resolved; shorter spells are brief
 * @param patience how long at most the end of a brief spell waits until it is told, or a poll and a half where that is longer, but
 *     not more than a minute: the next poll shall have seen that it stays away; zero for not at all
 */
public record FlapPolicy(int after, Duration window, Duration hold, Duration patience) {

  public FlapPolicy {
    Rule.require(after >= 0, "flapAfter", after, "use 0 for never, or the number of opens that are borne");
    Rule.require(window.toSeconds() >= 1, "flapWindow", window, "use a second or more");
    Rule.require(!hold.isNegative(), "flapHold", hold, "use 0s or more");
    Rule.require(!patience.isNegative(), "flapWait", patience, "use 0s for not at all, or a duration such as 10s");
  }

  /**
   * How long the end of a spell waits until it is told: as long as the spell lasted, and longer each time; nothing if it was not
   * brief.
   *
   * @param opens how often the incident has been open
   * @param every the pause between two polls: that long it may be back without anybody having seen it
   */
  Duration waits(Duration lasted, int opens, Duration every) {
    if (after == 0 || patience.isZero() || lasted.compareTo(hold) >= 0) {
      return Duration.ZERO;
    }
    Duration waits = lasted.multipliedBy(opens).plus(every);
    Duration confirmed = least(every.multipliedBy(3).dividedBy(2), Duration.ofMinutes(1));
    return least(waits, patience.compareTo(confirmed) > 0 ? patience : confirmed);
  }

  private static Duration least(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}

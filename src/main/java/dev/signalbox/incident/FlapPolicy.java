package dev.signalbox.incident;

import java.time.Duration;

/**
 * When an alert that comes and goes is flapping, how that ends, and how long the end of a brief spell is kept back because it may
 * be the first of many.
 *
 * @param after so many opens within the window are borne, one more is flapping; 0: nothing ever is
 * @param window half-open: an open exactly that long ago no longer counts
 * @param hold how long the row of a flapping alert must be gone until its incident is resolved; shorter spells are brief
 * @param patience how long at most the end of a brief spell waits until it is told
 */
public record FlapPolicy(int after, Duration window, Duration hold, Duration patience) {

  public FlapPolicy {
    Rule.require(after >= 0, "flapAfter", after, "use 0 for never, or the number of opens that are borne");
    Rule.require(window.toSeconds() >= 1, "flapWindow", window, "use a second or more");
    Rule.require(!hold.isNegative(), "flapHold", hold, "use 0s or more");
    Rule.require(!patience.isNegative(), "flapWait", patience, "use 0s for not at all, or a duration such as 1m");
  }

  /**
   * How long the end of a spell waits until it is told: as long as the spell lasted, and longer each time; nothing if it was not
   * brief.
   *
   * @param opens how often the incident has been open
   * @param every the pause between two polls: that long it may be back without anybody having seen it
   */
  Duration waits(Duration lasted, int opens, Duration every) {
    if (after == 0 || lasted.compareTo(hold) >= 0) {
      return Duration.ZERO;
    }
    Duration waits = lasted.multipliedBy(opens).plus(every);
    return waits.compareTo(patience) > 0 ? patience : waits;
  }
}

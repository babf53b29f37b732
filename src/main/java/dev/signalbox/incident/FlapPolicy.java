package dev.signalbox.incident;

import java.time.Duration;

/**
 * When an alert that comes and goes is flapping, and how that ends.
 *
 * @param after so many opens within the window are borne, one more is flapping; 0: nothing ever is
 * @param window half-open: an open exactly that long ago no longer counts
 * @param hold how long the row of a flapping alert must be gone until its incident is resolved
 */
public record FlapPolicy(int after, Duration window, Duration hold) {

  public FlapPolicy {
    Rule.require(after >= 0, "flapAfter", after, "use 0 for never, or the number of opens that are borne");
    Rule.require(window.toSeconds() >= 1, "flapWindow", window, "use a second or more");
    Rule.require(!hold.isNegative(), "flapHold", hold, "use 0s or more");
  }
}

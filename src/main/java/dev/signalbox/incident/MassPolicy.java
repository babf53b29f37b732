package dev.signalbox.incident;

import java.time.Duration;

/**
 * When so much of what a rule watches goes wrong at once that it is one outage and not many.
 *
 * @param share of the population; more than that share is an outage. 0: nothing ever is
 * @param within in how short a time
 * @param atLeast fewer than that are no outage, whatever their share
 */
public record MassPolicy(double share, Duration within, int atLeast) {

  public static final MassPolicy NEVER = new MassPolicy(0, Duration.ofMinutes(5), 10);

  public MassPolicy {
    Rule.require(share >= 0 && share < 1, "massShare", share, "use 0 for never, or a share such as 0.3");
    Rule.require(within.toSeconds() >= 1, "massWithin", within, "use a second or more");
    Rule.require(atLeast >= 2, "massAtLeast", atLeast, "use 2 or more");
  }

  boolean on() {
    return share > 0;
  }

  /** The fewest that are an outage. */
  long fewest(long population) {
    return Math.max(atLeast, (long) Math.floor(share * population) + 1);
  }
}

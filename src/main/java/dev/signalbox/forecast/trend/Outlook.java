package dev.signalbox.forecast.trend;

import java.time.Instant;
import java.util.function.Function;

/** When a metric will cross its limit. */
public sealed interface Outlook {

  /** It is at the limit or over it now. */
  record AlreadyOver() implements Outlook {}

  /** It is not expected to cross within the horizon. */
  record NotExpected() implements Outlook {}

  /** There are fewer than {@value Crossing#DAYS_NEEDED} days to compare with, or the last sample is too old. */
  record TooLittleData() implements Outlook {}

  /**
   * It is expected to cross.
   *
   * @param expected the middle of the days compared with
   * @param earliest one day in ten was earlier
   * @param latest one day in ten was later, if it crossed at all; at most the end of the horizon
   * @param share of the ways compared that cross within the horizon, 0 to 1
   * @param why for people, e.g. {@code has risen by 6.1 an hour for 3 hours}
   */
  record Crosses(Instant expected, Instant earliest, Instant latest, double share, String why) implements Outlook {}

  default <T> T fold(
      Function<AlreadyOver, T> over, Function<NotExpected, T> not, Function<TooLittleData, T> little, Function<Crosses,
          T> crosses) {
    if (this instanceof AlreadyOver it) {
      return over.apply(it);
    }
    if (this instanceof NotExpected it) {
      return not.apply(it);
    }
    return this instanceof TooLittleData it ? little.apply(it) : crosses.apply((Crosses) this);
  }
}

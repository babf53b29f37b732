package dev.signalbox.web;

import java.time.Duration;

/** Lengths of time in the spelling of rule files. */
public final class Spans {

  private Spans() {}

  /** Every unit that is not zero: {@code 1h30m}, {@code 30s}, {@code 0s}. */
  public static String exact(Duration span) {
    StringBuilder text = new StringBuilder();
    append(text, span.toDays(), "d");
    append(text, span.toHoursPart(), "h");
    append(text, span.toMinutesPart(), "m");
    append(text, span.toSecondsPart(), "s");
    append(text, span.toMillisPart(), "ms");
    return text.isEmpty() ? "0s" : text.toString();
  }

  /** The largest unit, and one more below a day's: {@code 45 s}, {@code 12 min}, {@code 3 h 20 min}, {@code 5 d}. */
  public static String rough(Duration span) {
    Duration positive = span.abs();
    if (positive.toMinutes() < 1) {
      return positive.toSeconds() + " s";
    }
    if (positive.toHours() < 1) {
      return positive.toMinutes() + " min";
    }
    if (positive.toDays() < 1) {
      return positive.toHours() + " h" + (positive.toMinutesPart() == 0 ? "" : " " + positive.toMinutesPart() + " min");
    }
    long days = positive.toDays();
    return days + " d" + (days >= 7 || positive.toHoursPart() == 0 ? "" : " " + positive.toHoursPart() + " h");
  }

  private static void append(StringBuilder text, long amount, String unit) {
    if (amount != 0) {
      text.append(amount).append(unit);
    }
  }
}

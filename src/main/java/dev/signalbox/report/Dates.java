package dev.signalbox.report;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Days and times as the report writes them. */
final class Dates {

  private static final DateTimeFormatter LONG = format("EEEE d MMMM uuuu");
  private static final DateTimeFormatter DAY = format("EEE d MMM");
  private static final DateTimeFormatter MONTH = format("MMMM");
  private static final DateTimeFormatter TIME = format("EEE d MMM, HH:mm z");

  private Dates() {}

  private static DateTimeFormatter format(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
  }

  static String full(LocalDate date) {
    return LONG.format(date);
  }

  static String day(LocalDate date) {
    return DAY.format(date);
  }

  static String month(LocalDate date) {
    return MONTH.format(date);
  }

  /** With the zone's own name, which tells the two showings of an autumn hour apart. */
  static String time(Instant instant, ZoneId zone) {
    return TIME.format(instant.atZone(zone));
  }
}

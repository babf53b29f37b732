package dev.signalbox.report;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * A time to account for, of whole days in a zone, which have 23 or 25 hours when the clocks change. Half-open.
 *
 * @param name as people read it: {@code Thu 26 Nov}, {@code November}
 */
public record Period(String name, Instant from, Instant to) {

  public Period {
    if (!to.isAfter(from)) {
      throw new IllegalArgumentException("%s ends at %s, which is not after %s".formatted(name, to, from));
    }
  }

  /** The day before a date. */
  static Period dayBefore(LocalDate date, ZoneId zone) {
    return of(Dates.day(date.minusDays(1)), date.minusDays(1), date, zone);
  }

  /** The month of the day before a date, up to that date; on the first, the whole month before. */
  static Period monthBefore(LocalDate date, ZoneId zone) {
    LocalDate yesterday = date.minusDays(1);
    return of(Dates.month(yesterday), yesterday.withDayOfMonth(1), date, zone);
  }

  /** The days before a date, the earliest first. */
  static List<Period> daysBefore(LocalDate date, int count, ZoneId zone) {
    List<Period> days = new ArrayList<>();
    for (int i = count; i > 0; i--) {
      LocalDate day = date.minusDays(i);
      days.add(of(Dates.day(day), day, day.plusDays(1), zone));
    }
    return days;
  }

  private static Period of(String name, LocalDate from, LocalDate to, ZoneId zone) {
    return new Period(name, from.atStartOfDay(zone).toInstant(), to.atStartOfDay(zone).toInstant());
  }

  Duration length() {
    return Duration.between(from, to);
  }
}

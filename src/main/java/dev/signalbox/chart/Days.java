package dev.signalbox.chart;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The instants worth a mark between two others: full hours or days on the wall of a zone, a handful of them. */
final class Days {

  private static final int MARKS = 5;
  private static final int[] HOURS = {1, 2, 3, 6, 12};
  private static final int[] DAYS = {1, 2, 7, 14, 30, 90, 365};

  private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);

  private Days() {}

  record Mark(Instant at, String label) {}

  static List<Mark> marks(Instant from, Instant to, ZoneId zone) {
    Duration span = Duration.between(from, to);
    for (int hours : HOURS) {
      if (span.toHours() / hours < MARKS) {
        return marks(from, to, zone, hours);
      }
    }
    int days = DAYS[DAYS.length - 1];
    for (int candidate : DAYS) {
      if (span.toDays() / candidate < MARKS) {
        days = candidate;
        break;
      }
    }
    List<Mark> marks = new ArrayList<>();
    ZonedDateTime day = from.atZone(zone).truncatedTo(ChronoUnit.DAYS);
    for (; !day.toInstant().isAfter(to) && marks.size() < 100; day = day.plusDays(days)) {
      add(marks, day, from, DAY);
    }
    return marks;
  }

  private static List<Mark> marks(Instant from, Instant to, ZoneId zone, int hours) {
    List<Mark> marks = new ArrayList<>();
    ZonedDateTime at = from.atZone(zone).truncatedTo(ChronoUnit.DAYS);
    for (; !at.toInstant().isAfter(to); at = at.plusHours(1)) {
      if (at.getHour() % hours == 0) {
        add(marks, at, from, at.getHour() == 0 ? DAY : HOUR);
      }
    }
    return marks;
  }

  private static void add(List<Mark> marks, ZonedDateTime at, Instant from, DateTimeFormatter format) {
    if (!at.toInstant().isBefore(from)) {
      marks.add(new Mark(at.toInstant(), format.format(at)));
    }
  }
}

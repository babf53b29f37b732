package dev.signalbox.report;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * When a report is due: once on each of some days, at a time on the wall of a zone. A time that the clocks skip is due when
 * they have moved on, one that they show twice the first time. From then on it is due until midnight, so that a hub that
 * was down makes it when it is back; after midnight it is yesterday's news and is not made any more.
 */
public record ReportTime(LocalTime at, ZoneId zone, Set<DayOfWeek> days) {

  private static final List<String> NAMES =
      Arrays.stream(DayOfWeek.values()).map(day -> day.name().substring(0, 3).toLowerCase(Locale.ROOT)).toList();

  public ReportTime {
    days = Set.copyOf(days);
  }

  /**
   * Reads what a route says.
   *
   * @param at for example {@code 08:00}
   * @param zone for example {@code Europe/Berlin}
   * @param days {@code daily}, or days and ranges of them: {@code mon-fri}, {@code mon,thu}
   * @throws IllegalArgumentException with the key, the value and a remedy
   */
  public static ReportTime of(String at, String zone, String days) {
    return new ReportTime(time(at.strip()), zone(zone.strip()), days(days.strip().toLowerCase(Locale.ROOT)));
  }

  private static LocalTime time(String text) {
    if (!text.matches("([01]\\d|2[0-3]):[0-5]\\d")) {
      throw new IllegalArgumentException("at is '%s'; write a time of day such as 08:00".formatted(text));
    }
    return LocalTime.parse(text);
  }

  private static ZoneId zone(String text) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("zone is '%s'; write a time zone such as Europe/Berlin".formatted(text), e);
    }
  }

  private static Set<DayOfWeek> days(String text) {
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (String range : text.equals("daily") ? List.of("mon-sun") : List.of(text.split(","))) {
      String[] ends = range.strip().split("-", 2);
      int first = NAMES.indexOf(ends[0].strip());
      int last = NAMES.indexOf(ends[ends.length - 1].strip());
      if (first < 0 || last < 0) {
        throw new IllegalArgumentException("days is '%s'; write daily, mon-fri, or mon,thu".formatted(text));
      }
      // fri-mon goes over the weekend
      for (int day = first; ; day = (day + 1) % NAMES.size()) {
        days.add(DayOfWeek.of(day + 1));
        if (day == last) {
          break;
        }
      }
    }
    return days;
  }

  /** The date of the report that may be made now. */
  public Optional<LocalDate> due(Instant now) {
    LocalDate today = now.atZone(zone).toLocalDate();
    return days.contains(today.getDayOfWeek()) && !now.isBefore(instant(today)) ? Optional.of(today) : Optional.empty();
  }

  /** When the report of a date is due first. */
  public Instant instant(LocalDate date) {
    return date.atTime(at).atZone(zone).toInstant();
  }
}

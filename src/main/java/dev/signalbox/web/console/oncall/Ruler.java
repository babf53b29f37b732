package dev.signalbox.web.console.oncall;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * Some days of a zone laid out on a line: instants to places. Linear in the time that passes, so a day of 25 hours is
 * drawn longer than one of 24, and a day that a zone skipped is not drawn at all.
 *
 * @param from where the line begins, the midnight of its first day
 * @param to where it ends, the midnight after its last day
 */
public record Ruler(ZoneId zone, Instant from, Instant to) {

  private static final Duration USUAL = Duration.ofHours(24);

  /**
   * One day of the line.
   *
   * @param length from midnight to midnight: 24 hours, but for the days on which the clock is changed
   */
  public record Day(LocalDate date, Place place, Duration length) {

    public boolean weekend() {
      return date.getDayOfWeek().getValue() > 5;
    }

    /** Whether the clock is changed on it. */
    public boolean odd() {
      return !length.equals(USUAL);
    }
  }

  public static Ruler of(LocalDate first, int days, ZoneId zone) {
    return new Ruler(zone, midnight(first, zone), midnight(first.plusDays(days), zone));
  }

  /** Where an interval lies; what of it is outside is cut off. Those that touch are drawn touching. */
  public Place place(Instant start, Instant end) {
    int x = thousandths(start);
    return new Place(x, thousandths(end) - x);
  }

  public boolean contains(Instant instant) {
    return !instant.isBefore(from) && instant.isBefore(to);
  }

  /** Whether anything of {@code [start, end)} lies on the line. */
  public boolean shows(Instant start, Instant end) {
    return start.isBefore(to) && end.isAfter(from);
  }

  /** Where an instant is; empty if it is not on the line. */
  public Optional<Place> mark(Instant instant) {
    return contains(instant) ? Optional.of(new Place(thousandths(instant), 0)) : Optional.empty();
  }

  /** In order, without those that the zone skipped. */
  public List<Day> days() {
    LocalDate first = from.atZone(zone).toLocalDate();
    LocalDate end = to.atZone(zone).toLocalDate();
    return first.datesUntil(end).map(this::day).filter(day -> !day.length().isZero()).toList();
  }

  private Day day(LocalDate date) {
    Instant start = midnight(date, zone);
    Instant end = midnight(date.plusDays(1), zone);
    return new Day(date, place(start, end), Duration.between(start, end));
  }

  /** The first instant of the date: where midnight is skipped, the jump; where it comes twice, the first one. */
  private static Instant midnight(LocalDate date, ZoneId zone) {
    return date.atStartOfDay(zone).toInstant();
  }

  private int thousandths(Instant instant) {
    Instant clipped = instant.isBefore(from) ? from : instant.isAfter(to) ? to : instant;
    double share = (double) Duration.between(from, clipped).toSeconds() / Duration.between(from, to).toSeconds();
    return (int) Math.round(share * 1000);
  }
}

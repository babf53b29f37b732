package dev.signalbox.web.console.oncall;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * Some days of a zone laid out on a line: instants to positions, in percent of the line's length. Linear in the time that
 * passes, so a day of 25 hours is drawn longer than one of 24, and a day that a zone skipped is not drawn at all.
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
  public record Day(LocalDate date, String x, String width, Duration length) {

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

  /** Where an instant lies: {@code 12.5000%}; what lies outside is at the end nearest to it. */
  public String at(Instant instant) {
    return percent(offset(instant));
  }

  /** How long the part of an interval is that lies on the line. */
  public String length(Instant start, Instant end) {
    return percent(offset(end).minus(offset(start)));
  }

  public boolean contains(Instant instant) {
    return !instant.isBefore(from) && instant.isBefore(to);
  }

  /** Whether anything of {@code [start, end)} lies on the line. */
  public boolean shows(Instant start, Instant end) {
    return start.isBefore(to) && end.isAfter(from);
  }

  /** Where the present is; empty if it is not on the line. */
  public Optional<String> mark(Instant now) {
    return contains(now) ? Optional.of(at(now)) : Optional.empty();
  }

  /** In order, without those that the zone skipped. */
  public List<Day> days() {
    LocalDate first = from.atZone(zone).toLocalDate();
    return first.datesUntil(to.atZone(zone).toLocalDate()).map(this::day).filter(day -> !day.length().isZero()).toList();
  }

  private Day day(LocalDate date) {
    Instant start = midnight(date, zone);
    Instant end = midnight(date.plusDays(1), zone);
    return new Day(date, at(start), length(start, end), Duration.between(start, end));
  }

  /** The first instant of the date: where midnight is skipped, the end of the jump; where it comes twice, the first one. */
  private static Instant midnight(LocalDate date, ZoneId zone) {
    return date.atStartOfDay(zone).toInstant();
  }

  private Duration offset(Instant instant) {
    Instant clipped = instant.isBefore(from) ? from : instant.isAfter(to) ? to : instant;
    return Duration.between(from, clipped);
  }

  private String percent(Duration part) {
    double share = (double) part.toSeconds() / Duration.between(from, to).toSeconds();
    return BigDecimal.valueOf(Math.round(share * 1_000_000), 4) + "%";
  }
}

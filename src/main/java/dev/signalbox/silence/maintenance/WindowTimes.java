package dev.signalbox.silence.maintenance;

import dev.signalbox.oncall.Interval;
import dev.signalbox.oncall.WallClock;
import dev.signalbox.oncall.ical.Recurring;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/**
 * When a maintenance is. A start or end that the wall never shows is the instant of the jump; where it shows a time twice, a
 * window begins with the first showing and ends with the last.
 */
sealed interface WindowTimes {

  /** The clock may be turned, over midnight too. */
  Duration SLACK = Duration.ofDays(2);

  /** Those that overlap {@code [from, to)}, whole; empty ones left out. */
  List<Interval> between(Instant from, Instant to);

  private static boolean overlaps(Interval one, Instant from, Instant to) {
    return one.start().isBefore(one.end()) && one.start().isBefore(to) && from.isBefore(one.end());
  }

  private static Interval interval(Instant start, Instant end) {
    return new Interval(start, end.isBefore(start) ? start : end);
  }

  /** Once. */
  record Once(Interval during) implements WindowTimes {
    @Override
    public List<Interval> between(Instant from, Instant to) {
      return overlaps(during, from, to) ? List.of(during) : List.of();
    }
  }

  /**
   * On days of the week, from one time of the wall to another.
   *
   * @param end not after {@code start}: on the next day
   */
  record Weekly(ZoneId zone, Set<DayOfWeek> days, LocalTime start, LocalTime end) implements WindowTimes {
    @Override
    public List<Interval> between(Instant from, Instant to) {
      WallClock clock = new WallClock(zone);
      LocalDate first = LocalDate.ofInstant(from.minus(SLACK), zone);
      LocalDate last = LocalDate.ofInstant(to.plus(SLACK), zone);
      long later = end.isAfter(start) ? 0 : 1;
      return first.datesUntil(last)
          .filter(day -> days.contains(day.getDayOfWeek()))
          .map(day -> interval(clock.first(day.atTime(start)), clock.last(day.plusDays(later).atTime(end))))
          .filter(one -> overlaps(one, from, to))
          .toList();
    }
  }

  /**
   * By a rule.
   *
   * @param onTheWall how long it lasts on the wall, for one with an end
   * @param exact how long it lasts, for one with a duration
   */
  record Repeated(ZoneId zone, Recurring rule, Duration onTheWall, Duration exact) implements WindowTimes {
    @Override
    public List<Interval> between(Instant from, Instant to) {
      Duration reach = onTheWall.plus(exact).plus(SLACK);
      LocalDateTime first = LocalDateTime.ofInstant(from.minus(reach), zone).withNano(0);
      LocalDateTime last = LocalDateTime.ofInstant(to.plus(SLACK), zone);
      return rule.between(first, last).stream().map(this::window).filter(one -> overlaps(one, from, to)).toList();
    }

    private Interval window(LocalDateTime start) {
      WallClock clock = new WallClock(zone);
      Instant begins = clock.first(start);
      return interval(begins, onTheWall.isZero() ? begins.plus(exact) : clock.last(start.plus(onTheWall)));
    }
  }
}

package dev.signalbox.oncall.ical;

import java.time.DayOfWeek;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * An RRULE as written. A part that is missing is empty.
 *
 * @param frequency the period that repeats: {@code SECONDS} to {@code YEARS}
 * @param interval in periods, at least 1
 * @param count how often in all; 0 if not said
 * @param until the last time that counts; null if not said
 * @param monthDays negative ones count from the end, as those of {@code yearDays}, {@code weeks} and {@code positions}
 * @param positions which of a period's times count
 */
record Rule(
    ChronoUnit frequency,
    int interval,
    int count,
    @Nullable Stamp until,
    SortedSet<Integer> months,
    SortedSet<Integer> weeks,
    SortedSet<Integer> yearDays,
    SortedSet<Integer> monthDays,
    List<Weekday> weekdays,
    SortedSet<Integer> hours,
    SortedSet<Integer> minutes,
    SortedSet<Integer> seconds,
    SortedSet<Integer> positions,
    DayOfWeek weekStart) {

  static final SortedSet<Integer> NONE = Collections.emptySortedSet();

  /**
   * {@code MO}, {@code 1MO}, {@code -1FR}.
   *
   * @param ordinal which one of the month or year, from its end if negative; 0 for each
   */
  record Weekday(int ordinal, DayOfWeek day) {}

  boolean namesNoDay() {
    return weeks.isEmpty() && yearDays.isEmpty() && monthDays.isEmpty() && weekdays.isEmpty();
  }

  /** The same with other days. */
  Rule on(SortedSet<Integer> theseMonths, SortedSet<Integer> theseMonthDays, List<Weekday> theseWeekdays) {
    return new Rule(
        frequency, interval, count, until, theseMonths, weeks, yearDays, theseMonthDays, theseWeekdays, hours, minutes,
        seconds, positions, weekStart);
  }

  /** The same without times of day, which have no meaning where it begins on a date. */
  Rule withoutTimes() {
    return new Rule(
        frequency, interval, count, until, months, weeks, yearDays, monthDays, weekdays, NONE, NONE, NONE, positions,
        weekStart);
  }
}

package dev.signalbox.oncall.ical;

import dev.signalbox.oncall.ical.Rule.Weekday;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalField;
import java.time.temporal.WeekFields;
import java.util.SortedSet;

/** Which days a rule means, by those of its parts that speak of days. A part that is missing means all. */
final class DayFilter {

  private final Rule rule;
  private final TemporalField week;

  DayFilter(Rule rule) {
    this.rule = rule;
    this.week = WeekFields.of(rule.weekStart(), 4).weekOfWeekBasedYear();
  }

  boolean matches(LocalDate day) {
    return (rule.months().isEmpty() || rule.months().contains(day.getMonthValue()))
        && (rule.weekdays().isEmpty() || rule.weekdays().stream().anyMatch(weekday -> matches(weekday, day)))
        && (rule.monthDays().isEmpty() || among(rule.monthDays(), day.getDayOfMonth(), day.lengthOfMonth()))
        && (rule.yearDays().isEmpty() || among(rule.yearDays(), day.getDayOfYear(), day.lengthOfYear()))
        && (rule.weeks().isEmpty() || among(rule.weeks(), day.get(week), (int) week.rangeRefinedBy(day).getMaximum()));
  }

  /** {@code 1MO} is that of the month or of the year, according to the rule; elsewhere it is any Monday. */
  private boolean matches(Weekday weekday, LocalDate day) {
    if (day.getDayOfWeek() != weekday.day()) {
      return false;
    }
    boolean yearly = rule.frequency() == ChronoUnit.YEARS;
    boolean ofMonth = rule.frequency() == ChronoUnit.MONTHS || yearly && !rule.months().isEmpty();
    if (weekday.ordinal() == 0 || !ofMonth && !yearly) {
      return true;
    }
    int at = ofMonth ? day.getDayOfMonth() : day.getDayOfYear();
    int all = ofMonth ? day.lengthOfMonth() : day.lengthOfYear();
    return weekday.ordinal() > 0 ? (at - 1) / 7 + 1 == weekday.ordinal() : (all - at) / 7 + 1 == -weekday.ordinal();
  }

  private static boolean among(SortedSet<Integer> numbers, int number, int last) {
    return numbers.contains(number) || numbers.contains(number - last - 1);
  }
}

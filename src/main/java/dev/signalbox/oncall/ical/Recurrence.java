package dev.signalbox.oncall.ical;

import dev.signalbox.oncall.ical.Rule.Weekday;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The local times of a rule, period by period. A period is found by arithmetic, so it costs the same decades after the
 * start as on the first day. Knows neither COUNT nor UNTIL, which {@link Repeats} adds.
 *
 * <p>Each part of a rule that speaks of days limits the days of the period; what RFC 5545 calls expanding is the same,
 * seen from a period that has more days than one. Where it leaves a choice, this takes libical's: DTSTART supplies the
 * weekday of a lone BYWEEKNO and the month of a yearly BYMONTHDAY, and BYSETPOS counts from the period's beginning.
 *
 * <p>Not by ical4j (4.2.1), which for ordinary rules silently finds less, and so nobody on call: the last Friday of
 * each month, begun on a 31st, skips every shorter month; hourly in January, begun in June, never comes. It also adds
 * zones to the whole JVM. Nor by lib-recur, which loses others. {@code RecurrenceTest} keeps those rules.
 */
final class Recurrence {

  private final Rule rule;
  private final DayFilter days;
  private final LocalDateTime start;
  private final LocalDateTime anchor;

  Recurrence(Rule written, LocalDateTime start) {
    this.rule = completed(written, start.toLocalDate());
    this.days = new DayFilter(rule);
    this.start = start;
    this.anchor = switch (rule.frequency()) {
      case YEARS -> start.toLocalDate().withDayOfYear(1).atStartOfDay();
      case MONTHS -> start.toLocalDate().withDayOfMonth(1).atStartOfDay();
      case WEEKS -> start.toLocalDate().with(TemporalAdjusters.previousOrSame(rule.weekStart())).atStartOfDay();
      default -> start.truncatedTo(rule.frequency());
    };
  }

  /** What the rule leaves open, its start says. */
  private static Rule completed(Rule rule, LocalDate start) {
    List<Weekday> weekday = List.of(new Weekday(0, start.getDayOfWeek()));
    SortedSet<Integer> month = rule.months().isEmpty() ? just(start.getMonthValue()) : rule.months();
    boolean bare = rule.namesNoDay();
    return switch (rule.frequency()) {
      case YEARS -> bare ? rule.on(month, just(start.getDayOfMonth()), List.of())
          : !rule.yearDays().isEmpty() ? rule
          : rule.weeks().isEmpty() && !rule.monthDays().isEmpty() ? rule.on(month, rule.monthDays(), rule.weekdays())
          : rule.weekdays().isEmpty() && rule.monthDays().isEmpty() ? rule.on(rule.months(), Rule.NONE, weekday)
          : rule;
      case MONTHS -> bare ? rule.on(rule.months(), just(start.getDayOfMonth()), List.of()) : rule;
      case WEEKS -> bare ? rule.on(rule.months(), Rule.NONE, weekday) : rule;
      default -> rule;
    };
  }

  private static SortedSet<Integer> just(int number) {
    return new TreeSet<>(List.of(number));
  }

  /** How many times may begin on a day, at most, on a busy day: a measure of the work that a day is. */
  double perDay() {
    int perMinute = Math.max(1, rule.seconds().size());
    int perHour = Math.max(1, rule.minutes().size()) * perMinute;
    double times = switch (rule.frequency()) {
      case SECONDS -> 86_400.0 / rule.interval();
      case MINUTES -> 1_440.0 * perMinute / rule.interval();
      case HOURS -> 24.0 * perHour / rule.interval();
      case DAYS -> (double) Math.max(1, rule.hours().size()) * perHour / rule.interval();
      case WEEKS -> Math.max(1, rule.hours().size()) * perHour * Math.max(1, rule.weekdays().size()) / 7.0;
      default -> Math.max(1, rule.hours().size()) * perHour;
    };
    return rule.positions().isEmpty() ? times : times + rule.frequency().getDuration().toDays();
  }

  Periods periods(LocalDateTime from, LocalDateTime to) {
    return new Periods(from.isBefore(start) ? start : from, to);
  }

  /** Goes through the periods that overlap {@code [from, to)}. Used once, by one thread. */
  final class Periods {

    private final LocalDateTime from;
    private final LocalDateTime to;
    private long index;
    private LocalDateTime begin;
    private long looked;

    private Periods(LocalDateTime from, LocalDateTime to) {
      this.from = from;
      this.to = to;
      this.index = rule.frequency().between(anchor, from) / rule.interval();
      this.begin = begin();
    }

    boolean hasNext() {
      return begin.isBefore(to);
    }

    /** How many days were looked at so far. */
    long looked() {
      return looked;
    }

    /** The next period's times within {@code [from, to)}, in order; often none. */
    List<LocalDateTime> next() {
      List<LocalDateTime> times = new ArrayList<>();
      LocalDateTime end = begin.plus(1, rule.frequency());
      boolean whole = !rule.positions().isEmpty(); // positions count from its beginning, whatever is asked for
      LocalDate last = (whole || end.isBefore(to) ? end : to).minusNanos(1).toLocalDate();
      boolean dayMatches = false;
      LocalDate first = (whole || begin.isAfter(from) ? begin : from).toLocalDate();
      for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
        looked++;
        if (days.matches(day)) {
          dayMatches = true;
          add(day, times);
        }
      }
      index = dayMatches || rule.frequency().isDateBased() ? index + 1 : nextDay();
      begin = begin();
      List<LocalDateTime> chosen = whole ? chosen(times) : times;
      chosen.removeIf(time -> time.isBefore(from) || !time.isBefore(to));
      return chosen;
    }

    private void add(LocalDate day, List<LocalDateTime> times) {
      for (int hour : values(rule.hours(), ChronoUnit.HOURS, begin.getHour(), start.getHour())) {
        for (int minute : values(rule.minutes(), ChronoUnit.MINUTES, begin.getMinute(), start.getMinute())) {
          for (int second : values(rule.seconds(), ChronoUnit.SECONDS, begin.getSecond(), start.getSecond())) {
            times.add(day.atTime(hour, minute, second));
          }
        }
      }
    }

    private SortedSet<Integer> values(SortedSet<Integer> part, ChronoUnit unit, int ofPeriod, int ofStart) {
      if (rule.frequency().compareTo(unit) <= 0) { // the period lies within one such unit, which counts or does not
        return part.isEmpty() || part.contains(ofPeriod) ? just(ofPeriod) : Rule.NONE;
      }
      return part.isEmpty() ? just(ofStart) : part;
    }

    private List<LocalDateTime> chosen(List<LocalDateTime> times) {
      TreeSet<LocalDateTime> chosen = new TreeSet<>();
      for (int position : rule.positions()) {
        int at = position > 0 ? position - 1 : times.size() + position;
        if (at >= 0 && at < times.size()) {
          chosen.add(times.get(at));
        }
      }
      return new ArrayList<>(chosen);
    }

    /** The first period of the next day: no second of this one needs to be looked at. */
    private long nextDay() {
      LocalDateTime midnight = begin.toLocalDate().plusDays(1).atStartOfDay();
      return Math.floorDiv(rule.frequency().between(anchor, midnight) - 1, (long) rule.interval()) + 1;
    }

    private LocalDateTime begin() {
      try {
        return anchor.plus(Math.multiplyExact(index, rule.interval()), rule.frequency());
      } catch (DateTimeException | ArithmeticException endOfTime) {
        return LocalDateTime.MAX;
      }
    }
  }
}

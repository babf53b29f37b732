package dev.signalbox.oncall.ical;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.oncall.Assignment;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

/** Random rules in random zones, against the plainest expansion there is: look at each day in turn. */
class RecurrencePropertiesTest {

  private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss");

  /**
   * @param until days after the start; 0 for none
   * @param count 0 for none
   */
  record Case(
      ZoneId zone,
      LocalDateTime start,
      int minutes,
      ChronoUnit unit,
      int interval,
      Set<DayOfWeek> days,
      int monthDay,
      int ordinal,
      int count,
      int until,
      DayOfWeek weekStart) {

    String rrule() {
      String by =
          days.isEmpty()
              ? monthDay == 0 ? "" : ";BYMONTHDAY=" + monthDay
              : ";BYDAY="
                  + days.stream()
                      .map(day -> (ordinal == 0 ? "" : ordinal) + day.name().substring(0, 2))
                      .collect(Collectors.joining(","));
      return "FREQ="
          + switch (unit) {
            case DAYS -> "DAILY";
            case WEEKS -> "WEEKLY";
            case MONTHS -> "MONTHLY";
            default -> "YEARLY";
          }
          + ";INTERVAL="
          + interval
          + by
          + ";WKST="
          + weekStart.name().substring(0, 2)
          + (count > 0 ? ";COUNT=" + count : "")
          + (until > 0 ? ";UNTIL=" + start.plusDays(until).format(FORM) : "");
    }

    String ics() {
      return Ics.calendar(
          Ics.event(
              "UID:u",
              "SUMMARY:anna",
              "DTSTART;TZID=" + zone + ":" + start.format(FORM),
              "DTEND;TZID=" + zone + ":" + start.plusMinutes(minutes).format(FORM),
              "RRULE:" + rrule()));
    }

    /** Whether a day belongs to a period that counts. */
    private boolean inPeriod(LocalDate day) {
      LocalDate first = start.toLocalDate();
      long periods =
          switch (unit) {
            case DAYS -> ChronoUnit.DAYS.between(first, day);
            case WEEKS ->
                ChronoUnit.WEEKS.between(
                    first.with(TemporalAdjusters.previousOrSame(weekStart)),
                    day.with(TemporalAdjusters.previousOrSame(weekStart)));
            case MONTHS ->
                (day.getYear() - first.getYear()) * 12L
                    + day.getMonthValue()
                    - first.getMonthValue();
            default -> day.getYear() - first.getYear();
          };
      return periods % interval == 0;
    }

    private boolean named(LocalDate day) {
      LocalDate first = start.toLocalDate();
      if (!days.isEmpty()) {
        if (ordinal == 0 || unit.compareTo(ChronoUnit.MONTHS) < 0) {
          return days.contains(day.getDayOfWeek());
        }
        boolean ofYear = unit == ChronoUnit.YEARS;
        return days.stream()
            .anyMatch(
                one -> {
                  LocalDate edge =
                      ofYear ? LocalDate.of(day.getYear(), 1, 1) : day.withDayOfMonth(1);
                  LocalDate end = ofYear ? edge.plusYears(1) : edge.plusMonths(1);
                  List<LocalDate> all =
                      edge.datesUntil(end).filter(it -> it.getDayOfWeek() == one).toList();
                  int index = ordinal > 0 ? ordinal - 1 : all.size() + ordinal;
                  return index >= 0 && index < all.size() && all.get(index).equals(day);
                });
      }
      int wanted =
          monthDay == 0
              ? first.getDayOfMonth()
              : monthDay > 0 ? monthDay : day.lengthOfMonth() + 1 + monthDay;
      return switch (unit) {
        case DAYS -> monthDay == 0 || day.getDayOfMonth() == wanted;
        case WEEKS -> day.getDayOfWeek() == first.getDayOfWeek();
        case MONTHS -> day.getDayOfMonth() == wanted;
        default -> day.getMonth() == first.getMonth() && day.getDayOfMonth() == wanted;
      };
    }

    List<Assignment> naive(LocalDate end) {
      List<Assignment> found = new ArrayList<>();
      int counted = 0;
      for (LocalDate day = start.toLocalDate(); day.isBefore(end); day = day.plusDays(1)) {
        LocalDateTime wall = day.atTime(start.toLocalTime());
        if (inPeriod(day)
            && named(day)
            && (count == 0 || counted < count)
            && (until == 0 || !wall.isAfter(start.plusDays(until)))) {
          counted++;
          Instant from = ZonedDateTime.of(wall, zone).toInstant();
          Instant to = ZonedDateTime.of(wall.plusMinutes(minutes), zone).toInstant();
          if (from.isBefore(to)) {
            found.add(new Assignment(from, to, "anna", 0));
          }
        }
      }
      return found;
    }
  }

  @Provide
  Arbitrary<Case> cases() {
    Arbitrary<LocalDateTime> starts =
        Combinators.combine(
                Arbitraries.integers().between(0, 365 * 40),
                Arbitraries.integers().between(0, 24 * 60 - 1))
            .as(
                (day, minute) ->
                    LocalDate.of(1990, 1, 1).plusDays(day).atStartOfDay().plusMinutes(minute));
    Arbitrary<Set<DayOfWeek>> days = Arbitraries.of(DayOfWeek.class).set().ofMaxSize(4);
    Arbitrary<Integer> monthDay =
        Arbitraries.oneOf(
            Arbitraries.just(0),
            Arbitraries.integers().between(1, 31),
            Arbitraries.integers().between(-31, -1));
    Arbitrary<Integer> ordinal =
        Arbitraries.frequencyOf(
            Tuple.of(3, Arbitraries.just(0)), Tuple.of(2, Arbitraries.of(1, 2, 4, 5, -1, -2, -5)));
    Arbitrary<Integer> count =
        Arbitraries.frequencyOf(
            Tuple.of(2, Arbitraries.just(0)), Tuple.of(1, Arbitraries.integers().between(1, 60)));
    return Combinators.combine(
            Combinators.combine(
                    Arbitraries.of(ZoneId.getAvailableZoneIds().stream().sorted().toList())
                        .map(ZoneId::of),
                    starts,
                    Arbitraries.integers().between(1, 20 * 24 * 60),
                    Arbitraries.of(
                        ChronoUnit.DAYS, ChronoUnit.WEEKS, ChronoUnit.MONTHS, ChronoUnit.YEARS))
                .as((zone, start, minutes, unit) -> new Object[] {zone, start, minutes, unit}),
            Arbitraries.integers().between(1, 5),
            days,
            monthDay,
            ordinal,
            count,
            Arbitraries.of(0, 0, 1, 40, 400),
            Arbitraries.of(DayOfWeek.class))
        .as(
            (first, interval, set, day, nth, times, until, weekStart) ->
                new Case(
                    (ZoneId) first[0],
                    (LocalDateTime) first[1],
                    (int) first[2],
                    (ChronoUnit) first[3],
                    interval,
                    set.isEmpty() ? Set.of() : EnumSet.copyOf(set),
                    day,
                    nth,
                    times,
                    until,
                    weekStart))
        .filter(
            one ->
                !(one.unit == ChronoUnit.DAYS && one.ordinal != 0)
                    && !(one.unit == ChronoUnit.WEEKS && one.monthDay != 0 && one.days.isEmpty()));
  }

  @Property(tries = 400)
  void a_rule_means_the_days_that_a_look_at_each_day_finds(
      @ForAll("cases") Case one, @ForAll @IntRange(max = 365 * 3) int day) {
    IcalReading reading = Ics.read(one.ics());
    List<Assignment> expected = one.naive(one.start.toLocalDate().plusYears(4));
    Instant begin = one.start.atZone(one.zone).toInstant().minusSeconds(86_400);
    Instant end = begin.plus(3 * 365, ChronoUnit.DAYS);

    assertThat(reading.assignments().between(begin, end))
        .as(one.rrule())
        .containsExactlyInAnyOrderElementsOf(
            expected.stream().filter(it -> it.overlaps(begin, end)).toList());
    Instant from = begin.plus(day, ChronoUnit.DAYS);
    Instant to = from.plusSeconds(3_600);
    assertThat(Ics.read(one.ics()).assignments().between(from, to))
        .as("an hour of %s", one.rrule())
        .containsExactlyInAnyOrderElementsOf(
            expected.stream().filter(it -> it.overlaps(from, to)).toList());
  }
}

package dev.signalbox.oncall;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CalendarCoverTest {

  private static final Instant BEGIN = Instant.parse("2024-05-01T00:00:00Z");

  private static Assignment hours(int from, int to, String name, int level) {
    return new Assignment(at(from), at(to), name, level);
  }

  private static Instant at(int hour) {
    return BEGIN.plus(Duration.ofHours(hour));
  }

  @Test
  void who_is_away_makes_room_for_the_level_below() {
    Schedule schedule =
        Schedules.of(
                """
                schedule: s
                ical: calendars/s.ics
                unavailable: [{participant: anna, start: 2024-05-01T06:00, end: 2024-05-01T12:00}]
                fallback: boss
                """)
            .with(Assignments.of(List.of(hours(0, 24, "anna", 2), hours(0, 18, "ben", 1))));

    assertThat(
            schedule.shifts(BEGIN, at(30)).stream()
                .map(it -> it.start().toString().substring(8, 13) + " " + it.participants()))
        .containsExactly("01T00 [anna]", "01T06 [ben]", "01T12 [anna]", "02T00 [boss]");
  }

  @Test
  void an_assignment_that_lasts_no_time_counts_for_nothing() {
    Schedule schedule =
        Schedule.of(
            "s",
            ZoneOffset.UTC,
            Assignments.of(List.of(hours(5, 5, "anna", 0), hours(9, 3, "ben", 0))));

    assertThat(schedule.shifts(BEGIN, at(24))).isEmpty();
  }

  @Provide
  Arbitrary<List<Assignment>> calendars() {
    Arbitrary<Integer> hour = Arbitraries.integers().between(-100, 24 * 100);
    return Combinators.combine(
            hour,
            Arbitraries.integers().between(1, 900),
            Arbitraries.of("anna", "ben", "cleo", "dora"),
            Arbitraries.integers().between(0, 2))
        .as((from, length, name, level) -> hours(from, from + length, name, level))
        .list()
        .ofMaxSize(30);
  }

  /** Looked at in parts that grow, and each part swept once: that must not show. */
  @Property(tries = 500)
  void shifts_and_who_say_what_a_look_at_each_assignment_says(
      @ForAll("calendars") List<Assignment> calendar, @ForAll @IntRange(max = 24 * 90) int from) {
    Schedule schedule = Schedule.of("s", ZoneOffset.UTC, Assignments.of(calendar));
    List<Shift> shifts = schedule.shifts(at(from), at(from + 24 * 30));

    for (int hour = from; hour < from + 24 * 30; hour += 5) {
      Instant t = at(hour);
      List<Assignment> covering =
          calendar.stream().filter(it -> !t.isBefore(it.start()) && t.isBefore(it.end())).toList();
      int highest = covering.stream().mapToInt(Assignment::level).max().orElse(0);
      TreeSet<String> expected =
          covering.stream()
              .filter(it -> it.level() == highest)
              .map(Assignment::participant)
              .collect(Collectors.toCollection(TreeSet::new));

      assertThat(schedule.who(t)).isEqualTo(expected);
      assertThat(
              shifts.stream()
                  .filter(it -> !t.isBefore(it.start()) && t.isBefore(it.end()))
                  .map(Shift::participants)
                  .findFirst()
                  .map(TreeSet::new)
                  .orElse(new TreeSet<>()))
          .isEqualTo(expected);
    }
  }
}

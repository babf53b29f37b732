package dev.signalbox.oncall;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for every schedule, tried around the clock changes of all zones. */
class ShiftPropertiesTest {

  private static final List<String> DAYS =
      List.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday");

  /** A random schedule in a zone, and an instant near one of the zone's clock changes. */
  record Case(String zone, Instant around, String yaml) {

    Schedule schedule() {
      return Schedules.of(yaml);
    }

    Schedule with(String more) {
      return Schedules.of(yaml + more);
    }

    Instant from() {
      return around.minus(Duration.ofDays(9));
    }

    Instant to() {
      return around.plus(Duration.ofDays(9));
    }
  }

  @Property(tries = 400)
  void shifts_tile_without_overlap_and_are_maximal(@ForAll("cases") Case one) {
    List<Shift> shifts = one.schedule().shifts(one.from(), one.to());

    Instant end = one.from();
    Shift before = null;
    for (Shift shift : shifts) {
      assertThat(shift.start()).isBefore(shift.end()).isAfterOrEqualTo(end);
      assertThat(shift.participants()).isNotEmpty();
      if (before != null && before.end().equals(shift.start())) {
        assertThat(shift.participants()).isNotEqualTo(before.participants());
      }
      end = shift.end();
      before = shift;
    }
    assertThat(end).isBeforeOrEqualTo(one.to());
  }

  @Property(tries = 400)
  void coverage_leaves_no_instant_out_and_agrees_with_who(@ForAll("cases") Case one) {
    Instant end = one.from();
    Coverage before = null;
    for (Coverage part : new Survey(one.schedule(), one.from(), one.to()).coverage()) {
      assertThat(part.during().start()).isEqualTo(end).isBefore(part.during().end());
      assertThat(part.standing()).isEqualTo(one.schedule().at(part.during().start()))
          .isEqualTo(one.schedule().at(part.during().end().minusSeconds(1)))
          .isNotEqualTo(before == null ? null : before.standing());
      end = part.during().end();
      before = part;
    }
    assertThat(end).isEqualTo(one.to());
  }

  @Property(tries = 400)
  void who_agrees_with_the_shifts_at_any_instant(@ForAll("cases") Case one, @ForAll long seed) {
    Schedule schedule = one.schedule();
    List<Shift> shifts = schedule.shifts(one.from(), one.to());
    Random random = new Random(seed);
    for (int i = 0; i < 60; i++) {
      long seconds = random.nextInt((int) Duration.between(one.from(), one.to()).toSeconds());
      agree(schedule, shifts, one.from().plusSeconds(seconds));
    }
    for (Shift shift : shifts) {
      agree(schedule, shifts, shift.start());
      agree(schedule, shifts, shift.end().minusSeconds(1));
    }
  }

  private static void agree(Schedule schedule, List<Shift> shifts, Instant at) {
    var fromShifts = shifts.stream()
        .filter(shift -> !at.isBefore(shift.start()) && at.isBefore(shift.end()))
        .findFirst().map(Shift::participants);
    assertThat(List.copyOf(schedule.who(at))).as("at %s", at)
        .isEqualTo(fromShifts.map(List::copyOf).orElse(List.of()));
  }

  @Property(tries = 300)
  void shifts_of_two_halves_are_the_shifts_of_the_whole(@ForAll("cases") Case one) {
    Schedule schedule = one.schedule();
    Duration left = schedule.shifts(one.from(), one.around()).stream().map(ShiftPropertiesTest::length)
        .reduce(Duration.ZERO, Duration::plus);
    Duration right = schedule.shifts(one.around(), one.to()).stream().map(ShiftPropertiesTest::length)
        .reduce(Duration.ZERO, Duration::plus);

    assertThat(schedule.shifts(one.from(), one.to()).stream().map(ShiftPropertiesTest::length)
        .reduce(Duration.ZERO, Duration::plus)).isEqualTo(left.plus(right));
  }

  private static Duration length(Shift shift) {
    return Duration.between(shift.start(), shift.end());
  }

  @Property(tries = 300)
  void an_override_changes_nothing_outside_its_bounds(@ForAll("cases") Case one, @ForAll long seed) {
    Random random = new Random(seed);
    Instant start = one.around.plusSeconds(random.nextInt(200_000) - 100_000);
    Instant end = start.plusSeconds(random.nextInt(90_000));
    Schedule with = one.with("overrides: [{start: %s, end: %s, participant: zoe}]\n".formatted(start, end));

    Schedule without = one.schedule();
    assertThat(with.shifts(one.from(), start)).isEqualTo(without.shifts(one.from(), start));
    assertThat(with.shifts(end, one.to())).isEqualTo(without.shifts(end, one.to()));
    with.shifts(start, end).forEach(shift -> assertThat(shift.participants()).containsExactly("zoe"));
  }

  @Property(tries = 300)
  void a_fallback_leaves_no_gap(@ForAll("cases") Case one) {
    Schedule schedule = one.with("fallback: boss\n");

    Instant end = one.from();
    for (Shift shift : schedule.shifts(one.from(), one.to())) {
      assertThat(shift.start()).isEqualTo(end);
      end = shift.end();
    }
    assertThat(end).isEqualTo(one.to());
  }

  @Provide
  Arbitrary<Case> cases() {
    Arbitrary<String> zones = Arbitraries.frequencyOf(
        net.jqwik.api.Tuple.of(2, Arbitraries.of(
            "Australia/Lord_Howe", "Pacific/Apia", "America/Sao_Paulo", "Asia/Beirut", "Africa/Cairo", "America/St_Johns",
            "America/Havana", "Africa/Casablanca", "Europe/Berlin", "America/New_York", "Antarctica/Troll")),
        net.jqwik.api.Tuple.of(1, Arbitraries.of(ZoneId.getAvailableZoneIds().stream()
            .filter(id -> id.contains("/")).sorted().toList())));
    return Combinators.combine(zones, Arbitraries.randomValue(Random::nextLong)).as(ShiftPropertiesTest::aCase);
  }

  private static Case aCase(String zone, long seed) {
    Random random = new Random(seed);
    Instant somewhere = Instant.parse("2005-01-01T00:00:00Z").plusSeconds(random.nextInt(25 * 365) * 86_400L);
    ZoneOffsetTransition change = ZoneId.of(zone).getRules().previousTransition(somewhere);
    boolean recent = change != null && change.getInstant().isAfter(Instant.parse("2000-01-01T00:00:00Z"));
    Instant around = recent ? change.getInstant() : somewhere;
    StringBuilder yaml = new StringBuilder("schedule: s\ntimezone: " + zone + "\nlayers:\n");
    for (int layer = random.nextInt(3); layer >= 0; layer--) {
      yaml.append(layer(random, around.atOffset(ZoneOffset.UTC).toLocalDate().minusDays(random.nextInt(60)).toString()));
    }
    return new Case(zone, around, yaml.toString());
  }

  private static String layer(Random random, String start) {
    String type = List.of("hourly", "daily", "weekly", "monthly").get(random.nextInt(4));
    String layer = "  - rotation: {type: %s, every: %d, start: %sT%s, participants: [a, [b, c], d, none]}\n"
        .formatted(type, 1 + random.nextInt(type.equals("hourly") ? 24 : 3), start, time(random));
    return switch (random.nextInt(4)) {
      case 0 -> layer + "    restrictions: [{start: \"%s\", end: \"%s\"}]\n".formatted(time(random), time(random));
      case 1 -> layer + "    restrictions: [{days: [%s, %s], start: \"%s\", end: \"%s\"}]\n"
          .formatted(day(random), day(random), time(random), time(random));
      case 2 -> layer + "    restrictions: [{start_day: %s, start: \"%s\", end_day: %s, end: \"%s\"}]\n"
          .formatted(day(random), time(random), day(random), time(random));
      default -> layer;
    };
  }

  private static String day(Random random) {
    return DAYS.get(random.nextInt(7));
  }

  /** Mostly at night, when the clocks change. */
  private static String time(Random random) {
    return "%02d:%02d".formatted(random.nextInt(random.nextBoolean() ? 4 : 24), 15 * random.nextInt(4));
  }
}

package dev.signalbox.handoff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.oncall.Interval;
import dev.signalbox.oncall.Replacement;
import dev.signalbox.oncall.Schedule;
import dev.signalbox.oncall.Schedules;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DueHandoffTest {

  /** Handoffs on Mondays at 09:00 UTC; anna's turn begins on 2 March, ben's on 9 March, cleo's on 16 March. */
  private static Schedule weekly(String notice) {
    return schedule("UTC", notice, "type: weekly, start: 2026-03-02T09:00, participants: [anna, ben, cleo]");
  }

  private static Schedule schedule(String zone, String notice, String rotation) {
    return Schedules.of("""
        schedule: s
        timezone: %s
        handoff_notice: %s
        layers:
          - rotation: {%s}
        """.formatted(zone, notice, rotation));
  }

  private static Schedule with(Schedule schedule, Replacement.Kind kind, String comes, String start, String end) {
    Interval during = new Interval(Instant.parse(start), Instant.parse(end));
    return schedule.with(List.of(new Replacement(during, kind, List.of(comes), List.of())));
  }

  /** Lead time and people of what is due, for example {@code 15m ben}; {@code -} for nothing. */
  private static String due(Schedule schedule, String at) {
    List<String> due = DueHandoff.of(schedule, Instant.parse(at)).stream()
        .map(one -> one.lead().toMinutes() + "m " + String.join("+", one.handoff().coming())).toList();
    return due.isEmpty() ? "-" : String.join(", ", due);
  }

  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource({
    "2026-03-08T08:59:59Z, -,         a day before is not yet",
    "2026-03-08T09:00:00Z, 1440m ben, a day before",
    "2026-03-08T09:59:59Z, 1440m ben, said late: up to an hour",
    "2026-03-08T10:00:00Z, -,         later than that it is not said",
    "2026-03-09T08:44:59Z, -,         nothing between",
    "2026-03-09T08:45:00Z, 15m ben,   a quarter before",
    "2026-03-09T08:59:59Z, 15m ben,   until the handoff",
    "2026-03-09T09:00:00Z, 0m ben,    at the handoff; what is late is said once: the last of them",
    "2026-03-09T09:59:59Z, 0m ben,    the hub was down: said late",
    "2026-03-09T10:00:00Z, -,         down for too long: not said",
  })
  void who_comes_is_told_as_long_before_as_is_written(String now, String expected, String why) {
    assertThat(due(weekly("[1d, 15m, 0m]"), now)).as(why).isEqualTo(expected);
  }

  @Test
  void a_schedule_that_does_not_ask_tells_nobody() {
    Schedule silent = Schedules.of("schedule: s\ntimezone: UTC\nlayers: [{participants: [anna]}]\n"
        + "overrides: [{start: 2026-03-09T09:00, end: 2026-03-10T09:00, participant: ben}]\n");
    assertThat(due(silent, "2026-03-09T09:00:00Z")).isEqualTo("-");
  }

  @ParameterizedTest(name = "{0} made at {1}")
  @CsvSource({
    "0m,      2026-03-11T02:00:20Z, 0m zoe,    it begins now: at once",
    "1d,      2026-03-11T02:00:20Z, 1440m zoe, whatever the lead times are",
    "1d,      2026-03-10T23:00:00Z, -,         three hours ahead: the day before is over …",
    "'[1d, 3h]', 2026-03-10T23:10:00Z, 180m zoe, … but not the third hour before",
    "1d,      2026-03-11T04:30:00Z, 1440m ben, it is over: zoe is not told, ben is back",
  })
  void an_override_made_by_hand_tells_who_comes(String notice, String now, String expected, String why) {
    Schedule covered = with(
        weekly(notice), Replacement.Kind.SET, "zoe", "2026-03-11T02:00:00Z", "2026-03-11T04:00:00Z");
    assertThat(due(covered, now)).as(why).isEqualTo(expected);
  }

  @Test
  void five_minutes_of_cover_are_told_while_they_last_and_not_after_the_fact() {
    Schedule covered = with(
        weekly("[1d, 0m]"), Replacement.Kind.SET, "zoe", "2026-03-11T02:00:00Z", "2026-03-11T02:05:00Z");
    assertThat(due(covered, "2026-03-11T02:04:59Z")).isEqualTo("0m zoe");
    assertThat(due(covered, "2026-03-11T02:05:00Z")).as("only ben is back").isEqualTo("0m ben");
    assertThat(due(covered, "2026-03-11T02:30:00Z")).isEqualTo("0m ben");
  }

  @Test
  void who_was_there_before_is_not_told() {
    Schedule helped = with(
        weekly("0m"), Replacement.Kind.ADD, "ben", "2026-03-09T08:00:00Z", "2026-03-09T12:00:00Z");
    assertThat(due(helped, "2026-03-09T08:00:00Z")).isEqualTo("0m ben");
    Handoff joined = DueHandoff.of(helped, Instant.parse("2026-03-09T08:00:00Z")).get(0).handoff();
    assertThat(joined.staying()).containsExactly("anna");
    assertThat(joined.leaving()).isEmpty();
    assertThat(due(helped, "2026-03-09T09:30:00Z")).as("ben's own turn begins while he helps").isEqualTo("-");
  }

  @Test
  void a_shift_that_goes_on_in_another_layer_is_no_handoff() {
    Schedule split = Schedules.of("""
        schedule: s
        timezone: UTC
        handoff_notice: [1d, 0m]
        layers:
          - {name: old, participants: [anna], end: 2026-03-09T09:00}
          - {name: new, participants: [anna], start: 2026-03-09T09:00, end: 2026-03-16T09:00}
          - {name: newer, participants: [anna, ben], start: 2026-03-16T09:00}
        """);
    assertThat(due(split, "2026-03-09T09:00:00Z")).isEqualTo("-");
    assertThat(due(split, "2026-03-08T09:00:00Z")).isEqualTo("-");
    assertThat(due(split, "2026-03-16T09:00:00Z")).as("only who is new").isEqualTo("0m ben");
  }

  @Test
  void the_fallback_is_told_that_it_is_one() {
    Schedule gap = Schedules.of("""
        schedule: s
        timezone: UTC
        handoff_notice: 0m
        layers: [{participants: [anna], end: 2026-03-09T09:00}]
        fallback: hugo
        """);
    assertThat(DueHandoff.of(gap, Instant.parse("2026-03-09T09:00:10Z"))).singleElement().satisfies(due -> {
      assertThat(due.handoff().coming()).containsExactly("hugo");
      assertThat(due.handoff().leaving()).containsExactly("anna");
      assertThat(due.handoff().fallback()).isTrue();
    });
  }

  /** F-55: the wall clock says when, whatever the length of the night. */
  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource({
    "Europe/Berlin,       2026-03-28T02:30, 2026-03-29T01:00:00Z, 02:30 does not exist: the jump",
    "Europe/Berlin,       2026-10-24T02:30, 2026-10-25T00:30:00Z, 02:30 comes twice: the first",
    "America/New_York,    2026-03-07T02:30, 2026-03-08T07:00:00Z, the same in spring there",
    "America/New_York,    2026-10-31T01:30, 2026-11-01T05:30:00Z, and in autumn",
    "Australia/Lord_Howe, 2026-10-03T02:15, 2026-10-03T15:30:00Z, half an hour is skipped at 02:00",
    "Australia/Lord_Howe, 2026-04-04T01:45, 2026-04-04T14:45:00Z, and shown twice in autumn",
  })
  void nights_that_are_longer_or_shorter_hand_over_once_and_when_the_clock_says_so(
      String zone, String start, String handoff, String why) {
    Schedule daily = schedule(zone, "0m", "type: daily, start: " + start + ", participants: [anna, ben]");
    Instant at = Instant.parse(handoff);
    Duration fourHours = Duration.ofHours(4);
    Set<String> told = looks(daily, at.minus(fourHours), at.plus(fourHours), () -> Duration.ofMinutes(1));
    assertThat(told).as(why).containsExactly("s " + handoff + " 0m ben");
    assertThat(due(daily, at.minusSeconds(1).toString())).isEqualTo("-");
  }

  @Test
  void however_irregular_the_looks_each_notice_is_made_once_and_none_is_left_out() {
    Schedule daily = schedule(
        "Europe/Berlin", "[1d, 15m, 0m]", "type: daily, start: 2026-03-20T09:00, participants: [anna, ben, cleo]");
    Instant from = Instant.parse("2026-03-22T00:00:00Z");
    Random random = new Random(55);
    for (int run = 0; run < 20; run++) {
      Instant to = from.plus(Duration.ofDays(14));
      Set<String> told = looks(daily, from, to, () -> Duration.ofSeconds(1 + random.nextInt(840)));
      assertThat(told).as("14 handoffs, three notices each; the first one's first was before, the next one's is in it")
          .hasSize(14 * 3);
    }
  }

  @Test
  void the_name_is_the_same_however_the_lead_time_is_written_and_never_too_long() {
    Instant now = Instant.parse("2026-03-08T09:00:00Z");
    assertThat(DueHandoff.of(weekly("24h"), now).get(0).name("handoff"))
        .isEqualTo(DueHandoff.of(weekly("1d"), now).get(0).name("handoff"));

    List<String> crowd = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      crowd.add("participant-" + i);
    }
    Schedule all = Schedules.of("""
        schedule: s
        timezone: UTC
        handoff_notice: 0m
        layers: [{participants: %s, start: 2026-03-09T09:00}]
        """.formatted(crowd));
    DueHandoff due = DueHandoff.of(all, Instant.parse("2026-03-09T09:00:00Z")).get(0);
    assertThat(due.name("handoff").key()).hasSizeLessThan(512);
  }

  /** The names of what is made by looks at these intervals; a name is made once. */
  private static Set<String> looks(Schedule schedule, Instant from, Instant to, Supplier<Duration> pause) {
    Set<String> made = new LinkedHashSet<>();
    for (Instant now = from; now.isBefore(to); now = now.plus(pause.get())) {
      DueHandoff.of(schedule, now).forEach(due -> made.add(due.name("handoff").key()));
    }
    return made;
  }
}

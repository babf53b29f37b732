package dev.signalbox.oncall;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleTest {

  private static Schedule schedule(String zone, String rest) {
    return Schedules.of("schedule: s\ntimezone: " + zone + "\n" + rest);
  }

  private static Schedule rotation(String zone, String rotation) {
    return schedule(zone, "layers:\n  - rotation: {" + rotation + "}\n");
  }

  private static String who(Schedule schedule, String at) {
    return String.join("+", schedule.who(Instant.parse(at)));
  }

  @ParameterizedTest(name = "{0}: {4}")
  @CsvSource({
    "Australia/Lord_Howe, 2020-10-01T02:15, 2020-10-03T15:29:59Z, c, half an hour is skipped at 02:00",
    "Australia/Lord_Howe, 2020-10-01T02:15, 2020-10-03T15:30:00Z, d, half an hour is skipped at 02:00",
    "Pacific/Apia,        2011-12-28T00:00, 2011-12-30T09:59:59Z, b, the 29th before the jump over the 30th",
    "Pacific/Apia,        2011-12-28T00:00, 2011-12-30T10:00:00Z, d, the turn of the 30th vanishes",
    "Pacific/Apia,        2011-12-28T09:00, 2011-12-30T10:00:00Z, c, the turn of the 30th is what is left of it",
    "Pacific/Apia,        2011-12-28T09:00, 2011-12-30T19:00:00Z, d, and ends at 09:00 on the 31st",
    "America/Sao_Paulo,   2018-11-02T00:00, 2018-11-04T02:59:59Z, b, midnight is skipped",
    "America/Sao_Paulo,   2018-11-02T00:00, 2018-11-04T03:00:00Z, c, midnight is 01:00",
    "Asia/Beirut,         2023-03-24T00:00, 2023-03-25T21:59:59Z, b, midnight is skipped",
    "Asia/Beirut,         2023-03-24T00:00, 2023-03-25T22:00:00Z, c, midnight is 01:00",
    "America/Havana,      2023-11-03T00:00, 2023-11-05T03:59:59Z, b, midnight comes twice",
    "America/Havana,      2023-11-03T00:00, 2023-11-05T04:00:00Z, c, and the first one counts",
  })
  void a_daily_handoff_keeps_its_wall_time(String zone, String start, String at, String expected, String why) {
    Schedule daily = rotation(zone, "type: daily, start: " + start + ", participants: [a, b, c, d]");

    assertThat(who(daily, at)).as(why).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "handoff_notice: 0m                 | [PT0S]",
    "handoff_notice: [1d, 0m, 15m, 14d] | [PT0S, PT15M, PT24H, PT336H]",
    "handoff_notice: 20160m             | [PT336H]",
    "layers: []                         | []",
  })
  void those_who_come_are_told_as_long_before_as_is_written_shortest_first(String line, String notice) {
    Schedule schedule = schedule("Europe/Berlin", line + "\n");

    assertThat(schedule.handoffNotice()).hasToString(notice);
    Interval ever = new Interval(Instant.EPOCH, Instant.MAX);
    Replacement override = new Replacement(ever, Replacement.Kind.SET, List.of("z"), List.of());
    assertThat(schedule.with(List.of(override)).handoffNotice()).as("whatever overrides are on top").hasToString(notice);
  }

  @Test
  void twenty_four_hourly_is_daily() {
    Schedule hourly = rotation("Europe/Berlin", "type: hourly, every: 24, start: 2024-03-25T02:30, participants: [a, b, c]");
    Schedule daily = rotation("Europe/Berlin", "type: daily, start: 2024-03-25T02:30, participants: [a, b, c]");

    Instant from = Instant.parse("2024-03-01T00:00:00Z");
    Instant to = Instant.parse("2025-03-01T00:00:00Z");
    assertThat(hourly.shifts(from, to)).hasSizeGreaterThan(300).isEqualTo(daily.shifts(from, to));
  }

  @Test
  void an_hourly_turn_lasts_two_hours_while_the_clock_shows_its_hour_twice() {
    Schedule hourly = rotation("Europe/Berlin", "type: hourly, start: 2024-10-27T00:00, participants: [a, b, c, d]");

    assertThat(hourly.shifts(Instant.parse("2024-10-26T22:00:00Z"), Instant.parse("2024-10-27T03:00:00Z")))
        .extracting(shift -> Duration.between(shift.start(), shift.end()).toHours()).containsExactly(1L, 1L, 2L, 1L);
  }

  @Test
  void a_start_in_the_middle_of_a_turn_leaves_the_first_one_short_and_nobody_before() {
    Schedule weekly = rotation("Europe/Berlin",
        "type: weekly, start: 2024-05-08T14:00, handoff: {day: monday, time: \"09:00\"}, participants: [a, b]");

    assertThat(who(weekly, "2024-05-08T11:59:59Z")).isEmpty();
    assertThat(who(weekly, "2024-05-08T12:00:00Z")).isEqualTo("a");
    assertThat(who(weekly, "2024-05-13T06:59:59Z")).isEqualTo("a");
    assertThat(who(weekly, "2024-05-13T07:00:00Z")).isEqualTo("b");
  }

  @Test
  void a_monthly_handoff_on_the_31st_falls_on_the_last_day_of_shorter_months() {
    Schedule monthly = rotation("UTC", "type: monthly, start: 2024-01-31T09:00, participants: [a, b, c, d]");

    assertThat(monthly.shifts(Instant.parse("2024-01-01T00:00:00Z"), Instant.parse("2024-05-01T00:00:00Z")))
        .extracting(shift -> shift.start().toString())
        .containsExactly("2024-01-31T09:00:00Z", "2024-02-29T09:00:00Z", "2024-03-31T09:00:00Z", "2024-04-30T09:00:00Z");
  }

  @Test
  void the_31st_stays_the_handoff_when_the_first_turn_began_in_a_short_month() {
    Schedule monthly = rotation("UTC",
        "type: monthly, start: 2024-03-05T00:00, handoff: {day: 31, time: \"00:00\"}, participants: [a, b, c]");

    assertThat(who(monthly, "2024-03-30T12:00:00Z")).isEqualTo("a");
    assertThat(who(monthly, "2024-03-31T00:00:00Z")).isEqualTo("b");
  }

  @Test
  void workdays_alone_are_counted_and_the_other_days_have_nobody() {
    Schedule workdays = rotation("Europe/Berlin",
        "type: daily, start: 2024-03-30T09:00, days: [monday, wednesday], participants: [a, b, c]");

    assertThat(who(workdays, "2024-03-31T12:00:00Z")).as("before the first listed day").isEmpty();
    assertThat(who(workdays, "2024-04-01T07:00:00Z")).as("Monday").isEqualTo("a");
    assertThat(who(workdays, "2024-04-02T06:59:59Z")).as("until nine on Tuesday").isEqualTo("a");
    assertThat(who(workdays, "2024-04-02T07:00:00Z")).as("Tuesday").isEmpty();
    assertThat(who(workdays, "2024-04-03T07:00:00Z")).as("Wednesday").isEqualTo("b");
    assertThat(who(workdays, "2024-04-08T07:00:00Z")).as("Monday").isEqualTo("c");
  }

  @Test
  void equal_priority_is_on_call_together_and_a_higher_one_alone() {
    Schedule tied = schedule("UTC", """
        layers:
          - {participants: [a], priority: 1}
          - {participants: [b], priority: 1}
          - {participants: [c], priority: 2, restrictions: [{start: "09:00", end: "17:00"}]}
        """);

    assertThat(who(tied, "2024-05-01T08:59:59Z")).isEqualTo("a+b");
    assertThat(who(tied, "2024-05-01T09:00:00Z")).isEqualTo("c");
  }

  @Test
  void a_turn_of_nobody_falls_through_to_the_layer_below() {
    Schedule stacked = schedule("UTC", """
        layers:
          - {participants: [below]}
          - {rotation: {type: daily, start: 2024-05-01, participants: [a, none]}}
        """);

    assertThat(who(stacked, "2024-05-01T12:00:00Z")).isEqualTo("a");
    assertThat(who(stacked, "2024-05-02T12:00:00Z")).isEqualTo("below");
  }

  @Test
  void a_window_that_ends_in_the_hour_shown_twice_ends_in_its_second_showing() {
    Schedule nights = schedule("America/New_York", """
        layers: [{participants: [a], restrictions: [{start: "22:00", end: "01:30"}]}]
        """);

    assertThat(who(nights, "2023-11-05T06:29:59Z")).isEqualTo("a");
    assertThat(who(nights, "2023-11-05T06:30:00Z")).isEmpty();
  }

  @Test
  void a_window_from_a_weekday_to_itself_is_a_week_over_the_clock_change() {
    Schedule week = schedule("Europe/Berlin", """
        layers: [{participants: [a], restrictions: [{start_day: saturday, start: "02:30", end_day: saturday, end: "02:15"}]}]
        """);

    assertThat(week.shifts(Instant.parse("2024-03-29T00:00:00Z"), Instant.parse("2024-04-06T12:00:00Z")))
        .extracting(shift -> shift.start() + " " + shift.end())
        .containsExactly(
            "2024-03-29T00:00:00Z 2024-03-30T01:15:00Z",
            "2024-03-30T01:30:00Z 2024-04-06T00:15:00Z",
            "2024-04-06T00:30:00Z 2024-04-06T12:00:00Z");
  }

  @Test
  void holidays_are_skipped_or_the_only_days_covered_from_midnight_to_midnight_of_the_layer() {
    Schedule holidays = schedule("Europe/Berlin", """
        layers:
          - {participants: [workday], on_holidays: skip}
          - {participants: [holiday], on_holidays: only, timezone: America/New_York}
        holidays: [2024-12-25]
        """);

    assertThat(who(holidays, "2024-12-24T22:59:59Z")).isEqualTo("workday");
    assertThat(who(holidays, "2024-12-24T23:00:00Z")).as("the 25th in Berlin, not yet in New York").isEmpty();
    assertThat(who(holidays, "2024-12-25T05:00:00Z")).isEqualTo("holiday");
    assertThat(who(holidays, "2024-12-26T04:59:59Z")).as("still the 25th in New York").isEqualTo("holiday");
    assertThat(who(holidays, "2024-12-26T05:00:00Z")).isEqualTo("workday");
  }

  @Test
  void somebody_away_is_stood_in_for_without_shifting_the_turns() {
    Schedule away = schedule("UTC", """
        layers:
          - rotation: {type: daily, start: 2024-05-01, participants: [a, [b, c], none, d]}
        unavailable:
          - {participant: a, start: 2024-05-01T12:00, end: 2024-05-02}
          - {participant: b, start: 2024-05-01, end: 2024-05-03}
        """);

    assertThat(who(away, "2024-05-01T11:00:00Z")).isEqualTo("a");
    assertThat(who(away, "2024-05-01T12:00:00Z")).as("the rest of the next entry").isEqualTo("c");
    assertThat(who(away, "2024-05-02T12:00:00Z")).as("their own turn").isEqualTo("c");
    assertThat(who(away, "2024-05-03T12:00:00Z")).as("a turn of nobody").isEmpty();
    assertThat(who(away, "2024-05-04T12:00:00Z")).isEqualTo("d");
  }

  @Test
  void overrides_apply_in_their_order_and_in_gaps_and_not_while_empty() {
    Schedule overridden = schedule("UTC", """
        overrides:
          - {start: 2024-05-01T09:00, end: 2024-05-01T12:00, participant: a}
          - {start: 2024-05-01T10:00, end: 2024-05-01T12:00, type: add, participant: [b, c]}
          - {start: 2024-05-01T11:00, end: 2024-05-01T12:00, type: replace, replaces: a, participant: d}
          - {start: 2024-05-01T11:00, end: 2024-05-01T12:00, type: replace, replaces: x, participant: e}
          - {start: 2024-05-01T11:30, end: 2024-05-01T12:00, type: remove, replaces: b}
          - {start: 2024-05-01T11:45, end: 2024-05-01T11:45, participant: zoe}
          - {start: 2024-05-01T11:50, end: 2024-05-01T12:00, participant: []}
        fallback: [boss]
        """);

    assertThat(overridden.shifts(Instant.parse("2024-05-01T08:00:00Z"), Instant.parse("2024-05-01T13:00:00Z")))
        .extracting(shift -> shift.start().toString().substring(11, 16) + " " + String.join("+", shift.participants()))
        .containsExactly("08:00 boss", "09:00 a", "10:00 a+b+c", "11:00 b+c+d", "11:30 c+d", "11:50 boss");
  }

  @Test
  void a_layer_is_in_force_from_its_start_until_its_end() {
    Schedule versions = schedule("Europe/Berlin", """
        layers:
          - {end: 2024-06-05T10:00, participants: [before]}
          - {start: 2024-06-05T10:00, participants: [after]}
        """);

    assertThat(who(versions, "2024-06-05T07:59:59Z")).isEqualTo("before");
    assertThat(who(versions, "2024-06-05T08:00:00Z")).isEqualTo("after");
  }

  @Test
  void watches_leave_no_hole_and_tell_the_fallback_from_the_same_person_on_turn() {
    Schedule daytime = schedule("UTC", """
        layers:
          - {participants: [a], restrictions: [{start: "09:00", end: "17:00"}]}
        overrides:
          - {start: 2024-05-01T20:00, end: 2024-05-01T22:00, participant: []}
        fallback: a
        """);

    assertThat(daytime.watches(Instant.parse("2024-05-01T08:00:00Z"), Instant.parse("2024-05-02T00:00:00Z")))
        .extracting(watch -> watch.start() + " " + watch.standing().participants() + (watch.standing().fallback() ? " fallback" : ""))
        .containsExactly(
            "2024-05-01T08:00:00Z [a] fallback", "2024-05-01T09:00:00Z [a]", "2024-05-01T17:00:00Z [a] fallback");
    assertThat(daytime.shifts(Instant.parse("2024-05-01T08:00:00Z"), Instant.parse("2024-05-02T00:00:00Z"))).hasSize(1);
  }

  @Test
  void a_watch_of_nobody_is_a_gap_with_its_bounds() {
    Schedule gap = schedule("UTC", "layers:\n  - {participants: [a], restrictions: [{start: \"09:00\", end: \"17:00\"}]}\n");

    assertThat(gap.watches(Instant.parse("2024-05-01T12:00:00Z"), Instant.parse("2024-05-02T12:00:00Z")))
        .filteredOn(watch -> watch.standing().participants().isEmpty())
        .extracting(watch -> watch.start() + "/" + watch.end())
        .containsExactly("2024-05-01T17:00:00Z/2024-05-02T09:00:00Z");
  }
}

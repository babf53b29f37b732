package dev.signalbox.escalation.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.oncall.Interval;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GapCheckTest {

  private static final String NO_SUNDAYS = """
      schedule: db
      timezone: Europe/Berlin
      layers:
        - {participants: [anna], restrictions: [{start_day: monday, start: "00:00", end_day: sunday, end: "00:00"}]}
      """;

  @TempDir Path folder;
  private RotaFolder rota;

  @BeforeEach
  void a_folder() {
    rota = new RotaFolder(folder);
  }

  @Test
  void a_gap_is_told_with_its_bounds_on_the_wall_and_in_utc() {
    rota.schedules(NO_SUNDAYS).days(7);

    assertThat(rota.faults()).containsExactly("gap schedules.yaml:1: schedule 'db' has nobody on call"
        + " from Sun 2026-03-08 00:00 to Mon 2026-03-09 00:00 Europe/Berlin (2026-03-07T23:00:00Z to"
        + " 2026-03-08T23:00:00Z, 24 h),"
        + " and no fallback; let a layer or an override cover it");
  }

  @Test
  void the_day_on_which_the_clock_changes_is_as_long_as_it_is() {
    rota.schedules(NO_SUNDAYS).days(30);

    assertThat(rota.faults()).anySatisfy(line -> assertThat(line).contains(
        "from Sun 2026-03-29 00:00 to Mon 2026-03-30 00:00 Europe/Berlin (2026-03-28T23:00:00Z to"
            + " 2026-03-29T22:00:00Z, 23 h)"));
    assertThat(rota.account().gapTime(false)).isEqualTo(Duration.ofHours(24 * 3 + 23));
  }

  @Test
  void where_only_the_fallback_stands_in_it_is_a_warning_that_names_it() {
    rota.schedules(NO_SUNDAYS + "fallback: [ben]\n").days(7);

    assertThat(rota.faults()).singleElement().asString().startsWith(
        "fallback-only schedules.yaml:1: schedule 'db' has only its fallback (ben) on call from Sun 2026-03-08"
            + " 00:00 to");
    assertThat(rota.account().gaps()).containsExactly(new Gap("db",
        new Interval(Instant.parse("2026-03-07T23:00:00Z"), Instant.parse("2026-03-08T23:00:00Z")), true));
  }

  @Test
  void a_fallback_that_is_meant_is_a_layer_and_no_warning() {
    rota.schedules(NO_SUNDAYS + "  - {name: otherwise, priority: 0, participants: [ben]}\n");

    assertThat(rota.faults()).isEmpty();
  }

  @Test
  void what_is_open_at_the_end_of_the_look_says_so() {
    rota.schedules("schedule: db\ntimezone: UTC\n").days(1);

    assertThat(rota.faults()).singleElement().asString()
        .contains("from Mon 2026-03-02 12:00 or before to Tue 2026-03-03 12:00 or later UTC");
  }

  @Test
  void adjacent_gaps_are_one_and_an_override_ends_one() {
    rota.schedules("""
        schedule: db
        timezone: UTC
        layers:
          - {participants: [anna], end: 2026-03-03}
          - {participants: none, start: 2026-03-03, end: 2026-03-05}
          - {participants: [ben], start: 2026-03-07}
        overrides:
          - {start: 2026-03-06T12:00, end: 2026-03-07, participant: cleo}
        """);

    assertThat(rota.account().gaps()).extracting(Gap::during).containsExactly(
        new Interval(Instant.parse("2026-03-03T00:00:00Z"), Instant.parse("2026-03-06T12:00:00Z")));
  }

  @Test
  void after_ten_the_rest_is_counted() {
    rota.schedules("""
        schedule: db
        timezone: UTC
        layers: [{participants: [anna], restrictions: [{start: "08:00", end: "20:30"}]}]
        """).days(20);

    assertThat(rota.faults()).hasSize(11).last().asString().isEqualTo("gap schedules.yaml:1: schedule 'db' has 10"
        + " more gaps"
        + " without anybody, the last until Sun 2026-03-22 08:00 UTC (2026-03-22T08:00:00Z); 230 h in all");
    assertThat(rota.account().gaps()).hasSize(20);
  }

  @Test
  void a_calendar_that_nobody_has_read_has_no_gaps() {
    rota.schedules("schedule: db\nical: https://example.com/a.ics\n").unread("db");

    assertThat(rota.findings()).noneMatch(line -> line.startsWith("gap"));
    assertThat(rota.account().unread()).containsExactly("db");
  }

  @Test
  void a_calendar_of_pagerduty_has_no_gap_where_pagerduty_has_not_looked() {
    rota.escalations("escalation: e\nlevels: [{delay_minutes: 5, targets: [{schedule: db}]}, {targets: [{user:"
        + " ben}]}]\n");
    OnCallAccount pagerDuty =
        CalendarAccount.of(rota.schedules("schedule: db\npagerduty: PI7DH85\n").plan(), "db", "anna");
    OnCallAccount ical = CalendarAccount.of(rota.schedules("schedule: db\nical: a.ics\n").plan(), "db", "anna");

    assertThat(pagerDuty.faults()).isEmpty();
    assertThat(ical.faults()).extracting(OnCallFinding::kind).containsExactly(Kind.LEVEL_WITHOUT_PEOPLE, Kind.GAP);
  }
}

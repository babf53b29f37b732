package dev.signalbox.silence.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.document.LoadException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaintenancePlanTest {

  private static List<String> windows(String yaml, String from, String to) {
    return MaintenancePlan.of(yaml, "maintenance.yaml").between(Instant.parse(from), Instant.parse(to)).stream()
        .map(one -> one.during().start() + " " + one.during().end())
        .toList();
  }

  /** The clocks go forward on 29 March and back on 25 October in Berlin, on 8 March and 1 November in New York. */
  @ParameterizedTest(name = "{0} {1}–{2} on {3}: {4} to {5}")
  @CsvSource({
    "Europe/Berlin,    22:00, 02:00, 2026-03-28, 2026-03-28T21:00:00Z, 2026-03-29T01:00:00Z",
    "Europe/Berlin,    02:00, 04:00, 2026-03-29, 2026-03-29T01:00:00Z, 2026-03-29T02:00:00Z",
    "Europe/Berlin,    02:00, 03:00, 2026-10-25, 2026-10-25T00:00:00Z, 2026-10-25T02:00:00Z",
    "Europe/Berlin,    01:00, 02:30, 2026-10-25, 2026-10-24T23:00:00Z, 2026-10-25T01:30:00Z",
    "Europe/Berlin,    02:30, 04:00, 2026-10-25, 2026-10-25T00:30:00Z, 2026-10-25T03:00:00Z",
    "America/New_York, 02:00, 04:00, 2026-03-08, 2026-03-08T07:00:00Z, 2026-03-08T08:00:00Z",
    "America/New_York, 01:00, 02:00, 2026-11-01, 2026-11-01T05:00:00Z, 2026-11-01T07:00:00Z",
    "America/New_York, 23:00, 23:00, 2026-10-31, 2026-11-01T03:00:00Z, 2026-11-02T04:00:00Z",
  })
  void on_the_nights_when_the_clock_is_turned(String zone, String from, String to, String day, Instant start, Instant end) {
    String weekday = java.time.LocalDate.parse(day).getDayOfWeek().name().toLowerCase(java.util.Locale.ROOT);
    String yaml = """
        - title: Storage upgrade
          matchers: [team=storage]
          timezone: %s
          days: [%s]
          from: "%s"
          to: "%s"
        """.formatted(zone, weekday, from, to);
    assertThat(windows(yaml, start.minusSeconds(3600).toString(), end.plusSeconds(3600).toString())).containsExactly(start + " " + end);
    assertThat(windows(yaml, end.toString(), end.plusSeconds(60).toString())).as("half-open").isEmpty();
    assertThat(windows(yaml, start.minusSeconds(60).toString(), start.toString())).as("half-open").isEmpty();
  }

  @Test
  void a_rule_repeats_on_the_wall_of_its_zone() {
    String yaml = """
        - title: Patch day
          matchers:
            - team=~"db|storage"
            - rule!=signalbox
          timezone: Europe/Berlin
          start: 2026-03-10T22:00
          %s
          rrule: FREQ=MONTHLY;BYDAY=2TU
        """;
    assertThat(windows(yaml.formatted("duration: 2h"), "2026-03-01T00:00:00Z", "2026-05-01T00:00:00Z"))
        .containsExactly("2026-03-10T21:00:00Z 2026-03-10T23:00:00Z", "2026-04-14T20:00:00Z 2026-04-14T22:00:00Z");
    assertThat(windows(yaml.formatted("end: 2026-03-11T00:00"), "2026-04-01T00:00:00Z", "2026-05-01T00:00:00Z"))
        .containsExactly("2026-04-14T20:00:00Z 2026-04-14T22:00:00Z");
    assertThat(windows(yaml.formatted("duration: 2h"), "2026-01-01T00:00:00Z", "2026-03-10T21:00:00Z"))
        .as("not before it begins").isEmpty();
  }

  @Test
  void a_duration_is_exact_and_an_end_is_on_the_wall_when_the_clock_goes_forward() {
    String yaml = """
        - title: Night work
          matchers: [team=storage]
          timezone: Europe/Berlin
          start: 2026-03-28T01:00
          %s
          rrule: FREQ=DAILY
        """;
    assertThat(windows(yaml.formatted("duration: 2h"), "2026-03-29T00:00:00Z", "2026-03-29T12:00:00Z"))
        .containsExactly("2026-03-29T00:00:00Z 2026-03-29T02:00:00Z");
    assertThat(windows(yaml.formatted("end: 2026-03-28T03:00"), "2026-03-29T00:00:00Z", "2026-03-29T12:00:00Z"))
        .containsExactly("2026-03-29T00:00:00Z 2026-03-29T01:00:00Z");
  }

  @Test
  void once_is_once() {
    String yaml = """
        - title: Move
          matchers: [region=eu]
          start: 2026-03-10T22:00:00Z
          end: 2026-03-11T04:00:00+01:00
        """;
    assertThat(windows(yaml, "2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z")).containsExactly("2026-03-10T22:00:00Z 2026-03-11T03:00:00Z");
  }

  /** Away from the days on which the clock is turned, a window is what the wall says. */
  @Property
  void a_weekly_window_is_what_the_wall_says(
      @ForAll("zones") String zone, @ForAll @IntRange(max = 23) int from, @ForAll @IntRange(max = 23) int to,
      @ForAll @IntRange(max = 525_600) int minute) {
    ZoneId id = ZoneId.of(zone);
    Instant at = Instant.parse("2026-01-01T00:00:00Z").plus(Duration.ofMinutes(minute));
    boolean turned = !id.getRules().getOffset(at.minus(Duration.ofDays(2))).equals(id.getRules().getOffset(at.plus(Duration.ofDays(2))));
    if (turned) {
      return;
    }
    LocalDateTime wall = LocalDateTime.ofInstant(at, id);
    LocalTime start = LocalTime.of(from, 0);
    LocalTime end = LocalTime.of(to, 0);
    boolean tuesday = wall.getDayOfWeek() == java.time.DayOfWeek.TUESDAY;
    boolean wednesday = wall.getDayOfWeek() == java.time.DayOfWeek.WEDNESDAY;
    LocalTime time = wall.toLocalTime();
    boolean expected = end.isAfter(start)
        ? tuesday && !time.isBefore(start) && time.isBefore(end)
        : tuesday && !time.isBefore(start) || wednesday && time.isBefore(end);
    String yaml = "- {title: t, matchers: [a=b], timezone: %s, days: tuesday, from: \"%s\", to: \"%s\"}".formatted(zone, start, end);
    assertThat(!windows(yaml, at.toString(), at.plusMillis(1).toString()).isEmpty()).isEqualTo(expected);
  }

  @Provide
  Arbitrary<String> zones() {
    return Arbitraries.of("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC", "Pacific/Apia");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
    "title: t | m.yaml:1: maintenance 't' has no time; say when",
    "title: t, from: \"22:00\", to: \"02:00\", timezone: UTC | m.yaml:1: maintenance 't' has no 'matchers'",
    "title: t, matchers: [a=b], from: \"22:00\", to: \"02:00\" | m.yaml:1: maintenance 't' has no 'timezone'",
    "title: t, matchers: [a=b], from: \"22:00\", timezone: UTC | m.yaml:1: maintenance 't' has no 'to'",
    "title: t, matchers: [a=b], from: \"25:00\", to: \"02:00\", timezone: UTC | m.yaml:1: from '25:00' is not a time of day",
    "title: t, matchers: [a=b], from: \"22:00\", to: \"02:00\", timezone: Europe/Berln | m.yaml:1: timezone 'Europe/Berln' is not a known zone (did you mean 'Europe/Berlin'?)",
    "title: t, matchers: [a=b], from: \"22:00\", to: \"02:00\", timezone: UTC, days: [tusday] | m.yaml:1: days 'tusday' is not a weekday (did you mean 'tuesday'?)",
    "title: t, matchers: [a=b], from: \"22:00\", to: \"02:00\", timezone: UTC, until: x | m.yaml:1: unknown key 'until' in maintenance 't'",
    "title: t, matchers: [ab], from: \"22:00\", to: \"02:00\", timezone: UTC | m.yaml:1: 'ab' is no matcher",
    "title: t, matchers: [\"a=~.*\"], from: \"22:00\", to: \"02:00\", timezone: UTC | m.yaml:1: a=~\".*\" matches whatever there is",
    "title: t, matchers: [a=b], start: 2026-03-10T22:00Z | m.yaml:1: maintenance 't' needs one of end and duration",
    "title: t, matchers: [a=b], start: 2026-03-10T22:00Z, end: 2026-03-10T21:00Z | m.yaml:1: maintenance 't' lasts from 2026-03-10T22:00:00Z to 2026-03-10T22:00:00Z",
    "title: t, matchers: [a=b], start: 2026-03-10T22:00Z, duration: 90d | m.yaml:1: maintenance 't' lasts from",
    "title: t, matchers: [a=b], start: 2026-03-10T22:00, duration: 1h, timezone: UTC, rrule: FREQ=OFTEN | m.yaml:1: rrule 'FREQ=OFTEN' cannot be used",
    "title: t, matchers: [a=b], start: 2026-03-10T22:00, duration: 1h, timezone: UTC, rrule: FREQ=SECONDLY | m.yaml:1: rrule 'FREQ=SECONDLY' comes more than 48 times a day",
    "title: t, matchers: [a=b], sql: \"file:routes/sql/c.sql\" | m.yaml:1: maintenance 't' has sql, so its query says when and what",
    "title: t, sql: select | m.yaml:1: sql 'select' is not a file of SQL",
    "title: t, sql: \"file:routes/sql/c.sql\", refresh: 1s | m.yaml:1: refresh '1s' is not a time between 1m and 7d",
  })
  void what_cannot_be_read_is_said_with_its_line(String entry, String finding) {
    assertThatThrownBy(() -> MaintenancePlan.of("- {" + entry.strip() + "}", "m.yaml"))
        .isInstanceOfSatisfying(LoadException.class, e -> assertThat(e.findings()).extracting(Object::toString).anyMatch(it -> it.startsWith(finding)));
  }

  @Test
  void two_of_one_title_are_refused_and_no_file_is_no_plan() {
    String one = "- {title: t, matchers: [a=b], from: \"22:00\", to: \"02:00\", timezone: UTC}\n";
    assertThatThrownBy(() -> MaintenancePlan.of(one + one, "m.yaml"))
        .isInstanceOfSatisfying(LoadException.class, e -> assertThat(e.findings().get(0).toString()).startsWith("m.yaml:2: title 't' is there twice (first in line 1)"));
    assertThat(MaintenancePlan.ofFolder(java.nio.file.Path.of("no-such-folder")).calendars()).isEmpty();
  }
}

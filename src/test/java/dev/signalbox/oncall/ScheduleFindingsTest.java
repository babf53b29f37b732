package dev.signalbox.oncall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.signalbox.Finding;
import dev.signalbox.document.LoadException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleFindingsTest {

  private static List<String> findings(String yaml) {
    LoadException refused = catchThrowableOfType(LoadException.class, () -> Schedules.of(yaml));
    assertThat(refused).as("was accepted: %s", yaml).isNotNull();
    return refused.findings().stream().map(Finding::toString).toList();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(delimiter = '|', value = {
    "layers: [{participants: [a], prioritty: 1}] | unknown key 'prioritty' in layer 1 (did you mean 'priority'?)",
    "layers: [{name: x}] | layer 1 must have either a rotation or participants (all of them, always), not neither",
    "layers: [{participants: [a], start: 2024-05-02, end: 2024-05-01}] | end '2024-05-01' of layer 1 is before its start",
    "layers: [{participants: [a], timezone: Mars/Base}] | timezone 'Mars/Base' is not a known zone",
    "layers: [{participants: [a], on_holidays: off}] | on_holidays 'off' is unknown; write one of ignore, skip, only",
    "layers: [{participants: [a], restrictions: [{start_day: monday, start: 09:00, end: 10:00}]}] | both start_day and end_day",
    "layers: [{participants: [a], restrictions: [{start: 9, end: 10:00}]}] | start '9' is not a time of day",
    "layers: [{rotation: {type: daily, every: 0, start: 2024-05-01, participants: [a]}}] | every '0' must be a whole number",
    "layers: [{rotation: {type: yearly, start: 2024-05-01, participants: [a]}}] | type 'yearly' is unknown",
    "layers: [{rotation: {type: daily, participants: [a]}}] | the rotation has no 'start'",
    "layers: [{rotation: {type: daily, start: 2024-05-01}}] | the rotation has no 'participants'",
    "layers: [{rotation: {type: hourly, start: 2024-05-01, handoff: {time: 09:00}, participants: [a]}}] | not allowed with type hourly",
    "layers: [{rotation: {type: weekly, start: 2024-05-01, days: [monday], participants: [a]}}] | only allowed with type daily",
    "layers: [{rotation: {type: daily, start: 2024-05-01, days: [], participants: [a]}}] | days is empty",
    "layers: [{rotation: {type: daily, start: 2024-05-01T25:00, participants: [a]}}] | start '2024-05-01T25:00' is not a time",
    "overrides: [{start: 2024-05-02, end: 2024-05-01, participant: a}] | end '2024-05-01' of the override is before its start",
    "overrides: [{start: 2024-05-02, end: 2024-05-03, type: replace, participant: a}] | has no 'replaces'",
    "overrides: [{start: 2024-05-02, end: 2024-05-03, type: swap, participant: a}] | type 'swap' is unknown",
    "overrides: [{start: 2024-05-02, participant: a}] | the override has no 'end'",
    "unavailable: [{start: 2024-05-02, end: 2024-05-03}] | the absence has no 'participant'",
    "holidays: [25.12.2024] | holidays '25.12.2024' is not a date",
    "timezone: UTC | key 'timezone' of schedule 's' is written twice (first in line 2)",
    "handoff_notice: soon | handoff_notice 'soon' is not a time between 0m and 14d; write one such as 15m, or 0m for the handoff itself",
    "handoff_notice: 0 | handoff_notice '0' is not a time between 0m and 14d",
    "handoff_notice: [1d, 15d] | handoff_notice '15d' is not a time between 0m and 14d",
    "handoff_notice: [1d, 24h] | handoff_notice says '24h' twice; keep one",
    "handoff_notice: [[1d]] | handoff_notice must be a single value, but is a list",
    "handoff_notice: [] | handoff_notice is empty; write how long before a shift its people are told, or leave it out",
    "ical: gopher://example.com/ | ical has an address that the hub does not read; write a path, or a URL",
    "pagerduty: pd | pagerduty 'pd' is not the id of a schedule",
  })
  void one_sentence_names_line_key_and_value(String line, String sentence) {
    assertThat(findings("schedule: s\ntimezone: UTC\n" + line + "\n"))
        .hasSize(1).first().asString().startsWith("schedules.yaml:3: ").contains(sentence);
  }

  @Test
  void every_finding_of_a_file_is_reported_in_the_order_of_its_lines() {
    assertThat(findings("""
        schedule: s
        timezone: Europe/Berln
        layers:
          - rotation: {type: daily, start: soon, participants: [a]}
            colour: red
        fallback: {a: b}
        """)).extracting(line -> line.substring(0, "schedules.yaml:2".length()))
        .containsExactly("schedules.yaml:2", "schedules.yaml:4", "schedules.yaml:5", "schedules.yaml:6");
  }

  @Test
  void broken_yaml_is_a_finding_with_its_line() {
    assertThat(findings("schedule: " + "[".repeat(100_000))).hasSize(1).first().asString().contains("is nested too deeply");
    assertThat(findings("schedule: s\ntimezone: [\n")).hasSize(1).first().asString().contains("is not YAML");
  }

  @Test
  void scalars_that_other_loaders_turn_into_numbers_dates_and_booleans_stay_text() {
    Schedule schedule = Schedules.of("""
        schedule: 0777
        timezone: UTC
        layers:
          - {participants: [off, 1_000], restrictions: [{start: 09:00, end: 17:00:30}]}
        unavailable: [{participant: off, start: 2024-12-24, end: 2024-12-27}]
        overrides:
          # - {start: …}
        """);

    assertThat(schedule.name()).isEqualTo("0777");
    assertThat(schedule.who(java.time.Instant.parse("2024-12-23T17:00:29Z"))).containsExactly("1_000", "off");
    assertThat(schedule.who(java.time.Instant.parse("2024-12-24T17:00:29Z"))).containsExactly("1_000");
    assertThat(schedule.who(java.time.Instant.parse("2024-12-24T17:00:30Z"))).isEmpty();
  }
}

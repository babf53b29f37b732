package dev.signalbox.escalation.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LevelCheckTest {

  @TempDir Path folder;
  private RotaFolder rota;

  @BeforeEach
  void a_folder() {
    rota = new RotaFolder(folder).days(7).schedules("""
        schedule: first
        timezone: UTC
        layers: [{participants: [anna]}]
        ---
        schedule: second
        timezone: UTC
        layers: [{participants: [ben], restrictions: [{start_day: monday, start: "00:00", end_day: saturday, end: "00:00"}]}]
        """);
  }

  private RotaFolder levels(String... targets) {
    StringBuilder yaml = new StringBuilder("escalation: e\nlevels:\n");
    for (String target : targets) {
      yaml.append("  - {delay_minutes: 5, targets: [").append(target).append("]}\n");
    }
    return rota.escalations(yaml.toString());
  }

  @Test
  void a_level_with_nobody_at_some_time_is_left_out_then() {
    assertThat(levels("{schedule: first}", "{schedule: second}").faults()).contains("level-without-people"
        + " escalations.yaml:1: level 2"
        + " of escalation 'e' reaches nobody from Sat 2026-03-07 00:00 to Mon 2026-03-09 00:00 UTC"
        + " (2026-03-07T00:00:00Z to"
        + " 2026-03-09T00:00:00Z, 48 h); it is left out then, so cover the schedule or add a user");
  }

  @Test
  void an_escalation_that_reaches_nobody_at_all_is_an_error_and_told_once() {
    assertThat(levels("{schedule: second}").faults())
        .filteredOn(line -> line.contains("escalation")).singleElement().asString()
        .startsWith("escalation-without-people escalations.yaml:1: escalation 'e' reaches nobody at any level"
            + " from Sat 2026-03-07 00:00");
  }

  @Test
  void several_times_are_counted_and_the_first_is_named() {
    assertThat(levels("{schedule: first}", "{schedule: second}").days(21).faults())
        .anySatisfy(line -> assertThat(line).startsWith("level-without-people").contains("48 h) and 2 more times,"
            + " 144 h in all;"));
  }

  @Test
  void a_user_covers_the_level() {
    assertThat(levels("{schedule: first}", "{schedule: second}, {user: cleo}").faults())
        .noneMatch(line -> line.startsWith("level"));
  }

  @Test
  void people_without_any_way_to_be_reached_are_nobody() {
    rota.people("people: {anna: {mail: a@example.com}, ben: {jiraName: ben}, cleo: {channels: [mail, slack]}}");

    assertThat(levels("{schedule: first}", "{user: cleo}").faults())
        .anySatisfy(line -> assertThat(line).isEqualTo("unreachable-person people.yaml:1: cleo is asked by"
            + " escalation 'e' but has"
            + " neither mail nor slackId nor another channel to be reached by; add it in people.yaml"))
        .anySatisfy(line -> assertThat(line).startsWith("level-without-people escalations.yaml:1: level 2 of"
            + " escalation 'e' reaches"));
  }

  @Test
  void a_preferred_channel_with_its_id_is_a_way() {
    rota.people("people: {anna: {channels: [pagerduty]}, ben: {serviceNowUser: b, channels: [servicenow]}, cleo:"
        + " {slackId: U1}}");

    assertThat(levels("{schedule: first}", "{user: ben}", "{user: cleo}").faults())
        .noneMatch(line -> line.startsWith("unreachable"));
  }

  @Test
  void a_level_with_the_targets_of_the_one_before_repeats_it() {
    assertThat(levels("{user: ben}, {schedule: first}", "{schedule: first}, {user: ben}").faults()).contains(
        "repeated-level escalations.yaml:1: level 2 of escalation 'e' has the targets of level 1,"
            + " so it only delays the next one; name somebody else, or use 'repeat'");
  }

  @Test
  void a_level_with_the_same_people_all_the_time_repeats_the_one_before() {
    assertThat(levels("{schedule: first}", "{user: anna}").faults()).contains(
        "repeated-level escalations.yaml:1: level 2 of escalation 'e' always asks the people of level 1,"
            + " so it only delays the next one; name somebody else, or use 'repeat'");
  }

  @Test
  void somebody_who_is_asked_twice_at_times_is_a_remark() {
    rota.schedules("""
        schedule: first
        timezone: UTC
        layers: [{rotation: {type: daily, start: 2026-03-02, participants: [anna, ben]}}]
        """);

    assertThat(levels("{schedule: first}", "{user: ben}").faults()).isEmpty();
    assertThat(rota.findings()).anySatisfy(line -> assertThat(line).startsWith("same-person-twice"
        + " escalations.yaml:1: level 2 of"
        + " escalation 'e' asks nobody whom level 1 has not asked from Tue 2026-03-03 00:00 to Wed 2026-03-04"
        + " 00:00 UTC"));
  }

  @Test
  void of_a_calendar_that_nobody_has_read_nothing_is_claimed() {
    rota.schedules("schedule: first\nical: a.ics\n---\nschedule: second\nical: b.ics\n").unread("first", "second");

    assertThat(levels("{schedule: first}", "{schedule: second}").faults()).isEmpty();
  }
}

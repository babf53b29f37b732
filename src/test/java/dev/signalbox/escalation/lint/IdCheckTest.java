package dev.signalbox.escalation.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdCheckTest {

  @TempDir Path folder;
  private RotaFolder rota;

  @BeforeEach
  void a_folder() {
    rota = new RotaFolder(folder).schedules("""
        schedule: db
        timezone: UTC
        layers: [{rotation: {type: weekly, start: 2026-01-05, participants: [anna, ben]}}]
        overrides: [{start: 2026-03-10, end: 2026-03-11, participant: cleo}]
        fallback: dora
        """);
  }

  private static Need need(PersonalId... ids) {
    return new Need("db", Set.of(ids), "rules/down.camel.yaml:20");
  }

  @Test
  void everybody_on_call_needs_it_those_of_overrides_and_the_fallback_too() {
    rota.people("people:\n  anna: {mail: a@example.com}\n  ben:\n  cleo:\n  dora:\n").rules(Set.of("db"),
        need(PersonalId.MAIL));

    assertThat(rota.faults()).containsExactly(
        "missing-id people.yaml:3: ben is on call on 'db' but has no mail, which rules/down.camel.yaml:20 needs;"
            + " add it in people.yaml",
        "missing-id people.yaml:4: cleo is on call on 'db' but has no mail, which rules/down.camel.yaml:20 needs;"
            + " add it in people.yaml",
        "missing-id people.yaml:5: dora is on call on 'db' but has no mail, which rules/down.camel.yaml:20 needs;"
            + " add it in people.yaml");
  }

  @Test
  void one_of_several_ids_is_enough_where_nobody_says_which_system_it_is() {
    rota.people("people: {anna: {jiraName: a}, ben: {serviceNowUser: b}, cleo: {jiraAccountId: c}, dora: {mail:"
        + " d@example.com}}")
        .rules(Set.of("db"), need(PersonalId.JIRA_CLOUD, PersonalId.JIRA_DATA_CENTER, PersonalId.SERVICENOW));

    assertThat(rota.faults()).singleElement().asString()
        .contains("dora is on call on 'db' but has neither jiraAccountId nor jiraName nor serviceNowUser, which");
  }

  @Test
  void several_rules_make_one_finding() {
    rota.people("people: {anna: {slackId: U1}, ben: {slackId: U2}, cleo: {slackId: U3}, dora: }").rules(Set.of("db"),
        need(PersonalId.SLACK), new Need("db", Set.of(PersonalId.SLACK), "rules/slow.camel.yaml:9"));

    assertThat(rota.faults()).singleElement().asString().contains("no slackId, which rules/down.camel.yaml:20 and"
        + " 1 more need;");
  }

  @Test
  void somebody_of_a_calendar_who_is_not_in_people_yaml_is_told_at_the_schedule() {
    rota.people("people: {anna: {mail: a@example.com}, ben: {mail: b@example.com}}")
        .schedules("schedule: db\nical: a.ics\nfallback: [anna]\noverrides: [{start: 2026-03-10, end: 2026-03-11,"
            + " participant: ben}]\n")
        .rules(Set.of("db"), need(PersonalId.MAIL)).unread("db");
    assertThat(rota.faults()).isEmpty();

    OnCallAccount read = CalendarAccount.of(rota.plan(), "db", "Anna Lindqvist", need(PersonalId.MAIL));
    assertThat(read.faults()).filteredOn(it -> it.kind() == Kind.MISSING_ID).singleElement().satisfies(finding -> {
      assertThat(finding.message()).isEqualTo("Anna Lindqvist is on call on 'db' but has no mail,"
          + " which rules/down.camel.yaml:20 needs; add the person to people.yaml under exactly this name");
      assertThat(finding.place().file()).endsWith("schedules.yaml");
    });
  }
}

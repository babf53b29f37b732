package dev.signalbox.escalation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.signalbox.Finding;
import dev.signalbox.document.LoadException;
import dev.signalbox.oncall.OnCall;
import dev.signalbox.oncall.Person;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnCallPlanTest {

  private static final Path SHIPPED = Path.of("routes/on-call");
  private static final String ONE_SCHEDULE =
      "schedule: s\ntimezone: UTC\nlayers: [{rotation: {type: daily, start: 2024-05-01, participants: [anna, ben]}}]\n";

  @TempDir Path folder;

  private OnCallPlan load(String people, String schedules) throws IOException {
    Files.writeString(folder.resolve("people.yaml"), people);
    Files.writeString(folder.resolve("schedules.yaml"), schedules);
    return OnCallPlan.ofFolder(folder);
  }

  private List<String> findings(String people, String schedules) {
    LoadException refused = catchThrowableOfType(LoadException.class, () -> load(people, schedules));
    assertThat(refused).as("was accepted").isNotNull();
    return refused.findings().stream()
        .map(finding -> new Finding(Path.of(finding.file()).getFileName().toString(), finding.line(), finding.message()))
        .map(Finding::toString).toList();
  }

  @Test
  void the_shipped_folder_loads_and_leaves_nobody_uncalled_for_a_year() {
    OnCallPlan plan = OnCallPlan.ofFolder(SHIPPED);

    assertThat(plan.rota().schedules()).containsExactly("infrastructure", "payments", "management");
    assertThat(plan.escalations()).containsExactly("infrastructure", "payments", "unresolved-downtime");
    Instant from = Instant.parse("2026-11-01T00:00:00Z");
    Instant to = Instant.parse("2027-11-01T00:00:00Z");
    for (String name : plan.rota().schedules()) {
      Instant covered = from;
      for (var shift : plan.rota().schedule(name).shifts(from, to)) {
        assertThat(shift.start()).isEqualTo(covered);
        covered = shift.end();
      }
      assertThat(covered).isEqualTo(to);
    }
    assertThat(plan.rota().people().values()).allSatisfy(person ->
        assertThat(person.mail()).endsWith("@example.com"));
  }

  @Test
  void on_call_answers_with_people_and_who_follows_when() throws IOException {
    OnCallPlan plan = load("people: {anna: {mail: anna@example.com, channels: [slack]}, ben: }\n", ONE_SCHEDULE);

    OnCall now = plan.rota().onCall("s", Instant.parse("2024-05-01T12:00:00Z"));

    assertThat(now.primary()).extracting(Person::mail).containsExactly("anna@example.com");
    assertThat(now.next()).extracting(Person::name).containsExactly("ben");
    assertThat(now.nextAt()).isEqualTo("2024-05-02T00:00:00Z");
    assertThat(now.fallbackUsed()).isFalse();
  }

  @Test
  void somebody_always_on_call_has_no_successor() throws IOException {
    OnCallPlan plan = load("people: {anna: , boss: }\n", "schedule: s\ntimezone: UTC\nfallback: boss\n");

    OnCall now = plan.rota().onCall("s", Instant.parse("2024-05-01T12:00:00Z"));

    assertThat(now.primary()).extracting(Person::name).containsExactly("boss");
    assertThat(now.fallbackUsed()).isTrue();
    assertThat(now.next()).isEmpty();
    assertThat(now.nextAt()).isNull();
  }

  @Test
  void an_unknown_schedule_is_refused_with_those_that_exist() throws IOException {
    OnCallPlan plan = load("people: {anna: , ben: }\n", ONE_SCHEDULE);

    assertThatThrownBy(() -> plan.rota().onCall("t", Instant.EPOCH)).hasMessage("no schedule 't'; there are: s");
  }

  @Test
  void a_name_that_is_nobody_is_a_finding() {
    assertThat(findings("people: {anna: , bee: }\n", ONE_SCHEDULE)).containsExactly(
        "schedules.yaml:3: participants 'ben' is not in people.yaml (did you mean 'bee'?);"
            + " add the person there or correct the name");
  }

  @Test
  void a_ladder_to_an_unknown_schedule_is_a_finding() throws IOException {
    Files.writeString(folder.resolve("escalations.yaml"),
        "escalation: e\nlevels:\n  - {delay_minutes: 5, targets: [{schedule: t}]}\n");

    assertThat(findings("people: {anna: , ben: }\n", ONE_SCHEDULE))
        .containsExactly("escalations.yaml:3: there is no schedule 't'; there are: s");
  }

  @Test
  void missing_files_are_findings() {
    LoadException refused = catchThrowableOfType(LoadException.class, () -> OnCallPlan.ofFolder(folder.resolve("none")));

    assertThat(refused.findings()).extracting(Finding::message)
        .containsOnly("no such file; give the path of a YAML or JSON file").hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "a@x>\\r\\nRCPT TO:<evil@x", "a@x\\r\\nBcc: evil@x", "Anna <a@example.com>", "a@x,b@x", "a b@example.com", "a@",
    "a@example.com\\u2028", "a\\u760d\\u760a@example.com", "a@example.com\\0", "\\\"a\\\"@example.com"})
  void an_address_that_could_break_out_of_a_mail_is_refused(String mail) {
    assertThat(findings("people:\n  anna: {mail: \"" + mail + "\"}\n  ben:\n", ONE_SCHEDULE))
        .hasSize(1).first().asString()
        .startsWith("people.yaml:2: mail '").contains("of person 'anna' must be one plain address").doesNotContain("\r", "\n");
  }

  @Test
  void ids_of_other_systems_are_checked_and_a_routing_key_is_never_shown() {
    assertThat(findings("""
        people:
          anna:
            slackId: "@anna"
            jiraAccountId: "a b"
            serviceNowUser: "x^ORactive=true"
            pagerDutyRoutingKey: my-secret-key
            channels: [Slack!]
            phone: 112
          ben:
        """, ONE_SCHEDULE)).hasSize(6)
        .anyMatch(line -> line.startsWith("people.yaml:3: slackId '@anna' of person 'anna' must be a member ID"))
        .anyMatch(line -> line.startsWith("people.yaml:4: jiraAccountId 'a b'"))
        .anyMatch(line -> line.startsWith("people.yaml:5: serviceNowUser 'x^ORactive=true'"))
        .anyMatch(line -> line.startsWith("people.yaml:6: pagerDutyRoutingKey of person 'anna' must be the 32"))
        .anyMatch(line -> line.startsWith("people.yaml:7: channels"))
        .anyMatch(line -> line.startsWith("people.yaml:8: unknown key 'phone'"))
        .noneMatch(line -> line.contains("my-secret-key"));
  }
}

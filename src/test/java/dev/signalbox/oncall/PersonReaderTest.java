package dev.signalbox.oncall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.signalbox.Finding;
import dev.signalbox.document.Documents;
import dev.signalbox.document.Findings;
import dev.signalbox.document.LoadException;
import dev.signalbox.incident.Severity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PersonReaderTest {

  @TempDir private Path folder;

  private Map<String, Person> read(String person) throws Exception {
    Path file = folder.resolve("people.yaml");
    Files.writeString(file, "people:\n  anna:\n    mail: anna@example.com\n    " + person + "\n");
    Findings findings = new Findings();
    Map<String, Person> people = PersonReader.read(Documents.read(file, "people.yaml", findings).get(0));
    findings.throwIfAny();
    return people;
  }

  private List<String> findings(String person) {
    LoadException refused = catchThrowableOfType(LoadException.class, () -> read(person));
    assertThat(refused).as("was accepted: %s", person).isNotNull();
    return refused.findings().stream().map(Finding::toString).toList();
  }

  private List<String> channels(String person, String severity) throws Exception {
    return read(person).get("anna").channels(severity);
  }

  @Test
  void one_list_is_for_every_severity() throws Exception {
    for (Severity severity : Severity.values()) {
      assertThat(channels("channels: [slack, mail]", severity.label())).containsExactly("slack", "mail");
    }
    assertThat(channels("channels: mail", "info")).containsExactly("mail");
  }

  @Test
  void a_severity_may_have_a_list_of_its_own_and_the_others_share_the_default() throws Exception {
    String person = "channels: {critical: [pagerduty, slack, mail], warning: slack, default: [mail]}";
    assertThat(channels(person, "critical")).containsExactly("pagerduty", "slack", "mail");
    assertThat(channels(person, "warning")).containsExactly("slack");
    assertThat(channels(person, "error")).containsExactly("mail");
    assertThat(channels(person, "info")).containsExactly("mail");
  }

  @Test
  void every_severity_can_be_named() {
    String lists =
        Arrays.stream(Severity.values()).map(it -> it.label() + ": [mail]").collect(Collectors.joining(", "));
    assertThat(Arrays.stream(Severity.values())).allSatisfy(severity ->
        assertThat(channels("channels: {" + lists + "}", severity.label())).containsExactly("mail"));
  }

  @Test
  void without_a_default_the_other_severities_have_no_preference() throws Exception {
    assertThat(channels("channels: {critical: [pagerduty]}", "error")).isEmpty();
    assertThat(channels("timezone: UTC", "error")).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(delimiter = '|', value = {
    "channels: [Slack!]                        | channels must name channels, such as [slack, mail]",
    "channels: [mail, slack, mail]             | channels names mail twice; keep one",
    "channels: {critcal: [mail]}               | unknown key 'critcal' in channels of person 'anna'",
    "channels: {default: [mail], error: ['#']} | channels must name channels, such as [slack, mail]",
    "channels: [{critical: mail}]              | channels must be a single value, but is a map",
    "channels: {critical: {mail: yes}}         | channels must be a single value, but is a map",
  })
  void a_preference_that_means_nothing_is_a_finding_with_its_line(String person, String sentence) {
    assertThat(findings(person)).singleElement().asString().startsWith("people.yaml:4: ").contains(sentence);
  }

  @Test
  void a_routing_key_is_read_and_not_shown() throws Exception {
    String key = "0123456789abcdef0123456789abcdef";
    Person anna = read("pagerDutyRoutingKey: " + key).get("anna");

    assertThat(anna.pagerDutyRoutingKey().reveal()).isEqualTo(key);
    assertThat(anna + " " + anna.pagerDutyRoutingKey()).doesNotContain(key);
  }
}

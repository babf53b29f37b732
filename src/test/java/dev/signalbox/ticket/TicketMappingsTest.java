package dev.signalbox.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.document.Findings;
import dev.signalbox.incident.Row;
import dev.signalbox.incident.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TicketMappingsTest {

  private static TicketMapping read(String yaml) {
    Findings findings = new Findings();
    TicketMappings mappings = TicketMappings.read("tickets/jira.yaml", "default:\n" + yaml, findings).orElse(TicketMappings.NONE);
    assertThat(findings.all()).isEmpty();
    return mappings.of("");
  }

  private static List<Object> values(TicketMapping mapping, String field) {
    Row row = new Row(Map.of("region", "eu", "count", 7));
    return mapping.field(field).orElseThrow().source().of(row, Severity.CRITICAL);
  }

  @Test
  void a_value_comes_from_the_file_the_row_or_the_severity() {
    TicketMapping mapping = read("""
          priority: {critical: Highest, error: High}
          labels: [downtime, {column: region}, {column: missing}]
          fields:
            customfield_1: Production
            customfield_2: {column: count, type: number, policy: always}
            customfield_3: {bySeverity: {error: P2}}
        """);

    assertThat(values(mapping, "priority")).containsExactly("Highest");
    assertThat(values(mapping, "labels")).containsExactly("downtime", "eu");
    assertThat(values(mapping, "customfield_1")).containsExactly("Production");
    assertThat(values(mapping, "customfield_2")).containsExactly(7);
    assertThat(values(mapping, "customfield_3")).isEmpty();
    assertThat(mapping.policy("customfield_2")).isEqualTo(Policy.ALWAYS);
    assertThat(List.of(mapping.policy("priority"), mapping.policy("summary"), mapping.policy("assignee")))
        .containsOnly(Policy.CREATE_ONLY);
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(delimiter = '|', value = {
    "prioritty: High | unknown key 'prioritty' in mapping 'default' (did you mean 'priority'?)",
    "fields: {'x y': 1} | 'x y' is not the name of a field",
    "fields: {summary: x} | 'summary' cannot be set here: it is the title of the incident",
    "fields: {a: {type: text}} | field 'a' needs one of value, column and bySeverity",
    "fields: {a: {value: x, type: colour}} | type 'colour' is none of text, number",
    "fields: {a: {value: x, policy: append}} | only options, names and labels can be appended to",
    "priority: [High, Low] | priority takes one value, but is a list",
    "policy: {colour: always} | there is no policy for 'colour'",
    "policy: {summary: always} | summary is written once",
    "priority: {critcal: High} | 'critcal'",
  })
  void what_is_wrong_is_told_with_its_line(String yaml, String sentence) {
    Findings findings = new Findings();

    assertThat(TicketMappings.read("tickets/jira.yaml", "default:\n  " + yaml, findings)).isEmpty();
    assertThat(findings.all()).anySatisfy(finding -> {
      assertThat(finding.message()).contains(sentence);
      assertThat(finding.line()).isEqualTo(2);
    });
  }

  @Test
  void servicenow_has_fields_of_its_own() {
    Findings findings = new Findings();
    TicketMappings.read("tickets/servicenow.yaml", "default:\n  fields: {correlation_id: x, priority: 1, sys_id: y}", findings);

    assertThat(findings.all()).hasSize(3).anySatisfy(
        finding -> assertThat(finding.message()).isEqualTo("'priority' cannot be set here: ServiceNow computes it from impact and urgency"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"jira.yaml", "servicenow.yaml"})
  void the_shipped_files_are_right(String name) throws IOException {
    Findings findings = new Findings();

    assertThat(TicketMappings.read("tickets/" + name, Files.readString(Path.of("routes/tickets", name)), findings)).isPresent();
    assertThat(findings.all()).isEmpty();
  }
}

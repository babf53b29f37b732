package dev.signalbox.camel.routes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.Finding;
import dev.signalbox.document.Findings;
import dev.signalbox.ticket.TicketMappings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MappingCheckTest {

  private static final String ROUTE = """
      - route:
          id: outage
          from:
            uri: direct:x
            steps:
              - to: { uri: kamelet:%s, parameters: { mapping: "%s" } }
      """;

  private static List<Finding> check(String sink, String mapping) {
    TicketMappings jira = TicketMappings.read("tickets/jira.yaml", "default: {project: OPS}\npayments: {project: PAY}\n", new Findings()).orElseThrow();
    return MappingCheck.of("rules/outage.camel.yaml", ROUTE.formatted(sink, mapping), Map.of("jira", jira));
  }

  @Test
  void a_mapping_that_does_not_exist_is_named_with_its_line_and_the_nearest() {
    assertThat(check("jira-ticket-sink", "paymnts")).extracting(Finding::toString).singleElement().asString()
        .startsWith("rules/outage.camel.yaml:6: there is no mapping 'paymnts' in tickets/jira.yaml").contains("payments");
    assertThat(check("servicenow-ticket-sink", "payments")).as("each system has its own").hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"payments", "default", "", "{{rules.outage.mapping}}"})
  void one_that_exists_none_and_a_setting_are_fine(String mapping) {
    assertThat(check("jira-ticket-sink", mapping)).isEmpty();
  }

  @Test
  void other_sinks_have_no_mapping() {
    assertThat(check("slack-sink", "x")).isEmpty();
  }
}

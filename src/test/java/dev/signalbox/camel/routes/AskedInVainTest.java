package dev.signalbox.camel.routes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.Finding;
import dev.signalbox.escalation.OnCallPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AskedInVainTest {

  private static final String RULE = """
      - route:
          id: a
          from:
            uri: kamelet:incident-source
            parameters: {rule: a, query: "file:routes/sql/a.sql", key: server_id}
            steps:
              - to: {uri: kamelet:on-call-action, parameters: {schedule: s, escalation: e}}
              - to: {uri: kamelet:slack-sink, parameters: {channel: c, groupBy: "rack, rule"}}
      """;
  private static final String CLIMB = """
      - route:
          id: escalation
          from: {uri: kamelet:escalation-source, parameters: {rule: escalation}, steps: [{to: kamelet:on-call-sink}]}
      """;

  private final Map<String, String> files = new HashMap<>(Map.of(
      "rules/a.camel.yaml", RULE, "rules/escalation.camel.yaml", CLIMB, "sql/a.sql", "SELECT server_id, rack, region FROM t"));

  @TempDir private Path folder;

  private List<String> found() {
    return AskedInVain.of(files).stream().map(Finding::toString).toList();
  }

  @Test
  void what_is_there_is_fine() {
    assertThat(found()).isEmpty();
  }

  @Test
  void columns_that_the_query_does_not_return_are_named_with_the_nearest() {
    files.put("rules/a.camel.yaml", RULE.replace("rack, rule", "rck, rule").replace("escalation: e", "escalation: e, since: overdue")
        .replace("key: server_id", "key: server"));

    assertThat(found()).containsExactly(
        "rules/a.camel.yaml:5: key names the column 'server', which the query does not return (did you mean 'server_id'?), so no row can be read; it returns: rack, region, server_id",
        "rules/a.camel.yaml:7: since names the column 'overdue', which the query does not return, so the delays count from the opening;"
            + " it returns: rack, region, server_id",
        "rules/a.camel.yaml:8: groupBy names the column 'rck', which the query does not return (did you mean 'rack'?), so its incidents are told one by one;"
            + " it returns: rack, region, server_id");
  }

  @Test
  void nothing_is_claimed_of_a_query_that_does_not_say_its_columns_or_of_a_setting() {
    files.put("rules/a.camel.yaml", RULE.replace("rack, rule", "{{rules.a.by}}"));
    assertThat(found()).isEmpty();

    files.put("rules/a.camel.yaml", RULE.replace("rack", "rakc"));
    files.put("sql/a.sql", "SELECT * FROM t");
    assertThat(found()).isEmpty();
  }

  @Test
  void an_escalation_needs_a_rule_that_climbs() {
    files.remove("rules/escalation.camel.yaml");

    assertThat(found()).containsExactly("rules/a.camel.yaml:7: nobody after the first level of escalation 'e' is ever asked, because no rule begins"
        + " with kamelet:escalation-source; put back rules/escalation.camel.yaml");
  }

  @Test
  void a_running_hub_looks_at_the_rows_and_at_the_escalations_as_they_are_now() throws IOException {
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
    OnCallPlan plan = OnCallPlan.ofTexts(List.of("schedule: s\ntimezone: UTC\nlayers: [{name: always, participants: [ben]}]\n"));

    assertThat(AskedInVain.of(folder, plan, Map.of("a", Set.of("server_id", "region")))).extracting(Finding::toString)
        .satisfiesExactly(
            line -> assertThat(line).startsWith("rules/a.camel.yaml:7: there is no escalation 'e'"),
            line -> assertThat(line).startsWith("rules/a.camel.yaml:8: groupBy names the column 'rack'"));
  }
}

package dev.signalbox.dependency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.Finding;
import dev.signalbox.document.Findings;
import dev.signalbox.incident.AlertKey;
import dev.signalbox.incident.Hold;
import dev.signalbox.incident.Reason;
import dev.signalbox.incident.Row;
import dev.signalbox.incident.RuleFixture;
import dev.signalbox.incident.Severity;
import dev.signalbox.incident.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DependenciesTest {

  private static final Instant NOW = Instant.parse("2026-03-01T09:00:00Z");
  private static final String FILE =
      """
      rules: [switch-down, rack-down]
      columns: [switch_id]
      wait_seconds: 20
      behind:
        sw-1: [rack-a, rack-b]
        rack-a: [srv-1, srv-2]
      """;

  private final Map<String, String> down = new TreeMap<>();

  @Test
  void what_stands_behind_something_that_is_down_is_held_over_several_levels() {
    assertThat(hold("srv-1", Map.of())).isEmpty();
    down.put("sw-1", "switch-down");
    assertThat(hold("srv-1", Map.of())).contains(new Hold(Reason.BEHIND_PARENT, "sw-1 (switch-down)"));
    assertThat(hold("srv-3", Map.of())).as("it stands behind nothing").isEmpty();
    down.put("rack-a", "rack-down");
    assertThat(hold("srv-1", Map.of())).as("the nearest is named").contains(new Hold(Reason.BEHIND_PARENT, "rack-a (rack-down)"));
  }

  @Test
  void a_column_of_the_row_says_so_too() {
    down.put("sw-1", "switch-down");
    assertThat(hold("srv-9", Map.of("switch_id", "sw-1"))).isPresent();
    assertThat(hold("srv-9", Map.of("switch_id", "rack-b"))).as("and what that stands behind").isPresent();
    assertThat(hold("srv-9", Map.of("switch_id", List.of("sw-7", "sw-1")))).isPresent();
    assertThat(hold("srv-9", Map.of("switch_id", "sw-2"))).isEmpty();
  }

  @Test
  void nothing_stands_behind_itself() {
    down.put("sw-1", "switch-down");
    assertThat(hold("sw-1", Map.of("switch_id", "sw-1"))).isEmpty();
  }

  @Test
  void what_opens_waits_for_the_news_that_what_it_stands_behind_is_down() {
    assertThat(hold("srv-1", Map.of(), Duration.ofSeconds(19))).contains(new Hold(Reason.BEHIND_PARENT, "is rack-a down?"));
    assertThat(hold("srv-1", Map.of(), Duration.ofSeconds(20))).isEmpty();
    assertThat(hold("srv-3", Map.of(), Duration.ZERO)).as("it has nothing to wait for").isEmpty();
  }

  @Test
  void a_circle_is_refused_with_the_way_round() {
    assertThat(findings("behind:\n  a: [b]\n  b: [c, d]\n  c: [a]\n"))
        .containsExactly("x.yaml:4: 'a' stands behind itself: a behind c behind b behind a; take one of them out");
    assertThat(findings("behind: {a: a}"))
        .containsExactly("x.yaml:1: 'a' stands behind itself: a behind a; take one of them out");
  }

  @Test
  void what_nobody_knows_is_refused() {
    assertThat(findings("behinds: {a: b}")).hasSize(2).last().asString().contains("unknown key 'behinds'", "behind");
    assertThat(findings("columns: [switch_id]")).containsExactly(
        "x.yaml:1: 'columns' needs 'rules': name the rules whose incidents say that something is down");
    assertThat(findings("")).containsExactly(
        "x.yaml:1: must hold one map with the key 'behind', 'sql' or 'columns'; delete the file if none is meant");
    assertThat(findings("wait_seconds: soon\nbehind: {a: b}")).containsExactly(
        "x.yaml:1: wait_seconds 'soon' must be a whole number from 0 to 3600");
  }

  @Test
  void a_query_may_say_it() {
    EdgeQuery query = TopologyReader.read("x.yaml", "sql: file:routes/sql/wiring.sql", new Findings()).orElseThrow().query();
    assertThat(query).isEqualTo(new EdgeQuery("file:routes/sql/wiring.sql", "source", Duration.ofMinutes(5)));
    query = TopologyReader.read("x.yaml", "{sql: file:wiring.sql, source: cmdb, refresh: 2h}", new Findings()).orElseThrow().query();
    assertThat(query).isEqualTo(new EdgeQuery("file:wiring.sql", "cmdb", Duration.ofHours(2)));
    assertThat(findings("sql: SELECT 1")).containsExactly(
        "x.yaml:1: sql 'SELECT 1' is not a file of SQL; write one such as file:routes/sql/wiring.sql");
    assertThat(findings("sql: file:a.sql\nrefresh: 5s")).containsExactly(
        "x.yaml:2: refresh '5s' is not a time between 1m and 7d; write one such as 5m");
    assertThat(findings("behind: {a: b}\nsource: cmdb")).containsExactly(
        "x.yaml:2: source and refresh belong to 'sql'; name the query, or leave them out");
  }

  private Optional<Hold> hold(String key, Map<String, Object> row) {
    return hold(key, row, Duration.ofMinutes(5));
  }

  private Optional<Hold> hold(String key, Map<String, Object> row, Duration age) {
    Topology topology = TopologyReader.read("x.yaml", FILE, new Findings()).orElseThrow();
    Subject subject = new Subject(
        UUID.randomUUID(), new AlertKey("server-down", key), Severity.ERROR, key, new Row(row), List.of(), NOW.minus(age), "/");
    return new Dependencies(() -> List.of(topology), (polled, rules, names) -> down).at(RuleFixture.rule("server-down"), NOW).on(subject);
  }

  private static List<String> findings(String text) {
    Findings findings = new Findings();
    assertThat(TopologyReader.read("x.yaml", text, findings)).isEmpty();
    return findings.all().stream().map(Finding::toString).toList();
  }
}

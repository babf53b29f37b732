package dev.signalbox.dependency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.SettableClock;
import dev.signalbox.document.Findings;
import dev.signalbox.incident.AlertKey;
import dev.signalbox.incident.Row;
import dev.signalbox.incident.Severity;
import dev.signalbox.incident.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CurrentTopologiesTest {

  private final SettableClock clock = SettableClock.at("2026-03-01T09:00:00Z");
  private final Kept kept = new Kept();
  private final List<String> said = new ArrayList<>();
  private final CurrentTopologies.Listener listener = new CurrentTopologies.Listener() {
    @Override
    public void read(String file, int edges, List<String> warnings) {
      said.addAll(warnings);
    }

    @Override
    public void failed(String file, String reason, int failures) {
      said.add(failures + " " + reason);
    }
  };
  private String file = "sql: file:routes/sql/wiring.sql";
  private List<Edge> edges = List.of();
  private boolean away;

  private CurrentTopologies hub() {
    return new CurrentTopologies(
        () -> Map.of("dc", TopologyReader.read("dc.yaml", file, new Findings()).orElseThrow()),
        query -> {
          if (away) {
            throw new EdgeSource.Failure("the database 'source' does not answer the query");
          }
          return new EdgeSource.Reading(edges, List.of());
        },
        kept, listener, clock);
  }

  private static List<Edge> edges(String... pairs) {
    List<Edge> edges = new ArrayList<>();
    for (String pair : pairs) {
      edges.add(new Edge(edges.size() + 1, pair.split(">")[0], pair.split(">")[1], "switch"));
    }
    return edges;
  }

  private static List<String> before(CurrentTopologies hub, String key) {
    Subject subject = new Subject(
        UUID.randomUUID(), new AlertKey("down", key), Severity.ERROR, key, new Row(Map.of()), List.of(), Instant.EPOCH, "/");
    return hub.all().iterator().next().before(subject);
  }

  private void look(CurrentTopologies hub, Duration later) {
    clock.tick(later);
    hub.look();
  }

  @Test
  void what_a_query_says_counts_until_it_says_something_else() {
    edges = edges("srv-1>sw-1", "sw-1>core");
    CurrentTopologies hub = hub();
    assertThat(before(hub, "srv-1")).isEmpty();
    hub.look();
    assertThat(before(hub, "srv-1")).containsExactly("sw-1", "core");
    assertThat(hub.all().iterator().next().called("sw-1")).isEqualTo("switch sw-1");
    edges = edges("srv-1>sw-2");
    look(hub, Duration.ofMinutes(4));
    assertThat(before(hub, "srv-1")).as("asked every five minutes").containsExactly("sw-1", "core");
    look(hub, Duration.ofMinutes(1));
    assertThat(before(hub, "srv-1")).containsExactly("sw-2");
  }

  @Test
  void a_row_that_closes_a_circle_is_left_out_with_one_sentence_and_the_others_count() {
    file = "sql: file:routes/sql/wiring.sql\nbehind: {c: a}";
    edges = edges("b>a", "c>b", "x>x", "srv-1>c");
    CurrentTopologies hub = hub();
    hub.look();
    assertThat(said).containsExactly(
        "row 2 is left out: 'c' stands behind itself: c behind b behind a behind c", "row 3 is left out: 'x' stands behind itself: x behind x");
    assertThat(before(hub, "srv-1")).containsExactly("c");
    assertThat(before(hub, "b")).containsExactly("a", "c");
  }

  @Test
  void if_the_database_is_away_the_last_good_answer_counts_also_after_a_restart() {
    edges = edges("srv-1>sw-1");
    CurrentTopologies hub = hub();
    hub.look();
    away = true;
    look(hub, Duration.ofMinutes(5));
    look(hub, Duration.ofSeconds(30));
    assertThat(before(hub, "srv-1")).containsExactly("sw-1");
    assertThat(said).containsExactly(
        "1 the database 'source' does not answer the query", "2 the database 'source' does not answer the query");
    CurrentTopologies restarted = hub();
    restarted.look();
    assertThat(before(restarted, "srv-1")).containsExactly("sw-1");
  }

  @Test
  void a_file_that_is_edited_is_put_together_with_the_same_answer_and_one_that_asks_something_else_with_none() {
    edges = edges("srv-1>sw-1");
    CurrentTopologies hub = hub();
    hub.look();
    file = "sql: file:routes/sql/wiring.sql\nbehind: {core: sw-1}";
    away = true;
    look(hub, Duration.ofMinutes(1));
    assertThat(before(hub, "srv-1")).containsExactly("sw-1", "core");
    file = "sql: file:routes/sql/other.sql";
    look(hub, Duration.ofMinutes(1));
    assertThat(before(hub, "srv-1")).isEmpty();
  }

  /** As the store does. */
  private final class Kept implements EdgeCopies {
    private final Map<EdgeQuery, Copy> copies = new HashMap<>();

    @Override
    public void expect(Map<String, EdgeQuery> queries) {
      copies.keySet().retainAll(queries.values());
    }

    @Override
    public Optional<Copy> copy(String name, EdgeQuery query) {
      return Optional.ofNullable(copies.get(query));
    }

    @Override
    public void read(String name, EdgeQuery query, List<Edge> read) {
      copies.put(query, new Copy(clock.instant(), read));
    }

    @Override
    public void failed(String name, EdgeQuery query, String reason) {}
  }
}

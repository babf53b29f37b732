package dev.signalbox.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.TestPostgres;
import dev.signalbox.dependency.Edge;
import dev.signalbox.dependency.EdgeQuery;
import dev.signalbox.dependency.EdgeSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** What stands behind what: asked in a watched database, its last good answer kept in the store. */
class JdbcEdgesTest {

  private static final EdgeQuery QUERY = new EdgeQuery("file:routes/sql/wiring.sql", "source", Duration.ofMinutes(5));

  @TempDir Path routes;
  private final StoreFixture store = new StoreFixture();
  private final DataSource watched = TestPostgres.empty();
  private final JdbcEdgeCopies copies = new JdbcEdgeCopies(store.jdbc, store.clock);

  private EdgeSource.Reading read(String sql) throws IOException {
    Files.createDirectories(routes.resolve("sql"));
    Files.writeString(routes.resolve("sql/wiring.sql"), sql);
    return new JdbcEdgeSource(new WatchedQuery(routes, name -> name.equals("source") ? Optional.of(watched) : Optional.empty())).read(QUERY);
  }

  @Test
  void a_plain_table_of_child_and_parent_is_enough() throws IOException {
    new JdbcTemplate(watched).execute("""
        create table wiring (child text, parent text, kind text);
        insert into wiring values ('srv-1', ' sw-1 ', 'switch'), ('sw-1', null, null), (null, 'sw-1', null), ('srv-2', 'sw-1', null)""");

    EdgeSource.Reading reading = read("SELECT child AS \"CHILD\", parent, kind FROM wiring");

    assertThat(reading.edges()).containsExactly(new Edge(1, "srv-1", "sw-1", "switch"), new Edge(4, "srv-2", "sw-1", null));
    assertThat(reading.warnings()).containsExactly("row 3 is left out: its child is null");
    assertThat(read("SELECT 1 AS child, 2 AS parent").edges()).as("numbers, and no kind").containsExactly(new Edge(1, "1", "2", null));
  }

  @Test
  void what_cannot_be_asked_is_said_in_one_sentence() {
    assertThatThrownBy(() -> read("SELECT 'a' AS child")).isInstanceOf(EdgeSource.Failure.class)
        .hasMessage("the query has no column 'parent'; it must answer child, parent, and may answer kind");
    assertThatThrownBy(() -> read("SELECT child FROM nowhere")).hasMessage("the database does not understand the query (SQL state 42P01)");
    assertThatThrownBy(() -> read("SELECT i AS child, 'p' AS parent FROM generate_series(1, 50001) i"))
        .hasMessageContaining("more than 50000 rows");
  }

  @Test
  void the_last_good_answer_outlasts_the_process_but_not_another_query() {
    copies.expect(Map.of("dc", QUERY));
    copies.read("dc", QUERY, List.of(new Edge(1, "srv-1", "sw-\"1\"", "switch"), new Edge(3, "sw-1", "core", null)));
    copies.expect(Map.of("dc", QUERY));

    assertThat(new JdbcEdgeCopies(store.jdbc, store.clock).copy("dc", QUERY)).hasValueSatisfying(copy -> {
      assertThat(copy.readAt()).isEqualTo(store.clock.instant());
      assertThat(copy.edges()).containsExactly(new Edge(1, "srv-1", "sw-\"1\"", "switch"), new Edge(3, "sw-1", "core", null));
    });
    EdgeQuery other = new EdgeQuery("file:routes/sql/other.sql", "source", Duration.ofMinutes(5));
    copies.expect(Map.of("dc", other));
    assertThat(copies.copy("dc", other)).isEmpty();
  }

  @Test
  void three_failures_without_an_answer_are_trouble_of_the_hub_and_an_answer_ends_it() {
    store.clock.set(Instant.now().toString());
    copies.expect(Map.of("dc", QUERY));
    for (int i = 0; i < 3; i++) {
      assertThat(trouble()).isEmpty();
      copies.failed("dc", QUERY, "the database 'source' does not answer the query");
    }
    assertThat(trouble()).containsExactly("dependencies dc: What stands behind what cannot be read, nothing is held back for it: "
        + "the database 'source' does not answer the query");
    copies.read("dc", QUERY, List.of());
    assertThat(trouble()).isEmpty();
    store.jdbc.update("update dependency_query set since = since - interval '16 minutes', read_at = read_at - interval '16 minutes'");
    assertThat(trouble()).singleElement().asString().contains("is stale, the last answer is in use");
  }

  private List<String> trouble() {
    return store.jdbc.queryForList("select subject || ': ' || problem from self_check", String.class);
  }
}

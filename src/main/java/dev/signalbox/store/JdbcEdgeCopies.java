package dev.signalbox.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.signalbox.dependency.Edge;
import dev.signalbox.dependency.EdgeCopies;
import dev.signalbox.dependency.EdgeQuery;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/** One row for each file with a query, its copy in it; the view {@code self_check} judges them. */
public final class JdbcEdgeCopies implements EdgeCopies {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final JdbcTemplate jdbc;
  private final Clock clock;

  public JdbcEdgeCopies(JdbcTemplate jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  @Override
  public void expect(Map<String, EdgeQuery> queries) {
    jdbc.update("delete from dependency_query where not (name = any(?))", (Object) queries.keySet().toArray(String[]::new));
    queries.forEach((name, query) -> jdbc.update(
        """
        insert into dependency_query as q (name, ref, refresh_ms, since) values (?, ?, ?, ?)
        on conflict (name) do update set
          ref = excluded.ref, refresh_ms = excluded.refresh_ms,
          since = case when q.ref = excluded.ref then q.since else excluded.since end,
          copy = case when q.ref = excluded.ref then q.copy end,
          read_at = case when q.ref = excluded.ref then q.read_at end""",
        name, ref(query), query.refresh().toMillis(), Rows.timestamp(clock.instant())));
  }

  private static String ref(EdgeQuery query) {
    return "%s of %s".formatted(query.sql(), query.source());
  }

  @Override
  public Optional<Copy> copy(String name, EdgeQuery query) {
    return jdbc.query(
            "select read_at, copy from dependency_query where name = ? and ref = ? and copy is not null",
            (rs, n) -> {
              Instant readAt = Rows.must(rs, "read_at");
              return read(rs.getString("copy")).map(edges -> new Copy(readAt, edges));
            },
            name, ref(query))
        .stream().flatMap(Optional::stream).findFirst();
  }

  private static Optional<List<Edge>> read(String copy) {
    try {
      return Optional.of(JSON.readValue(copy, new TypeReference<>() {}));
    } catch (JsonProcessingException ofAnotherVersion) {
      return Optional.empty();
    }
  }

  /** What has not changed is not written anew. */
  @Override
  public void read(String name, EdgeQuery query, List<Edge> edges) {
    String copy = write(edges);
    jdbc.update(
        """
        update dependency_query set read_at = ?, failures = 0, error = null, copy = case when copy = ? then copy else ? end
        where name = ? and ref = ?""",
        Rows.timestamp(clock.instant()), copy, copy, name, ref(query));
  }

  private static String write(List<Edge> edges) {
    try {
      return JSON.writeValueAsString(edges);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("edges cannot be written as JSON: " + e.getOriginalMessage(), e);
    }
  }

  @Override
  public void failed(String name, EdgeQuery query, String reason) {
    jdbc.update(
        "update dependency_query set failures = failures + 1, error = ? where name = ? and ref = ?", reason, name, ref(query));
  }
}

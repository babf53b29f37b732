package dev.signalbox.store;

import dev.signalbox.dependency.Edge;
import dev.signalbox.dependency.EdgeQuery;
import dev.signalbox.dependency.EdgeSource;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.EmptySqlParameterSource;

/**
 * What stands behind what, from watched databases: columns {@code child}, {@code parent}, and {@code kind} of the parent if there
 * is one. Who has no parent stands behind nothing, which is no mistake.
 */
public final class JdbcEdgeSource implements EdgeSource {

  private static final int MOST_ROWS = 50_000;
  private static final int LONGEST_NAME = 500;
  private static final int LONGEST_KIND = 40;

  private final WatchedQuery watched;

  public JdbcEdgeSource(WatchedQuery watched) {
    this.watched = watched;
  }

  @Override
  public Reading read(EdgeQuery query) {
    try {
      return watched.ask(query.sql(), query.source(), MOST_ROWS + 1, EmptySqlParameterSource.INSTANCE, JdbcEdgeSource::rows);
    } catch (WatchedQuery.Unanswered e) {
      throw new Failure(e.reason());
    }
  }

  private static Reading rows(ResultSet rows) throws SQLException {
    Map<String, Integer> columns = columns(rows.getMetaData());
    List<Edge> edges = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    for (int row = 1; rows.next(); row++) {
      if (row > MOST_ROWS) {
        throw new Failure("the query answers more than %d rows; let it answer only what the hub watches".formatted(MOST_ROWS));
      }
      String child = text(rows, columns.get("child"));
      String parent = text(rows, columns.get("parent"));
      if (child == null) {
        warnings.add("row %d is left out: its child is null".formatted(row));
      } else if (parent != null && Math.max(child.length(), parent.length()) > LONGEST_NAME) {
        warnings.add("row %d is left out: a name of more than %d characters is none".formatted(row, LONGEST_NAME));
      } else if (parent != null) {
        edges.add(new Edge(row, child, parent, kind(rows, columns.get("kind"))));
      }
    }
    return new Reading(edges, warnings);
  }

  private static @Nullable String text(ResultSet rows, int column) throws SQLException {
    String text = rows.getString(column);
    return text == null || text.isBlank() ? null : text.strip();
  }

  private static @Nullable String kind(ResultSet rows, @Nullable Integer column) throws SQLException {
    String kind = column == null ? null : text(rows, column);
    return kind == null ? null : kind.replaceAll("\\p{Cntrl}", " ").substring(0, Math.min(kind.length(), LONGEST_KIND));
  }

  private static Map<String, Integer> columns(ResultSetMetaData data) throws SQLException {
    Map<String, Integer> columns = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (int i = 1; i <= data.getColumnCount(); i++) {
      columns.putIfAbsent(data.getColumnLabel(i), i);
    }
    for (String wanted : List.of("child", "parent")) {
      if (!columns.containsKey(wanted)) {
        throw new Failure("the query has no column '%s'; it must answer child, parent, and may answer kind".formatted(wanted));
      }
    }
    return columns;
  }
}

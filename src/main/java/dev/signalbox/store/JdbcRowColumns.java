package dev.signalbox.store;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;

/** Which columns the rows of rules have, as the latest incident of each shows them. */
public final class JdbcRowColumns {

  private final JdbcTemplate jdbc;

  public JdbcRowColumns(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** By rule; without those that have never had an incident. */
  public Map<String, Set<String>> latest() {
    Map<String, Set<String>> columns = new HashMap<>();
    jdbc.query(
        """
        select r.id, array(select json_object_keys(i.row)) as columns
        from rule r
        cross join lateral (
          select row from incident where rule = r.id and not mass order by opened_at desc limit 1) i
        where r.retired_at is null""",
        found -> {
          columns.put(found.getString("id"), Set.copyOf(List.of((String[]) found.getArray("columns").getArray())));
        });
    return columns;
  }
}

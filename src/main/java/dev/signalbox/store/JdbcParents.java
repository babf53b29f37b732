package dev.signalbox.store;

import dev.signalbox.dependency.Parents;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads from the incidents what is down. */
public final class JdbcParents implements Parents {

  private final JdbcTemplate jdbc;

  public JdbcParents(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Map<String, String> down(String polled, Set<String> rules, @Nullable Set<String> names) {
    Map<String, String> down = new HashMap<>();
    String[] ofRules = rules.toArray(String[]::new);
    String[] named = names == null ? null : names.toArray(String[]::new);
    jdbc.query(
        """
        select key, rule from incident
        where status <> 'resolved' and not mass and (cardinality(?::text[]) = 0 or rule = any(?)) and (?::text[] is null or key = any(?))
        union all
        select key, rule from incident
        where resolved_at > (select last_ok_at from rule where id = ?) and not mass
          and (cardinality(?::text[]) = 0 or rule = any(?)) and (?::text[] is null or key = any(?))
        order by rule""",
        rs -> {
          down.putIfAbsent(rs.getString("key"), rs.getString("rule"));
        },
        ofRules, ofRules, named, named, polled, ofRules, ofRules, named, named);
    return down;
  }
}

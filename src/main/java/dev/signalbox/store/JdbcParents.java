package dev.signalbox.store;

import dev.signalbox.dependency.Parents;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Reads from the incidents what is down. What nobody polls any more says nothing of what is, and where no rules are named a
 * mere warning does not either.
 */
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
        with named as (
          select key, rule, status, resolved_at from incident i
          where not mass and (?::text[] is null or key = any(?))
            and case when cardinality(?::text[]) = 0 then severity in ('error', 'critical') else rule = any(?) end
            and (status <> 'resolved' or resolved_at > (select last_ok_at from rule where id = ?))
            and not exists (select 1 from rule r where r.id = i.rule and r.retired_at is not null))
        select key, rule from named
        order by rule""",
        rs -> {
          down.putIfAbsent(rs.getString("key"), rs.getString("rule"));
        },
        named, named, ofRules, ofRules, polled);
    return down;
  }
}

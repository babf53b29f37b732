package dev.signalbox.store;

import dev.signalbox.delivery.Announcements;
import dev.signalbox.incident.Subject;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;

/** Announcements in one table, whose unique index decides whether one is new. */
public final class JdbcAnnouncements implements Announcements {

  private final JdbcTemplate jdbc;

  public JdbcAnnouncements(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public boolean make(Subject what) {
    return jdbc.update(
            """
            insert into announcement (id, rule, key, severity, title, row, items, at, path)
            values (?, ?, ?, ?, ?, ?::json, ?::json, ?, ?) on conflict (rule, key) do nothing""",
            what.id(),
            what.alert().rule(),
            what.alert().key(),
            what.severity().label(),
            what.title(),
            Rows.json(what.row()),
            Rows.json(what.items()),
            Rows.timestamp(what.since()),
            what.path())
        > 0;
  }

  @Override
  public Set<String> made(String rule, Collection<String> keys) {
    return new HashSet<>(
        jdbc.queryForList(
            "select key from announcement where rule = ? and key = any(?)",
            String.class,
            rule,
            keys.toArray(String[]::new)));
  }
}

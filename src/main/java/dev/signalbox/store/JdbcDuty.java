package dev.signalbox.store;

import dev.signalbox.incident.Incident;
import dev.signalbox.incident.Reason;
import dev.signalbox.ladder.Duty;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Who was on call, a row per schedule. */
public final class JdbcDuty implements Duty {

  private final JdbcTemplate jdbc;

  public JdbcDuty(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Map<String, SortedSet<String>> known() {
    Map<String, SortedSet<String>> known = new HashMap<>();
    jdbc.query(
        "select schedule, people from on_duty",
        rs -> {
          known.put(rs.getString("schedule"), new TreeSet<>(List.of((String[]) rs.getArray("people").getArray())));
        });
    return known;
  }

  @Override
  public void now(String schedule, SortedSet<String> people, Instant at) {
    jdbc.update(
        """
        insert into on_duty (schedule, people, since) values (?, ?, ?)
        on conflict (schedule) do update set people = excluded.people, since = excluded.since""",
        schedule,
        people.toArray(String[]::new),
        Rows.timestamp(at));
  }

  @Override
  public List<Incident> handOver(
      String schedule, Collection<String> leaving, @Nullable String to, String remark, Instant at) {
    return jdbc.query(
        """
        with handed as (
          update incident set assignee = coalesce(?, assignee)
          where status = 'open' and schedule = ? and (assignee = any(?) or assignee is null and ?::text is not null)
          returning *),
        line as (
          insert into timeline (incident, at, event, actor, reason, detail)
          select id, ?, ?, 'signalbox', ?, ? from handed)
        select * from handed""",
        (rs, n) -> Rows.incident(rs, ""),
        to,
        schedule,
        leaving.toArray(String[]::new),
        to,
        Rows.timestamp(at),
        to == null ? "noted" : "handed_over",
        Reason.SHIFT_CHANGED.label(),
        remark);
  }
}

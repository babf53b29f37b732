package dev.signalbox.store;

import dev.signalbox.delivery.Delivery;
import dev.signalbox.delivery.Outbox.Held;
import dev.signalbox.incident.ChangeKind;
import dev.signalbox.incident.Reason;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/** Takes what is due out of the outbox, with all that a message needs; how a claim works is told at {@link JdbcOutbox}. */
final class Claims {

  private final JdbcTemplate jdbc;
  private final Clock clock;

  Claims(JdbcTemplate jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  List<Delivery> take(String channel, int limit, Duration lease, Held held) {
    while (true) {
      List<Delivery> over = new ArrayList<>();
      List<Delivery> claimed = take(channel, limit, lease, held, over);
      Verdicts.collapse(jdbc, over);
      claimed.removeAll(over);
      if (!claimed.isEmpty() || over.isEmpty()) {
        return claimed;
      }
    }
  }

  /** @param over takes those that nobody has seen and of which the end is owed already: they need not be told, see {@link Verdicts#collapse} */
  private List<Delivery> take(String channel, int limit, Duration lease, Held held, List<Delivery> over) {
    UUID claim = UUID.randomUUID();
    Instant now = clock.instant();
    Unreadable unreadable = new Unreadable(claim, now);
    List<Delivery> claimed = jdbc.query(
        """
        with due as (
          select d.id, d.unsure_since,
                 d.unsure_since is null and d.kind <> 'resolved'
                   and exists (select 1 from delivery r where r.incident = d.incident and r.channel = d.channel
                                 and r.address = d.address and r.kind = 'resolved'
                                 and r.status not in ('sent', 'dead', 'suppressed') and r.seq > d.seq) as over
          from delivery d
          where d.channel = ? and d.status = 'pending' and d.due_at <= ? and d.address <> all(?) and d.kind <> all(?)
            and d.id <> all(?)
            and not exists (select 1 from delivery p where p.incident = d.incident and p.channel = d.channel
                              and p.address = d.address and p.status not in ('sent', 'dead', 'suppressed') and p.seq < d.seq offset 0)
            and not exists (select 1 from channel c where c.name = d.channel and c.address in ('', coalesce(nullif(d.address, ''), '(default)'))
                              and c.paused_until > ? offset 0)
          order by d.priority desc, d.seq
          limit ? for update of d skip locked),
        claimed as (
          update delivery d set claim = ?, due_at = ?, attempts = attempts + 1,
            unsure_since = coalesce(d.unsure_since, case when not due.over then ?::timestamptz end)
          from due where d.id = due.id
          returning d.id, d.channel, d.address, d.kind, d.reason, d.at, d.context, d.note, d.attempts, d.created_at,
                    due.unsure_since, due.over, d.incident, d.seq, d.priority)
        select c.*, s.id as s_id, s.rule as s_rule, s.key as s_key, s.severity as s_severity, s.title as s_title,
               s.row as s_row, s.items as s_items, s.since as s_since, s.path as s_path,
               o.reference as open_reference, t.written,
               case when c.kind not in ('opened', 'announced') then
                 (select k.url from delivery k where k.incident = c.incident and k.channel in ('jira', 'servicenow')
                    and k.kind in ('opened', 'reopened') and k.status = 'sent' and k.url is not null
                  order by k.seq desc limit 1) end as ticket
        from claimed c join subject s on s.id = c.incident
        left join lateral (
          select o.reference from delivery o where o.incident = c.incident and o.channel = c.channel and o.address = c.address
            and o.kind in ('opened', 'reopened') and o.status = 'sent' and o.reference is not null
          order by o.seq desc limit 1) o on c.kind not in ('opened', 'announced')
        left join ticket t on t.incident = c.incident and t.channel = c.channel and t.reference = o.reference
        order by c.priority desc, c.seq""",
        (rs, n) -> {
          Delivery delivery = unreadable.orNull(rs, () -> delivery(rs, claim));
          if (delivery != null && rs.getBoolean("over")) {
            over.add(delivery);
          }
          return delivery;
        },
        channel,
        Rows.timestamp(now),
        held.addresses().toArray(String[]::new),
        held.kinds().stream().map(ChangeKind::label).toArray(String[]::new),
        held.deliveries().toArray(UUID[]::new),
        Rows.timestamp(now),
        limit,
        claim,
        Rows.timestamp(now.plus(lease)),
        Rows.timestamp(now));
    unreadable.bury(jdbc);
    claimed.removeIf(Objects::isNull);
    return claimed;
  }

  private static Delivery delivery(ResultSet rs, UUID claim) throws SQLException {
    return new Delivery(
        rs.getObject("id", UUID.class),
        claim,
        rs.getString("channel"),
        rs.getString("address"),
        ChangeKind.of(rs.getString("kind")),
        Reason.of(rs.getString("reason")),
        Rows.must(rs, "at"),
        rs.getString("context"),
        rs.getInt("attempts"),
        Rows.must(rs, "created_at"),
        Rows.instant(rs, "unsure_since"),
        rs.getString("open_reference"),
        rs.getString("note"),
        rs.getString("written"),
        rs.getString("ticket"),
        Rows.subject(rs, "s_"));
  }
}

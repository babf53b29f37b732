package dev.signalbox.store;

import dev.signalbox.delivery.StandIns;
import dev.signalbox.incident.Severity;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.jdbc.core.JdbcTemplate;

/** {@code delivery.stands_for} and {@code delivery.handed_to} are the two ends of it. */
public final class JdbcStandIns implements StandIns {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final JdbcTemplate jdbc;
  private final Clock clock;

  public JdbcStandIns(JdbcTemplate jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  @Override
  public List<Stranded> stranded(Duration downFor, Severity least, int limit) {
    Instant now = clock.instant();
    return jdbc.query(
        """
        select d.id, d.channel, d.address, d.priority, d.context, t.reason
        from (select name, max(reason) as reason, address from channel
              where state in ('failing', 'misconfigured') and since <= ? group by name, address) t
        join delivery d on d.channel = t.name and t.address in ('', coalesce(nullif(d.address, ''), '(default)'))
        where (exists (select 1 from incident i where i.id = d.incident and i.status <> 'resolved' offset 0)
            or exists (select 1 from message_group g where g.id = d.incident and g.closed_at is null offset 0))
          and d.status = 'pending' and d.priority >= ? and d.kind in ('opened', 'reopened', 'repeated', 'worsened', 'escalated')
          and (d.attempts > 0 or d.created_at <= ?)
          and d.stands_for is null and d.handed_to is null
          and not exists (select 1 from delivery h where h.incident = d.incident and h.channel = d.channel
                            and h.address = d.address and h.handed_to is not null
                            and not exists (select 1 from delivery c where c.incident = h.incident and c.channel = h.channel
                                              and c.address = h.address and c.kind = 'resolved'
                                              and c.status in ('sent', 'pending') and c.seq > h.seq))
          and not exists (select 1 from delivery e where e.incident = d.incident and e.channel = d.channel
                            and e.address = d.address and e.status = 'pending' and e.seq < d.seq)
        order by d.priority desc, d.seq
        limit ?""",
        (rs, n) -> new Stranded(
            rs.getObject("id", UUID.class),
            rs.getString("channel"),
            rs.getString("address"),
            Severity.values()[rs.getInt("priority")],
            rs.getString("context"),
            rs.getString("reason") == null ? "no reason recorded" : rs.getString("reason")),
        Timestamp.from(now.minus(downFor)),
        least.ordinal(),
        Timestamp.from(now.minus(PATIENCE)),
        limit);
  }

  @Override
  public void add(Collection<StandIn> standIns) {
    if (standIns.isEmpty()) {
      return;
    }
    Timestamp now = Timestamp.from(clock.instant());
    jdbc.update(connection -> {
      var statement = connection.prepareStatement(
          """
          with wanted as (
            select t.*, d.incident, d.rule, d.reason, d.priority, d.at, d.note
            from unnest(?::uuid[], ?::text[], ?::text[], ?::text[]) as t (id, channel, address, context)
            join delivery d on d.id = t.id and d.status = 'pending' and d.handed_to is null),
          made as (
            insert into delivery (id, incident, rule, channel, address, kind, reason, priority, at, context, note, status, due_at,
                                  created_at, stands_for)
            select gen_random_uuid(), w.incident, w.rule, w.channel, w.address,
                   case when last.kind is null then 'opened' else 'reopened' end, w.reason, w.priority, w.at, w.context, w.note,
                   'pending', ?, ?, w.id
            from wanted w
            left join lateral (
              select o.kind from delivery o where o.incident = w.incident and o.channel = w.channel and o.address = w.address
                and o.status in ('sent', 'pending') order by o.seq desc limit 1) last on true
            where last.kind is null or last.kind = 'resolved'
            on conflict do nothing)
          update delivery d set handed_to = w.channel || ' ' || w.address from wanted w where d.id = w.id""");
      statement.setArray(1, connection.createArrayOf("uuid", values(standIns, StandIn::of)));
      statement.setArray(2, connection.createArrayOf("text", values(standIns, StandIn::channel)));
      statement.setArray(3, connection.createArrayOf("text", values(standIns, StandIn::address)));
      statement.setArray(4, connection.createArrayOf("text", values(standIns, StandIn::context)));
      statement.setTimestamp(5, now);
      statement.setTimestamp(6, now);
      return statement;
    });
  }

  private static Object[] values(Collection<StandIn> standIns, Function<StandIn, Object> value) {
    return standIns.stream().map(value).toArray();
  }

  @Override
  public void hopeless(Collection<UUID> deliveries) {
    jdbc.update("update delivery set handed_to = ? where id = any(?) and handed_to is null", NOBODY, deliveries.toArray(UUID[]::new));
  }
}

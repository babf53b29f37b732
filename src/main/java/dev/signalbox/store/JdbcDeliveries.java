package dev.signalbox.store;

import dev.signalbox.delivery.Deliveries;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads the outbox for people. */
public final class JdbcDeliveries implements Deliveries {

  private static final String COLUMNS =
      """
      d.rule, s.key, d.channel, d.address, d.kind, d.status, d.attempts, d.last_error, d.reference, d.url, d.created_at, d.sent_at,
      case when d.status = 'pending' then d.due_at end as due_at
      """;

  private static final String VIEW =
      "select d.id, case when d.kind <> 'announced' and g.id is null then d.incident end as incident, g.id as message_group, "
          + COLUMNS
          + " from delivery d join subject s on s.id = d.incident left join message_group g on g.id = d.incident";

  /** What was told of incidents, of each alone or together with others, and what waits for others to join. */
  private static final String OF_INCIDENTS =
      """
      with told as (
        select i as about, i as incident, null::uuid as message_group from unnest(?::uuid[]) i
        union all
        select m.message_group, m.incident, m.message_group from group_member m where m.incident = any(?))
      select * from (
        select d.id, t.incident, t.message_group, d.seq,
      """
          + COLUMNS
          + """
        from told t join delivery d on d.incident = t.about join subject s on s.id = d.incident
        union all
        select g.id, t.incident, t.message_group, 9223372036854775807, g.rule, g.label, g.channel, g.address, 'opened', 'pending', 0, null,
               null, null, g.opened_at, null, g.due_at
        from told t join message_group g on g.id = t.message_group
        where g.id = any(array(select message_group from told)) and g.told_at is null and g.closed_at is null) deliveries
      order by seq""";

  private final JdbcTemplate jdbc;
  private final Clock clock;

  public JdbcDeliveries(JdbcTemplate jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  @Override
  public List<View> list(@Nullable String status, @Nullable String channel, int limit, int offset) {
    StringBuilder sql = new StringBuilder(VIEW).append(" where true");
    List<Object> arguments = new ArrayList<>();
    if (status != null) {
      sql.append(" and d.status = ?");
      arguments.add(status);
    }
    if (channel != null) {
      sql.append(" and d.channel = ?");
      arguments.add(channel);
    }
    sql.append(" order by d.created_at desc, d.seq desc limit ? offset ?");
    arguments.add(limit);
    arguments.add(offset);
    return jdbc.query(sql.toString(), JdbcDeliveries::view, arguments.toArray());
  }

  @Override
  public List<View> of(UUID incident) {
    return of(List.of(incident));
  }

  @Override
  public List<View> of(Collection<UUID> incidents) {
    UUID[] ids = incidents.toArray(UUID[]::new);
    return jdbc.query(OF_INCIDENTS, JdbcDeliveries::view, ids, ids);
  }

  @Override
  public List<View> tickets(Collection<UUID> incidents) {
    return jdbc.query(
        VIEW
            + """
             where d.incident = any(?) and d.channel in ('jira', 'servicenow') and d.kind in ('opened', 'reopened') and d.status = 'sent'
               and not exists (select 1 from delivery e where e.incident = d.incident and e.channel = d.channel
                                 and e.reference is not distinct from d.reference and e.kind in ('opened', 'reopened')
                                 and e.status = 'sent' and e.seq < d.seq)
            order by d.seq""",
        JdbcDeliveries::view,
        (Object) incidents.toArray(UUID[]::new));
  }

  @Override
  public Optional<UUID> incidentOf(String channel, String reference) {
    return jdbc
        .queryForList(
            "select incident from delivery where reference = ? and channel = ? and kind in ('opened', 'reopened') order by seq desc limit 1",
            UUID.class,
            reference,
            channel)
        .stream()
        .findFirst();
  }

  @Override
  public List<UUID> members(UUID group) {
    return jdbc.queryForList(
        "select incident from group_member where message_group = ? and left_at is null order by joined_at", UUID.class, group);
  }

  private static View view(ResultSet rs, int n) throws SQLException {
    return new View(
        rs.getObject("id", UUID.class),
        rs.getObject("incident", UUID.class),
        rs.getObject("message_group", UUID.class),
        rs.getString("rule"),
        rs.getString("key"),
        rs.getString("channel"),
        rs.getString("address"),
        rs.getString("kind"),
        rs.getString("status"),
        rs.getInt("attempts"),
        rs.getString("last_error"),
        rs.getString("reference"),
        rs.getString("url"),
        Rows.must(rs, "created_at"),
        Rows.instant(rs, "sent_at"),
        Rows.instant(rs, "due_at"));
  }

  @Override
  public List<Health> health() {
    return jdbc.query(
        """
        with recursive known as (
          (select channel from delivery order by channel limit 1)
          union all
          -- the next name along the index, instead of all rows of this one
          select (select d.channel from delivery d where d.channel > k.channel order by d.channel limit 1) from known k
          where k.channel is not null),
        lately as materialized (
          select channel, count(*) as sent from delivery where created_at > ? and status = 'sent' group by channel),
        used as (
          select channel as name,
                 (select count(*) from delivery d where d.channel = k.channel and d.status = 'pending') as pending,
                 (select sent from lately l where l.channel = k.channel) as sent,
                 (select count(*) from delivery d where d.channel = k.channel and d.status = 'dead') as dead
          from known k where channel is not null)
        select coalesce(u.name, c.name) as name, coalesce(w.state, 'ok') as state, w.reason, w.since, w.paused_until,
               coalesce(u.pending, 0) as pending, coalesce(u.sent, 0) as sent, coalesce(u.dead, 0) as dead
        from used u full join (select distinct name from channel) c on c.name = u.name
        left join lateral (
          select state, case when address in ('', '(default)') then '' else address || ': ' end || reason as reason, since, paused_until
          from channel w
          where w.name = coalesce(u.name, c.name) and w.state <> 'ok' and not (w.state = 'throttled' and w.paused_until < ?)
          order by address limit 1) w on true
        order by 1""",
        (rs, n) ->
            new Health(
                rs.getString("name"),
                rs.getString("state"),
                rs.getString("reason"),
                Rows.instant(rs, "since"),
                Rows.instant(rs, "paused_until"),
                rs.getLong("pending"),
                rs.getLong("sent"),
                rs.getLong("dead")),
        Timestamp.from(clock.instant().minus(Duration.ofDays(1))),
        Timestamp.from(clock.instant()));
  }
}

package dev.signalbox.store;

import dev.signalbox.delivery.Delivery;
import dev.signalbox.delivery.Outbox;
import dev.signalbox.delivery.Owed;
import dev.signalbox.delivery.Settlement;
import dev.signalbox.incident.ChangeKind;
import dev.signalbox.incident.Ended;
import dev.signalbox.incident.Reason;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The outbox in one table. A claim moves a delivery's {@code due_at} to the end of the lease and puts a new token on it; so
 * a crash needs no recovery, the delivery is simply due again. From the claim on it counts as perhaps sent ({@code
 * unsure_since}) until an outcome says otherwise.
 *
 * <p>Where the SQL says {@code status not in (…)} instead of {@code status = 'pending'}, that is to keep the planner away from
 * the index of all pending deliveries: in a storm, before statistics exist, it would read that whole index for each row. And
 * {@code offset 0} keeps it from making a join of what is to be asked of a delivery: it would then ask it of all that wait, to
 * claim a hundred of them.
 */
public final class JdbcOutbox implements Outbox {

  private static final int BATCH = 500;

  private final JdbcTemplate jdbc;
  private final Clock clock;
  private final GroupMembers groups;
  private final Claims claims;

  public JdbcOutbox(JdbcTemplate jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.groups = new GroupMembers(jdbc, clock);
    this.claims = new Claims(jdbc, clock);
  }

  @Override
  public void add(List<Owed> news) {
    List<Owed> all = StillOpen.of(jdbc, news);
    List<Owed> owed = all.stream().anyMatch(one -> one.grouping() != null || one.limit() != null) ? groups.join(all) : all;
    insertFirst(owed.stream().filter(one -> one.change().kind().first()).toList());
    insertReopened(owed.stream().filter(one -> one.change().kind() == ChangeKind.REOPENED).toList());
    insertReminders(
        owed.stream().filter(one -> !one.change().kind().first() && one.change().kind() != ChangeKind.REOPENED).toList());
  }

  /**
   * An end that was certainly not sent is suppressed: that place still takes the incident for open, and need not hear that
   * it is; only that it flaps is worth saying. Where nobody ever heard of it, this is the opening.
   */
  private void insertReopened(List<Owed> owed) {
    if (owed.isEmpty()) {
      return;
    }
    jdbc.update(
        """
        update delivery set status = 'suppressed', last_error = ?
        where incident = any(?) and kind = 'resolved' and status = 'pending' and unsure_since is null""",
        Reason.REOPENED_BEFORE_SENT.label(),
        owed.stream().map(one -> one.change().subject().id()).distinct().toArray(UUID[]::new));
    jdbc.batchUpdate(
        """
        insert into delivery (id, incident, rule, channel, address, kind, reason, priority, at, context, note, status, due_at, created_at,
                              unsure_since)
        select ?, l.incident, ?, l.channel, l.address, case when last.kind is null or not ? then 'opened' else 'reopened' end,
               ?, ?, ?, ?, ?, 'pending', ?, ?,
               case when last.kind is null then
                 (select max(u.unsure_since) from delivery u where u.incident = l.incident and u.channel = l.channel
                    and u.address = l.address and u.kind = 'opened' and u.status = 'dead') end
        from (values (?::uuid, ?, ?)) l (incident, channel, address)
        left join lateral (
          select p.kind from delivery p where p.incident = l.incident and p.channel = l.channel and p.address = l.address
            and p.status not in ('dead', 'suppressed') and p.kind <> 'illustrated' order by p.seq desc limit 1) last on true
        where last.kind is null or last.kind = 'resolved' or ?
        on conflict do nothing""",
        owed,
        BATCH,
        (statement, one) -> {
          Timestamp now = Rows.timestamp(clock.instant());
          statement.setObject(1, Ids.next(clock));
          statement.setString(2, one.change().subject().alert().rule());
          statement.setBoolean(3, one.reminders());
          statement.setString(4, one.change().reason().label());
          statement.setInt(5, one.change().subject().severity().ordinal());
          statement.setTimestamp(6, Rows.timestamp(one.change().at()));
          statement.setString(7, one.context());
          statement.setString(8, one.change().note());
          statement.setTimestamp(9, now);
          statement.setTimestamp(10, now);
          statement.setObject(11, one.change().subject().id());
          statement.setString(12, one.channel());
          statement.setString(13, one.address());
          statement.setBoolean(14, one.change().reason() == Reason.FLAPPING && one.reminders());
        });
  }

  private void insertFirst(List<Owed> owed) {
    jdbc.batchUpdate(
        """
        insert into delivery (id, incident, rule, channel, address, kind, reason, priority, at, context, note, status, due_at, created_at)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'pending', ?, ?) on conflict do nothing""",
        owed,
        BATCH,
        (statement, one) -> {
          Timestamp now = Rows.timestamp(clock.instant());
          statement.setObject(1, Ids.next(clock));
          statement.setObject(2, one.change().subject().id());
          statement.setString(3, one.change().subject().alert().rule());
          statement.setString(4, one.channel());
          statement.setString(5, one.address());
          statement.setString(6, one.change().kind().label());
          statement.setString(7, one.change().reason().label());
          statement.setInt(8, one.change().subject().severity().ordinal());
          statement.setTimestamp(9, Rows.timestamp(one.change().at()));
          statement.setString(10, one.context());
          statement.setString(11, one.change().note());
          statement.setTimestamp(12, now);
          statement.setTimestamp(13, now);
        });
  }

  /**
   * What a place believes is what it was told last, or is about to be told: for one that never heard of the incident a
   * reminder is the opening, for one that takes it for over, the news that it is open again. An opening in the place of one
   * that was given up in doubt keeps the doubt.
   */
  private void insertReminders(List<Owed> owed) {
    jdbc.batchUpdate(
        """
        insert into delivery (id, incident, rule, channel, address, kind, reason, priority, at, context, note, status, due_at, created_at,
                              unsure_since)
        select ?, d.incident, ?, d.channel, d.address,
               case when last.kind is null or last.kind = 'resolved' and not d.takes then 'opened'
                    when last.kind = 'resolved' then 'reopened' else ? end,
               ?, ?, ?, ?, ?, 'pending', ?, ?,
               case when last.kind is null then
                 (select max(u.unsure_since) from delivery u where u.incident = d.incident and u.channel = d.channel
                    and u.address = d.address and u.kind = 'opened' and u.status = 'dead') end
        from (values (?::uuid, ?, ?, ?::timestamptz, ?)) d (incident, channel, address, since, takes)
        left join lateral (
          select p.kind, p.status from delivery p where p.incident = d.incident and p.channel = d.channel and p.address = d.address
            and p.status not in ('dead', 'suppressed') and p.kind <> 'illustrated' order by p.seq desc limit 1) last on true
        where last.kind is null or last.kind = 'resolved'
           or last.status = 'sent' and d.takes
              and not exists (select 1 from delivery q where q.incident = d.incident and q.channel = d.channel
                                and q.address = d.address and q.kind = 'repeated' and q.created_at > d.since)
        on conflict do nothing""",
        owed,
        BATCH,
        (statement, one) -> {
          Timestamp now = Rows.timestamp(clock.instant());
          statement.setObject(1, Ids.next(clock));
          statement.setString(2, one.change().subject().alert().rule());
          statement.setString(3, one.change().kind().label());
          statement.setString(4, one.change().reason().label());
          statement.setInt(5, one.change().subject().severity().ordinal());
          statement.setTimestamp(6, Rows.timestamp(one.change().at()));
          statement.setString(7, one.context());
          statement.setString(8, one.change().note());
          statement.setTimestamp(9, now);
          statement.setTimestamp(10, now);
          statement.setObject(11, one.change().subject().id());
          statement.setString(12, one.channel());
          statement.setString(13, one.address());
          boolean often = one.change().kind() == ChangeKind.REPEATED && !one.apart().isZero();
          statement.setTimestamp(14, often ? Rows.timestamp(clock.instant().minus(one.apart())) : null);
          statement.setBoolean(15, one.reminders());
        });
  }

  @Override
  public void tell(
      UUID incident, ChangeKind kind, Reason reason, Instant at, @Nullable String note, Collection<String> channels) {
    tell(List.of(new News(incident, reason, at, note, null)), kind, channels);
  }

  @Override
  public void tell(List<News> news, ChangeKind kind, Collection<String> channels) {
    if (news.isEmpty() || channels.isEmpty()) {
      return;
    }
    Timestamp now = Rows.timestamp(clock.instant());
    jdbc.update(
        """
        insert into delivery (id, incident, rule, channel, address, kind, reason, priority, at, context, note, status, due_at, created_at)
        select distinct on (d.incident, d.channel, d.address)
               gen_random_uuid(), d.incident, d.rule, d.channel, d.address, ?, n.reason, d.priority, n.at,
               case when n.on_call is null then d.context
                    else jsonb_set(d.context::jsonb, '{onCall}', n.on_call::jsonb)::text end,
               n.note, 'pending', ?, ?
        from unnest(?::uuid[], ?::text[], ?::timestamptz[], ?::text[], ?::text[]) as n (incident, reason, at, note, on_call)
        join delivery d on d.incident = n.incident
        where d.channel = any(?) and d.kind in ('opened', 'reopened') and d.status in ('sent', 'pending')
          and not exists (select 1 from delivery e where e.incident = d.incident and e.channel = d.channel
                            and e.address = d.address and e.kind = 'resolved' and e.status not in ('dead', 'suppressed')
                            and e.seq > d.seq)
        order by d.incident, d.channel, d.address, d.seq desc
        on conflict do nothing""",
        kind.label(),
        now,
        now,
        news.stream().map(News::incident).toArray(UUID[]::new),
        news.stream().map(one -> one.reason().label()).toArray(String[]::new),
        news.stream().map(one -> Rows.timestamp(one.at())).toArray(Timestamp[]::new),
        news.stream().map(News::note).toArray(String[]::new),
        news.stream().map(News::onCall).toArray(String[]::new),
        channels.toArray(String[]::new));
  }

  @Override
  public boolean heard(UUID incident, String channel, String address) {
    return jdbc.queryForObject(
        """
        select exists (select 1 from delivery where incident = ? and channel = ? and address = ?
                         and status not in ('dead', 'suppressed'))""",
        Boolean.class, incident, channel, address);
  }

  @Override
  public void close(List<Ended> ended, Instant at) {
    if (ended.isEmpty()) {
      return;
    }
    UUID[] ids = ended.stream().map(Ended::incident).toArray(UUID[]::new);
    Long[] waits = ended.stream().map(one -> one.patience().toMillis()).toArray(Long[]::new);
    Timestamp now = Rows.timestamp(clock.instant());
    jdbc.update(
        """
        with gone as (
          update group_member m set left_at = ? from unnest(?::uuid[], ?::bigint[]) e (incident, wait_ms)
          where m.incident = e.incident and m.left_at is null returning m.message_group, e.wait_ms),
        changed as (
          update message_group g set due_at = least(g.due_at, ?::timestamptz + w.wait_ms * interval '1 millisecond')
          from (select message_group, min(wait_ms) as wait_ms from gone group by message_group) w
          where g.id = w.message_group and g.told_at is not null and g.closed_at is null)
        update delivery set status = 'suppressed', last_error = ?
        where incident = any(?) and status = 'pending' and kind <> 'resolved' and unsure_since is null""",
        Rows.timestamp(at),
        ids,
        waits,
        now,
        Reason.RESOLVED_BEFORE_SENT.label(),
        ids);
    jdbc.update(
        """
        insert into delivery (id, incident, rule, channel, address, kind, reason, priority, at, context, note, status, due_at, created_at)
        select gen_random_uuid(), d.incident, d.rule, d.channel, d.address, 'resolved', e.reason, d.priority, ?, d.context, e.note,
               'pending', ?::timestamptz + e.wait_ms * interval '1 millisecond', ?
        from (select distinct on (incident, channel, address) incident, rule, channel, address, kind, priority, context
              from delivery
              where incident = any(?) and kind <> 'illustrated'
                and (status in ('sent', 'pending') or status = 'dead' and kind in ('opened', 'reopened') and unsure_since is not null)
              order by incident, channel, address, seq desc) d
        join unnest(?::uuid[], ?::text[], ?::text[], ?::bigint[]) e (incident, reason, note, wait_ms) on e.incident = d.incident
        where d.kind <> 'resolved'
        on conflict do nothing""",
        Rows.timestamp(at),
        now,
        now,
        ids,
        ids,
        ended.stream().map(one -> one.reason().label()).toArray(String[]::new),
        ended.stream().map(Ended::note).toArray(String[]::new),
        waits);
  }

  @Override
  public List<Delivery> claim(String channel, int limit, Duration lease, Held held) {
    return claims.take(channel, limit, lease, held);
  }

  @Override
  public int settle(List<Settlement> settlements) {
    if (settlements.isEmpty()) {
      return 0;
    }
    Verdicts verdicts = new Verdicts(settlements, clock);
    int recorded = verdicts.record(jdbc);
    return settlements.size() - recorded;
  }

  @Override
  public void release(List<Delivery> deliveries, Instant due) {
    Timestamp at = Rows.timestamp(due);
    jdbc.batchUpdate(
        "update delivery set due_at = ?, attempts = attempts - 1, unsure_since = ? where id = ? and claim = ?",
        deliveries,
        BATCH,
        (statement, delivery) -> {
          statement.setTimestamp(1, at);
          statement.setTimestamp(2, Rows.timestamp(delivery.unsureSince()));
          statement.setObject(3, delivery.id());
          statement.setObject(4, delivery.claim());
        });
    Verdicts.collapse(jdbc, deliveries);
  }
}

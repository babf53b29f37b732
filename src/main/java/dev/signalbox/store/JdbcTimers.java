package dev.signalbox.store;

import dev.signalbox.escalation.EscalationPolicy;
import dev.signalbox.escalation.Rung;
import dev.signalbox.incident.Incident;
import dev.signalbox.incident.Move;
import dev.signalbox.incident.Reason;
import dev.signalbox.ladder.Timers;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Timers in one table, found by when they are due. A timer that rests is in no index that a sweep walks, so ten thousand
 * that wait for nothing cost nothing.
 *
 * <p>A sweep locks timer and incident, or leaves both for the next one: it never waits for a poll or a person, and so never
 * blocks one for good. Whoever ends an incident deletes its timer before it owes the end, and so comes after a sweep that
 * was faster: no level is told of an incident that is over.
 */
public final class JdbcTimers implements Timers {

  private static final int BATCH = 500;
  private static final int SHOWN = 100;
  private static final String ACTOR = "signalbox";

  private final JdbcTemplate jdbc;
  private final Map<UUID, EscalationPolicy> versions = new HashMap<>();

  public JdbcTimers(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public void start(List<Start> starts) {
    if (starts.isEmpty()) {
      return;
    }
    Map<EscalationPolicy, UUID> ids = new HashMap<>();
    starts.forEach(start -> ids.computeIfAbsent(start.policy(), this::version));
    jdbc.batchUpdate(
        """
        insert into escalation_timer
          (incident, version, level, round, round_began, entered_at, due_at, nobody, ack_stops, ack_expires_ms)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing""",
        starts,
        BATCH,
        (statement, start) -> {
          EscalationPolicy.Acknowledgement acknowledgement = start.policy().acknowledgement();
          statement.setObject(1, start.incident());
          statement.setObject(2, ids.get(start.policy()));
          statement.setInt(3, start.rung().level());
          statement.setInt(4, start.rung().round());
          statement.setTimestamp(5, Rows.timestamp(start.rung().roundBegan()));
          statement.setTimestamp(6, Rows.timestamp(start.at()));
          statement.setTimestamp(7, Rows.timestamp(start.dueAt()));
          statement.setBoolean(8, start.nobody());
          statement.setBoolean(9, acknowledgement.stops());
          statement.setObject(10, acknowledgement.expires() == null ? null : acknowledgement.expires().toMillis());
        });
    jdbc.batchUpdate(
        "update incident set escalation_level = ? where id = ?",
        starts,
        BATCH,
        (statement, start) -> {
          statement.setInt(1, start.rung().level());
          statement.setObject(2, start.incident());
        });
    jdbc.batchUpdate(
        "insert into timeline (incident, at, event, actor, reason, detail) values (?, ?, 'escalated', ?, ?, ?)",
        starts.stream().filter(start -> start.remark() != null).toList(),
        BATCH,
        (statement, start) -> {
          statement.setObject(1, start.incident());
          statement.setTimestamp(2, Rows.timestamp(start.at()));
          statement.setString(3, ACTOR);
          statement.setString(4, (start.nobody() ? Reason.NOBODY_ON_CALL : Reason.FIRST_NOTIFICATION).label());
          statement.setString(5, start.remark());
        });
  }

  private UUID version(EscalationPolicy policy) {
    String text = PolicyJson.write(policy);
    UUID id = UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
    jdbc.update(
        "insert into escalation_version (id, name, policy) values (?, ?, ?::json) on conflict do nothing",
        id, policy.name(), text);
    return id;
  }

  @Override
  public Optional<Timer> find(UUID incident) {
    return jdbc.query(
        """
        select t.level as t_level, t.round as t_round, t.round_began as t_round_began, t.entered_at as t_entered_at,
               t.due_at as t_due_at, t.paused_at as t_paused_at, t.hastened_by as t_hastened_by,
               t.hastened_note as t_hastened_note, t.version as t_version
        from escalation_timer t where t.incident = ?""",
        (rs, n) -> timer(rs),
        incident).stream().findFirst();
  }

  @Override
  public List<Due> due(Instant now, int limit) {
    rest(now);
    return jdbc.query(
        """
        select i.*, t.level as t_level, t.round as t_round, t.round_began as t_round_began, t.entered_at as t_entered_at,
               t.due_at as t_due_at, t.paused_at as t_paused_at, t.hastened_by as t_hastened_by,
               t.hastened_note as t_hastened_note, t.version as t_version,
               case when r.last_ok_at < ?::timestamptz - 3 * r.every_ms * interval '1 millisecond'
                 then greatest(r.last_ok_at, t.entered_at, t.watched_at) end as unwatched
        from escalation_timer t join incident i on i.id = t.incident left join rule r on r.id = i.rule
        where t.due_at <= ? and t.paused_at is null and i.status <> 'resolved'
        order by t.due_at limit ? for update of t, i skip locked""",
        (rs, n) -> new Due(Rows.incident(rs, ""), timer(rs), Rows.instant(rs, "unwatched")),
        Rows.timestamp(now),
        Rows.timestamp(now),
        limit);
  }

  /** What is due and yet is not to be told, whoever forgot to say so: timers of what is over go, of what waits rest. */
  private void rest(Instant now) {
    jdbc.update(
        """
        delete from escalation_timer t using incident i
        where i.id = t.incident and t.due_at <= ? and t.paused_at is null and i.status = 'resolved'""",
        Rows.timestamp(now));
    List<UUID> due = jdbc.queryForList(
        """
        select t.incident from escalation_timer t join incident i on i.id = t.incident
        where t.due_at <= ? and t.paused_at is null and t.hastened_by is null
          and (i.status = 'acknowledged' and t.ack_stops or i.held_since is not null or i.quiet_since is not null or i.snoozed_until > ?)
        for update of t skip locked""",
        UUID.class, Rows.timestamp(now), Rows.timestamp(now));
    settle(due, now);
  }

  private Timer timer(ResultSet rs) throws SQLException {
    return new Timer(
        policy(rs.getObject("t_version", UUID.class)),
        rung(rs, "t_"),
        Rows.must(rs, "t_entered_at"),
        Rows.instant(rs, "t_due_at"),
        Rows.instant(rs, "t_paused_at"),
        rs.getString("t_hastened_by"),
        rs.getString("t_hastened_note"));
  }

  private static Rung rung(ResultSet rs, String prefix) throws SQLException {
    return new Rung(rs.getInt(prefix + "level"), rs.getInt(prefix + "round"), Rows.must(rs, prefix + "round_began"));
  }

  private EscalationPolicy policy(UUID version) {
    synchronized (versions) {
      return versions.computeIfAbsent(version, id -> PolicyJson.read(
          jdbc.queryForObject("select policy from escalation_version where id = ?", String.class, id)));
    }
  }

  @Override
  public void postpone(Map<UUID, Duration> rested, Instant now) {
    jdbc.batchUpdate(
        "update escalation_timer set due_at = due_at + ? * interval '1 millisecond', watched_at = ? where incident = ?",
        List.copyOf(rested.entrySet()),
        BATCH,
        (statement, one) -> {
          statement.setLong(1, one.getValue().toMillis());
          statement.setTimestamp(2, Rows.timestamp(now));
          statement.setObject(3, one.getKey());
        });
  }

  /**
   * What a poll finds to be reckoned with after nobody has looked for a while. A sweep may have been faster. Of one that waits for
   * something else, too, nothing is taken back.
   */
  void reckon(List<Move.Rested> rested) {
    jdbc.batchUpdate(
        """
        update escalation_timer t set due_at = t.due_at + ? * interval '1 millisecond', watched_at = ?
        from incident i
        where t.incident = ? and i.id = t.incident and t.due_at is not null and t.entered_at <= ?
          and (t.watched_at is null or t.watched_at <= ?)
          and case when ? then t.paused_at is null
                   else t.paused_at is not null and not (i.status = 'acknowledged' and t.ack_stops)
                     and (i.snoozed_until is null or i.snoozed_until <= ?) end""",
        rested,
        BATCH,
        (statement, one) -> {
          statement.setLong(1, one.time().toMillis());
          statement.setTimestamp(2, Rows.timestamp(one.at()));
          statement.setObject(3, one.incident());
          statement.setTimestamp(4, Rows.timestamp(one.since()));
          statement.setTimestamp(5, Rows.timestamp(one.since()));
          statement.setBoolean(6, !one.time().isNegative());
          statement.setTimestamp(7, Rows.timestamp(one.since()));
        });
  }

  @Override
  public void climbed(List<Climbed> climbed) {
    if (climbed.isEmpty()) {
      return;
    }
    jdbc.update(
        """
        with climbed as (
          select * from unnest(?::uuid[], ?::integer[], ?::integer[], ?::timestamptz[], ?::timestamptz[], ?::timestamptz[], ?::boolean[],
                               ?::integer[], ?::text[], ?::text[], ?::text[])
            as c (incident, level, round, round_began, at, due_at, nobody, asked, actor, reason, remark)),
        timer as (
          update escalation_timer t
          set level = c.level, round = c.round, round_began = c.round_began, entered_at = c.at, due_at = c.due_at, nobody = c.nobody,
              hastened_by = null, hastened_note = null
          from climbed c where t.incident = c.incident),
        line as (
          insert into timeline (incident, at, event, actor, reason, detail)
          select incident, at, 'escalated', actor, reason, remark from climbed)
        update incident i set escalation_level = c.asked from climbed c where i.id = c.incident and i.escalation_level <> c.asked""",
        array(climbed, Climbed::incident, UUID[]::new),
        array(climbed, one -> one.rung().level(), Integer[]::new),
        array(climbed, one -> one.rung().round(), Integer[]::new),
        array(climbed, one -> Rows.timestamp(one.rung().roundBegan()), Timestamp[]::new),
        array(climbed, one -> Rows.timestamp(one.at()), Timestamp[]::new),
        array(climbed, one -> Rows.timestamp(one.dueAt()), Timestamp[]::new),
        array(climbed, Climbed::nobody, Boolean[]::new),
        array(climbed, Climbed::level, Integer[]::new),
        array(climbed, Climbed::actor, String[]::new),
        array(climbed, one -> one.reason().label(), String[]::new),
        array(climbed, Climbed::remark, String[]::new));
    // asked for by hand while somebody takes care of it: one level further, and it rests again
    List<Climbed> byHand = climbed.stream().filter(one -> one.reason() == Reason.BY_HAND).toList();
    if (!byHand.isEmpty()) {
      settle(byHand.stream().map(Climbed::incident).toList(), byHand.get(0).at());
    }
  }

  private static <T, V> V[] array(List<T> all, Function<T, V> value, IntFunction<V[]> array) {
    return all.stream().map(value).toArray(array);
  }

  @Override
  public void wake(Instant now) {
    List<UUID> awake = jdbc.queryForList(
        "select incident from escalation_timer where resume_at <= ? order by resume_at limit ? for update skip locked",
        UUID.class, Rows.timestamp(now), BATCH);
    settle(awake, now);
  }

  @Override
  public List<Incident> lapse(Instant now, int limit) {
    List<Incident> lapsed = jdbc.query(
        """
        select * from incident
        where status = 'acknowledged' and acknowledged_until <= ? and held_since is null and quiet_since is null
          and (snoozed_until is null or snoozed_until <= ?)
        order by acknowledged_until limit ? for update skip locked""",
        (rs, n) -> Rows.incident(rs, ""),
        Rows.timestamp(now),
        Rows.timestamp(now),
        limit);
    if (lapsed.isEmpty()) {
      return lapsed;
    }
    UUID[] ids = lapsed.stream().map(Incident::id).toArray(UUID[]::new);
    jdbc.update(
        """
        with line as (
          insert into timeline (incident, at, event, actor, reason, detail)
          select id, ?, 'unacknowledged', ?, ?, 'acknowledged by ' || coalesce(acknowledged_by, 'somebody') || ', nothing heard since'
          from incident where id = any(?))
        update incident set status = 'open', acknowledged_at = null, acknowledged_by = null, acknowledged_until = null
        where id = any(?)""",
        Rows.timestamp(now), ACTOR, Reason.ACKNOWLEDGEMENT_EXPIRED.label(), ids, ids);
    settle(List.of(ids), now);
    return lapsed;
  }

  @Override
  public boolean hasten(UUID incident, String by, @Nullable String note, Instant now) {
    return jdbc.update(
            """
            update escalation_timer set due_at = ?, paused_at = null, resume_at = null, hastened_by = ?, hastened_note = ?
            where incident = ? and due_at is not null and hastened_by is null""",
            Rows.timestamp(now), by, note, incident)
        > 0
        || jdbc.queryForObject(
            "select exists (select 1 from escalation_timer where incident = ? and hastened_by is not null)",
            Boolean.class, incident);
  }

  /**
   * Makes the timers of these incidents rest or go on, as the incidents are now, in the caller's transaction. One that goes
   * on has as much time left as it had.
   */
  void settle(List<UUID> incidents, Instant now) {
    if (incidents.isEmpty()) {
      return;
    }
    Timestamp at = Rows.timestamp(now);
    jdbc.update(
        """
        update escalation_timer t
        set paused_at = case when r.rests then coalesce(t.paused_at, ?) end,
            due_at = case when r.rests or t.paused_at is null then t.due_at
                          else t.due_at + (least(t.resume_at, ?) - t.paused_at) end,
            resume_at = case when r.rests then r.until end
        from (select i.id, i.quiet or i.snoozed_until > ? as rests, case when not i.quiet then i.snoozed_until end as until
              from (select s.id, s.snoozed_until, s.status = 'acknowledged' and w.ack_stops or s.held_since is not null
                             or s.quiet_since is not null as quiet
                    from incident s join escalation_timer w on w.incident = s.id where s.id = any(?)) i) r
        where t.incident = r.id and t.hastened_by is null""",
        at, at, at, incidents.toArray(UUID[]::new));
  }

  /** The incidents are over, in the caller's transaction. */
  void end(List<UUID> incidents) {
    jdbc.update("delete from escalation_timer where incident = any(?)", (Object) incidents.toArray(UUID[]::new));
  }

  @Override
  public List<Use> uses() {
    Map<UUID, List<Climbing>> climbing = new LinkedHashMap<>();
    Map<UUID, Long> counts = new HashMap<>();
    jdbc.query(
        """
        select * from (
          select t.*, i.title, row_number() over (partition by t.version order by i.opened_at, i.id) as place,
                 count(*) over (partition by t.version) as count
          from escalation_timer t join incident i on i.id = t.incident) u
        join escalation_version v on v.id = u.version
        where place <= ? order by v.name, v.id, place""",
        rs -> {
          UUID version = rs.getObject("version", UUID.class);
          counts.put(version, rs.getLong("count"));
          climbing.computeIfAbsent(version, id -> new ArrayList<>()).add(new Climbing(
              rs.getObject("incident", UUID.class), rs.getString("title"), rung(rs, ""), Rows.must(rs, "entered_at"),
              Rows.instant(rs, "due_at"), Rows.instant(rs, "paused_at")));
        },
        SHOWN);
    return climbing.entrySet().stream()
        .map(entry -> new Use(policy(entry.getKey()), entry.getValue(), counts.get(entry.getKey()))).toList();
  }
}

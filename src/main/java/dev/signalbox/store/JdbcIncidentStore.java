package dev.signalbox.store;

import dev.signalbox.delivery.Audience;
import dev.signalbox.delivery.Outbox;
import dev.signalbox.incident.ChangeKind;
import dev.signalbox.incident.Ended;
import dev.signalbox.incident.Former;
import dev.signalbox.incident.Hold;
import dev.signalbox.incident.Incident;
import dev.signalbox.incident.IncidentStore;
import dev.signalbox.incident.Move;
import dev.signalbox.incident.Outage;
import dev.signalbox.incident.Reason;
import dev.signalbox.incident.Spell;
import dev.signalbox.incident.Standing;
import dev.signalbox.incident.Status;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Incidents, their timeline and the standing of the rules. */
public final class JdbcIncidentStore implements IncidentStore {

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final Outbox outbox;
  private final Audience audience;
  private final Clock clock;
  private final Duration acknowledgementHolds;
  private final JdbcTimers timers;

  /** @param acknowledgementHolds how long, where the incident's escalation does not say; zero for good */
  public JdbcIncidentStore(
      JdbcTemplate jdbc,
      TransactionTemplate transaction,
      Outbox outbox,
      Audience audience,
      Clock clock,
      Duration acknowledgementHolds) {
    this.timers = new JdbcTimers(jdbc);
    this.acknowledgementHolds = acknowledgementHolds;
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.outbox = outbox;
    this.audience = audience;
    this.clock = clock;
  }

  @Override
  public Map<String, Spell> spells(String rule) {
    return new SpellReader(jdbc).spells(rule);
  }

  @Override
  public Optional<Outage> outage(String rule) {
    return new SpellReader(jdbc).outage(rule);
  }

  @Override
  public Map<String, Former> formers(String rule, Instant since) {
    return new SpellReader(jdbc).formers(rule, since);
  }

  @Override
  public Set<String> known(String rule, Collection<String> keys) {
    return new HashSet<>(
        jdbc.queryForList(
            """
            select key from incident where rule = ? and key = any(?)
            union select key from past_alert where rule = ? and key = any(?)""",
            String.class,
            rule,
            keys.toArray(String[]::new),
            rule,
            keys.toArray(String[]::new)));
  }

  @Override
  public void write(List<Move> moves) {
    new MoveWriter(jdbc).write(moves);
  }

  @Override
  public Optional<Incident> find(UUID id) {
    return jdbc.query("select * from incident where id = ?", (rs, n) -> Rows.incident(rs, ""), id).stream().findFirst();
  }

  @Override
  public List<Incident> list(@Nullable Boolean open, @Nullable String rule, @Nullable String key, int limit, int offset) {
    String standing = open == null ? "true" : open ? "status <> 'resolved'" : "status = 'resolved'";
    return newest(standing, rule, key, limit, offset);
  }

  @Override
  public List<Incident> held(@Nullable String rule, @Nullable String key, int limit, int offset) {
    return newest("held_since is not null", rule, key, limit, offset);
  }

  @Override
  public Map<Hold, Integer> holds() {
    Map<Hold, Integer> holds = new LinkedHashMap<>();
    jdbc.query(
        """
        select held_reason, held_detail, count(*) from incident where held_since is not null
        group by held_reason, held_detail order by min(held_since)""",
        rs -> {
          holds.put(new Hold(Reason.of(rs.getString(1)), rs.getString(2)), rs.getInt(3));
        });
    return holds;
  }

  private List<Incident> newest(String standing, @Nullable String rule, @Nullable String key, int limit, int offset) {
    StringBuilder sql = new StringBuilder("select * from incident where ").append(standing);
    List<Object> arguments = new ArrayList<>();
    if (rule != null) {
      sql.append(" and rule = ?");
      arguments.add(rule);
    }
    if (key != null) {
      sql.append(" and key = ?");
      arguments.add(key);
    }
    sql.append(" order by opened_at desc, id desc limit ? offset ?");
    arguments.add(limit);
    arguments.add(offset);
    return jdbc.query(sql.toString(), (rs, n) -> Rows.incident(rs, ""), arguments.toArray());
  }

  @Override
  public long countOpen() {
    return jdbc.queryForObject("select count(*) from incident where status <> 'resolved'", Long.class);
  }

  @Override
  public List<Incident> open(String schedule, int limit) {
    return jdbc.query(
        """
        select * from incident where status <> 'resolved' and schedule = ?
        order by array_position(array['critical', 'error', 'warning', 'info'], severity), opened_at, id limit ?""",
        (rs, n) -> Rows.incident(rs, ""),
        schedule,
        limit);
  }

  @Override
  public long countOpen(String schedule) {
    return jdbc.queryForObject(
        "select count(*) from incident where status <> 'resolved' and schedule = ?", Long.class, schedule);
  }

  @Override
  public Map<UUID, Standing> standings(Collection<UUID> incidents) {
    Map<UUID, Standing> standings = new HashMap<>();
    jdbc.query(
        """
        select id, opens, flapping_since, parent,
               case when mass then (select count(*) from incident c where c.parent = i.id) else 0 end as children
        from incident i where id = any(?) and (opens > 1 or flapping_since is not null or parent is not null or mass)""",
        rs -> {
          standings.put(
              rs.getObject("id", UUID.class),
              new Standing(
                  rs.getInt("opens"), Rows.instant(rs, "flapping_since"), rs.getObject("parent", UUID.class), rs.getInt("children")));
        },
        (Object) incidents.toArray(UUID[]::new));
    return standings;
  }

  @Override
  public List<Incident> children(UUID parent, int limit) {
    return jdbc.query(
        "select * from incident where parent = ? order by opened_at, id limit ?", (rs, n) -> Rows.incident(rs, ""), parent, limit);
  }

  @Override
  public List<TimelineEntry> timeline(UUID incident) {
    return jdbc.query(
        "select at, event, actor, reason, detail from timeline where incident = ? order by id",
        (rs, n) ->
            new TimelineEntry(
                Rows.must(rs, "at"), rs.getString("event"), rs.getString("actor"), rs.getString("reason"), rs.getString("detail")),
        incident);
  }

  @Override
  public Optional<Incident> acknowledge(UUID id, String by, @Nullable String note) {
    Instant now = clock.instant();
    String told = "Acknowledged by " + by + (note == null ? "" : ", " + note);
    return transaction.execute(
        status -> {
          Optional<Incident> after =
              act(
                  id,
                  "acknowledged",
                  by,
                  note,
                  """
                  update incident set status = 'acknowledged', acknowledged_at = ?, acknowledged_by = ?
                  where id = ? and status = 'open'""",
                  statement -> {
                    statement.setTimestamp(1, Rows.timestamp(now));
                    statement.setString(2, by);
                    statement.setObject(3, id);
                  },
                  () -> outbox.tell(id, ChangeKind.ACKNOWLEDGED, Reason.BY_HAND, now, told, audience.of(ChangeKind.ACKNOWLEDGED)));
          renew(id, now);
          return after;
        });
  }

  @Override
  public Optional<Incident> contradict(UUID id, String channel, String by, String note) {
    Instant now = clock.instant();
    return transaction.execute(
        status -> {
          Optional<Incident> incident =
              jdbc.query("select * from incident where id = ? for share", (rs, n) -> Rows.incident(rs, ""), id).stream()
                  .findFirst().filter(one -> !one.over());
          incident.ifPresent(
              one -> {
                record(id, "ticket_closed", by, Reason.STILL_THERE, note);
                outbox.tell(id, ChangeKind.REOPENED, Reason.STILL_THERE, now, note, List.of(channel));
              });
          return incident;
        });
  }

  @Override
  public Optional<Incident> resolve(UUID id, String by, @Nullable String note) {
    Instant now = clock.instant();
    return transaction.execute(
        status -> {
          Optional<Incident> after =
              act(
                  id,
                  "resolved",
                  by,
                  note,
                  """
                  update incident set status = 'resolved', resolved_at = ?, held_reason = null, held_detail = null, held_since = null
                  where id = ? and status <> 'resolved'""",
                  statement -> {
                    statement.setTimestamp(1, Rows.timestamp(now));
                    statement.setObject(2, id);
                  },
                  () -> {
                    timers.end(List.of(id)); // before the end is owed: a sweep that was faster has owed its level by then
                    outbox.close(List.of(new Ended(id, Reason.BY_HAND, null)), now);
                  });
          return after;
        });
  }

  @Override
  public Optional<Incident> snooze(UUID id, String by, Instant until, @Nullable String note) {
    return act(
        id,
        "snoozed",
        by,
        note == null ? "until " + until : "until " + until + ": " + note,
        "update incident set snoozed_until = ? where id = ? and status <> 'resolved'",
        statement -> {
          statement.setTimestamp(1, Rows.timestamp(until));
          statement.setObject(2, id);
        });
  }

  @Override
  public Optional<Incident> unacknowledge(UUID id, String by, @Nullable String note) {
    return act(
        id,
        "unacknowledged",
        by,
        note,
        """
        update incident set status = 'open', acknowledged_at = null, acknowledged_by = null, acknowledged_until = null
        where id = ? and status = 'acknowledged'""",
        statement -> statement.setObject(1, id),
        () -> tell(id, ChangeKind.UNACKNOWLEDGED, "No longer acknowledged, says " + by + (note == null ? "" : ", " + note), null));
  }

  @Override
  public Optional<Incident> assign(
      UUID id, @Nullable String assignee, String by, @Nullable String note, @Nullable String channel) {
    String to = assignee == null ? "to nobody" : "to " + assignee;
    return act(
        id,
        "assigned",
        by,
        to + (note == null ? "" : ": " + note),
        "update incident set assignee = ? where id = ? and status <> 'resolved' and assignee is distinct from ?",
        statement -> {
          statement.setString(1, assignee);
          statement.setObject(2, id);
          statement.setString(3, assignee);
        },
        () -> tell(id, ChangeKind.HANDED_OVER, "Given %s by %s%s".formatted(to, by, note == null ? "" : ", " + note), channel));
  }

  @Override
  public void comment(UUID id, String by, String text, @Nullable String channel) {
    transaction.executeWithoutResult(
        status -> {
          note(id, by, text);
          renew(id, clock.instant());
          tell(id, ChangeKind.NOTED, by + " " + text, channel);
        });
  }

  @Override
  public void note(UUID id, String by, String text) {
    record(id, "commented", by, Reason.BY_HAND, text);
  }

  /** Something is being done about it: from now on its acknowledgement holds as long as if it were made now. */
  private void renew(UUID id, Instant now) {
    jdbc.update(
        """
        update incident i
        set acknowledged_until = ?::timestamptz + nullif(coalesce(
              (select t.ack_expires_ms from escalation_timer t where t.incident = i.id), ?), 0) * interval '1 millisecond'
        where i.id = ? and i.status = 'acknowledged'""",
        Rows.timestamp(now),
        acknowledgementHolds.toMillis(),
        id);
  }

  /** @param except where it comes from; null for nowhere */
  private void tell(UUID id, ChangeKind kind, String note, @Nullable String except) {
    Set<String> channels = new HashSet<>(audience.of(kind));
    channels.remove(except);
    outbox.tell(id, kind, Reason.BY_HAND, clock.instant(), note, channels);
  }

  private Optional<Incident> act(
      UUID id, String event, String by, @Nullable String note, String sql, Setter setter) {
    return act(id, event, by, note, sql, setter, () -> {});
  }

  /** @param news what follows if anything changed, in the same transaction */
  private Optional<Incident> act(
      UUID id, String event, String by, @Nullable String note, String sql, Setter setter, Runnable news) {
    return transaction.execute(
        status -> {
          if (jdbc.update(sql, setter::set) > 0) {
            record(id, event, by, Reason.BY_HAND, note);
            timers.settle(List.of(id), clock.instant());
            renew(id, clock.instant());
            news.run();
          }
          return find(id);
        });
  }

  private void record(UUID id, String event, String by, Reason reason, @Nullable String note) {
    jdbc.update(
        "insert into timeline (incident, at, event, actor, reason, detail) values (?, ?, ?, ?, ?, ?)",
        id,
        Rows.timestamp(clock.instant()),
        event,
        by,
        reason.label(),
        note);
  }

  @FunctionalInterface
  private interface Setter {
    void set(PreparedStatement statement) throws SQLException;
  }

  @Override
  public List<RuleStatus> rules() {
    return jdbc.query(
        """
        select r.*, coalesce(i.open, 0) as open_incidents
        from rule r left join (select rule, count(*) as open from incident where status <> 'resolved' group by rule) i on i.rule = r.id
        where retired_at is null order by id""",
        (rs, n) ->
            new RuleStatus(
                rs.getString("id"),
                rs.getString("description"),
                Duration.ofMillis(rs.getLong("every_ms")),
                Rows.instant(rs, "last_poll_at"),
                rs.getObject("last_poll_ok", Boolean.class),
                rs.getInt("rows"),
                rs.getLong("open_incidents"),
                rs.getInt("failures"),
                rs.getString("error")));
  }
}

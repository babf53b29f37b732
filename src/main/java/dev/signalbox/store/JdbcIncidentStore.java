package dev.signalbox.store;

import dev.signalbox.delivery.Audience;
import dev.signalbox.delivery.Outbox;
import dev.signalbox.incident.Former;
import dev.signalbox.incident.Hold;
import dev.signalbox.incident.Incident;
import dev.signalbox.incident.IncidentStore;
import dev.signalbox.incident.Move;
import dev.signalbox.incident.Outage;
import dev.signalbox.incident.Reason;
import dev.signalbox.incident.Spell;
import dev.signalbox.incident.Standing;
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
  private final Deeds deeds;

  /** @param acknowledgementHolds how long, where the incident's escalation does not say; zero for good */
  public JdbcIncidentStore(
      JdbcTemplate jdbc,
      TransactionTemplate transaction,
      Outbox outbox,
      Audience audience,
      Clock clock,
      Duration acknowledgementHolds) {
    this.jdbc = jdbc;
    this.deeds = new Deeds(jdbc, transaction, outbox, audience, clock, acknowledgementHolds);
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
    return deeds.find(id);
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
    return deeds.acknowledge(id, by, note);
  }

  @Override
  public Optional<Incident> contradict(UUID id, String channel, String by, String note) {
    return deeds.contradict(id, channel, by, note);
  }

  @Override
  public Optional<Incident> resolve(UUID id, String by, @Nullable String note) {
    return deeds.resolve(id, by, note);
  }

  @Override
  public Optional<Incident> snooze(UUID id, String by, Instant until, @Nullable String note) {
    return deeds.snooze(id, by, until, note);
  }

  @Override
  public Optional<Incident> unacknowledge(UUID id, String by, @Nullable String note) {
    return deeds.unacknowledge(id, by, note);
  }

  @Override
  public Optional<Incident> assign(
      UUID id, @Nullable String assignee, String by, @Nullable String note, @Nullable String channel) {
    return deeds.assign(id, assignee, by, note, channel);
  }

  @Override
  public void comment(UUID id, String by, String text, @Nullable String channel) {
    deeds.comment(id, by, text, channel);
  }

  @Override
  public void note(UUID id, String by, String text) {
    deeds.note(id, by, text);
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

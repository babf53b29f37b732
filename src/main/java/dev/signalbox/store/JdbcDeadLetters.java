package dev.signalbox.store;

import dev.signalbox.delivery.DeadLetter;
import dev.signalbox.delivery.DeadLetters;
import dev.signalbox.incident.Reason;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Dead letters in one table; a replay puts the delivery itself back into the outbox. */
public final class JdbcDeadLetters implements DeadLetters {

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final Clock clock;

  public JdbcDeadLetters(JdbcTemplate jdbc, TransactionTemplate transaction, Clock clock) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.clock = clock;
  }

  @Override
  public void bury(DeadLetter letter) {
    insert(letter, null);
  }

  @Override
  public void buryRow(DeadLetter letter, String of) {
    insert(letter, of);
  }

  private void insert(DeadLetter letter, @Nullable String of) {
    jdbc.update(
        """
        insert into dead_letter (id, at, source, rule, channel, address, delivery, incident, payload, reason, attempts, row_of)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing""",
        letter.id(),
        Timestamp.from(letter.at()),
        letter.source(),
        letter.rule(),
        letter.channel(),
        letter.address(),
        letter.deliveryId(),
        letter.incidentId(),
        letter.payload(),
        letter.reason(),
        letter.attempts(),
        of);
  }

  @Override
  public List<DeadLetter> list(@Nullable String channel, @Nullable String status, int limit, int offset) {
    StringBuilder sql = new StringBuilder("select * from dead_letter where true");
    List<Object> arguments = new ArrayList<>();
    if (channel != null) {
      sql.append(" and channel = ?");
      arguments.add(channel);
    }
    if (status != null) {
      sql.append(" and status = ?");
      arguments.add(status);
    }
    sql.append(" order by at desc, id desc limit ? offset ?");
    arguments.add(limit);
    arguments.add(offset);
    return jdbc.query(sql.toString(), JdbcDeadLetters::letter, arguments.toArray());
  }

  @Override
  public Optional<DeadLetter> find(UUID id) {
    return jdbc.query("select * from dead_letter where id = ?", JdbcDeadLetters::letter, id).stream().findFirst();
  }

  @Override
  public Replay replay(UUID id, boolean force, String by) {
    return transaction.execute(status -> replayLocked(id, force, by));
  }

  private Replay replayLocked(UUID id, boolean force, String by) {
    Optional<DeadLetter> found =
        jdbc.query("select * from dead_letter where id = ? for update", JdbcDeadLetters::letter, id).stream().findFirst();
    if (found.isEmpty()) {
      return new Replay(false, "There is no dead letter " + id + ".");
    }
    DeadLetter letter = found.get();
    if (letter.status().equals("replayed")) {
      return new Replay(true, "It has been replayed already.");
    }
    if (letter.status().equals("discarded")) {
      return new Replay(false, "It was discarded.");
    }
    if (letter.source().equals("hook")) {
      return rehear(letter, by);
    }
    if (letter.source().equals("route") && letter.incidentId() != null && isAnnouncement(letter.incidentId())) {
      return announceAgain(letter, force, by);
    }
    if (letter.deliveryId() == null) {
      return new Replay(
          false, "A row or a route's exchange is not replayed: repair the row or the route, the next poll reads it again.");
    }
    Boolean openAgain =
        jdbc.queryForObject(
            """
            select d.kind = 'resolved' and coalesce(i.status <> 'resolved', case when g.id is not null then g.closed_at is null end, false)
            from delivery d left join incident i on i.id = d.incident left join message_group g on g.id = d.incident where d.id = ?""",
            Boolean.class,
            letter.deliveryId());
    if (Boolean.TRUE.equals(openAgain) && !force) {
      return new Replay(false, "The incident is open again: sending its end now would hide it. Force it if you mean it.");
    }
    String over =
        jdbc.queryForObject(
            """
            select case when d.kind <> 'resolved' then coalesce(case when i.status = 'resolved' then i.resolved_at end, g.closed_at)::text end
            from delivery d left join incident i on i.id = d.incident left join message_group g on g.id = d.incident where d.id = ?""",
            String.class,
            letter.deliveryId());
    if (over != null && !force) {
      return new Replay(false, "The incident is over since " + over + ": sending its opening now would alarm for nothing. Force it if you mean it.");
    }
    Boolean openedSince =
        jdbc.queryForObject(
            """
            select d.kind <> 'resolved' and exists (
              select 1 from delivery o where o.incident = d.incident and o.channel = d.channel and o.address = d.address
                and o.kind in ('opened', 'reopened') and o.status in ('sent', 'pending') and o.seq > d.seq)
            from delivery d where d.id = ?""",
            Boolean.class,
            letter.deliveryId());
    if (Boolean.TRUE.equals(openedSince) && !force) {
      return new Replay(false, "That place has been told since, or is about to be: this would tell it a second time. Force it if you mean it.");
    }
    // it may have been taken after all, as long ago as it was given up: whoever can look looks before telling it again
    jdbc.update(
        """
        update delivery set status = 'pending', due_at = ?, unsure_since = coalesce(unsure_since, created_at), created_at = ?, attempts = 0,
          last_error = ?
        where id = ? and status = 'dead'""",
        Timestamp.from(clock.instant()),
        Timestamp.from(clock.instant()),
        Reason.REPLAYED.label(),
        letter.deliveryId());
    if (over != null) {
      oweEnd(letter.deliveryId());
    }
    decide(id, "replayed", by);
    return new Replay(true, "It will be sent again.");
  }

  private boolean isAnnouncement(UUID id) {
    return jdbc.queryForObject("select exists (select 1 from announcement where id = ?)", Boolean.class, id);
  }

  /** What was announced, and a step of its route did not pass on, gives its name back. */
  private Replay announceAgain(DeadLetter letter, boolean force, String by) {
    int told = jdbc.queryForObject(
        "select count(*) from delivery where incident = ? and status not in ('dead', 'suppressed')", Integer.class, letter.incidentId());
    if (told > 0 && !force) {
      return new Replay(false, "%d of its places have been told: they would be told again. Force it if you mean it.".formatted(told));
    }
    for (String table : List.of("report", "enclosure", "document")) {
      jdbc.update("delete from " + table + " where announcement = ?", letter.incidentId());
    }
    jdbc.update(
        "update announcement set key = key || ', given up at ' || ?::text where id = ?", Timestamp.from(clock.instant()), letter.incidentId());
    decide(letter.id(), "replayed", by);
    return new Replay(true, "It will be announced again by the next poll, if it is still due.");
  }

  /** What another system told is read again, as if it had just come. */
  private Replay rehear(DeadLetter letter, String by) {
    int again =
        jdbc.update(
            """
            update hook_call c set status = 'waiting', due_at = ?, attempts = 0, claim = null
            from dead_letter d where d.id = ? and c.number = d.hook_call and c.status = 'quarantined'""",
            Timestamp.from(clock.instant()),
            letter.id());
    if (again == 0) {
      return new Replay(false, "The call is not kept any more: ask the other system to send it again.");
    }
    decide(letter.id(), "replayed", by);
    return new Replay(true, "It will be read again.");
  }

  /** What is sent open is sent closed, even if it is opened late and by hand. */
  private void oweEnd(UUID delivery) {
    jdbc.update(
        """
        insert into delivery (id, incident, rule, channel, address, kind, reason, priority, at, context, status, due_at, created_at)
        select gen_random_uuid(), incident, rule, channel, address, 'resolved', ?, priority, ?, context, 'pending', due_at, created_at
        from delivery where id = ?
        on conflict do nothing""",
        Reason.REPLAYED.label(),
        Timestamp.from(clock.instant()),
        delivery);
  }

  @Override
  public boolean discard(UUID id, String by) {
    return decide(id, "discarded", by);
  }

  private boolean decide(UUID id, String status, String by) {
    return jdbc.update(
            "update dead_letter set status = ?, decided_by = ?, decided_at = ? where id = ? and status = 'dead'",
            status,
            by,
            Timestamp.from(clock.instant()),
            id)
        > 0;
  }

  @Override
  public long waiting() {
    return jdbc.queryForObject("select count(*) from dead_letter where status = 'dead'", Long.class);
  }

  private static DeadLetter letter(ResultSet rs, int n) throws SQLException {
    return new DeadLetter(
        rs.getObject("id", UUID.class),
        Rows.must(rs, "at"),
        rs.getString("source"),
        rs.getString("rule"),
        rs.getString("channel"),
        rs.getString("address"),
        rs.getObject("delivery", UUID.class),
        rs.getObject("incident", UUID.class),
        rs.getString("payload"),
        rs.getString("reason"),
        rs.getInt("attempts"),
        rs.getString("status"));
  }
}

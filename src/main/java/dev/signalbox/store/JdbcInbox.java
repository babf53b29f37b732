package dev.signalbox.store;

import dev.signalbox.inbound.Inbox;
import dev.signalbox.inbound.Received;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** The inbox in one table, claimed as the outbox is. */
public final class JdbcInbox implements Inbox {

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final Clock clock;

  public JdbcInbox(JdbcTemplate jdbc, TransactionTemplate transaction, Clock clock) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.clock = clock;
  }

  @Override
  public boolean accept(String hook, @Nullable String id, byte[] body) {
    Timestamp now = Timestamp.from(clock.instant());
    return jdbc.update(
            """
            insert into hook_call (hook, call_id, body, received_at, due_at) values (?, ?, ?, ?, ?)
            on conflict do nothing""",
            hook, id, body, now, now)
        > 0;
  }

  @Override
  public Optional<Received> claim(String hook, Duration lease) {
    UUID claim = UUID.randomUUID();
    Instant now = clock.instant();
    return jdbc.query(
        """
        with due as (
          select number from hook_call where hook = ? and status = 'waiting' and due_at <= ?
          order by number limit 1 for update skip locked)
        update hook_call c set claim = ?, due_at = ?, attempts = attempts + 1 from due where c.number = due.number
        returning c.number, c.hook, c.body, c.received_at, c.attempts""",
        (rs, n) -> new Received(
            rs.getLong("number"), claim, rs.getString("hook"), rs.getBytes("body"), Rows.must(rs, "received_at"), rs.getInt("attempts")),
        hook, Timestamp.from(now), claim, Timestamp.from(now.plus(lease))).stream().findFirst();
  }

  /** Its body goes: nobody needs it any more, and it may hold tokens of the other side. */
  @Override
  public void done(Received received, String result) {
    jdbc.update(
        """
        update hook_call set status = 'done', result = ?, body = ''
        where number = ? and claim = ? and status = 'waiting'""",
        result, received.number(), received.claim());
  }

  @Override
  public void later(Received received, Duration wait, String reason) {
    jdbc.update(
        "update hook_call set due_at = ?, result = ? where number = ? and claim = ? and status = 'waiting'",
        Timestamp.from(clock.instant().plus(wait)), reason, received.number(), received.claim());
  }

  @Override
  public void quarantine(Received received, String excerpt, String reason) {
    transaction.executeWithoutResult(status -> {
      int held = jdbc.update(
          "update hook_call set status = 'quarantined', result = ? where number = ? and claim = ? and status = 'waiting'",
          reason, received.number(), received.claim());
      if (held > 0) {
        jdbc.update(
            """
            insert into dead_letter (id, at, source, channel, payload, reason, attempts, hook_call)
            values (?, ?, 'hook', ?, ?, ?, ?, ?)""",
            Ids.next(clock), Timestamp.from(clock.instant()), received.hook(), excerpt, reason, received.attempts(), received.number());
      }
    });
  }

  @Override
  public int forget(Duration olderThan) {
    return jdbc.update(
        """
        delete from hook_call c where status <> 'waiting' and received_at < ?
          and not exists (select 1 from dead_letter d where d.hook_call = c.number and d.status = 'dead')""",
        Timestamp.from(clock.instant().minus(olderThan)));
  }
}

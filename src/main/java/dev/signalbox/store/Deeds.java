package dev.signalbox.store;

import dev.signalbox.delivery.Audience;
import dev.signalbox.delivery.Outbox;
import dev.signalbox.incident.ChangeKind;
import dev.signalbox.incident.Ended;
import dev.signalbox.incident.Incident;
import dev.signalbox.incident.Reason;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** What people do with an incident: each is one transaction with its line in the timeline and the news of it. */
final class Deeds {

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final Outbox outbox;
  private final Audience audience;
  private final Clock clock;
  private final Duration acknowledgementHolds;
  private final JdbcTimers timers;

  /** @param acknowledgementHolds see {@link JdbcIncidentStore} */
  Deeds(
      JdbcTemplate jdbc,
      TransactionTemplate transaction,
      Outbox outbox,
      Audience audience,
      Clock clock,
      Duration acknowledgementHolds) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.outbox = outbox;
    this.audience = audience;
    this.clock = clock;
    this.acknowledgementHolds = acknowledgementHolds;
    this.timers = new JdbcTimers(jdbc);
  }

  Optional<Incident> find(UUID id) {
    return jdbc.query("select * from incident where id = ?", (rs, n) -> Rows.incident(rs, ""), id).stream().findFirst();
  }

  Optional<Incident> acknowledge(UUID id, String by, @Nullable String note) {
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

  Optional<Incident> contradict(UUID id, String channel, String by, String note) {
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

  Optional<Incident> resolve(UUID id, String by, @Nullable String note) {
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

  Optional<Incident> snooze(UUID id, String by, Instant until, @Nullable String note) {
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

  Optional<Incident> unacknowledge(UUID id, String by, @Nullable String note) {
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

  Optional<Incident> assign(
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

  void comment(UUID id, String by, String text, @Nullable String channel) {
    transaction.executeWithoutResult(
        status -> {
          note(id, by, text);
          renew(id, clock.instant());
          tell(id, ChangeKind.NOTED, by + " " + text, channel);
        });
  }

  void note(UUID id, String by, String text) {
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
}

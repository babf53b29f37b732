package dev.signalbox.store;

import dev.signalbox.incident.Incident;
import dev.signalbox.incident.Move;
import dev.signalbox.incident.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes the moves of a poll: one batch of statements per kind, in the caller's transaction. */
final class MoveWriter {

  private static final String ACTOR = "signalbox";
  private static final int BATCH = 500;

  private final JdbcTemplate jdbc;
  private final List<Move.Open> opened = new ArrayList<>();
  private final List<Move.Reopen> reopened = new ArrayList<>();
  private final List<Move.Flap> flapped = new ArrayList<>();
  private final List<Move.Refresh> refreshed = new ArrayList<>();
  private final List<Move.Missed> missed = new ArrayList<>();
  private final List<Move.End> ended = new ArrayList<>();
  private final List<Line> lines = new ArrayList<>();

  private record Line(UUID incident, Instant at, String event, Reason reason, @Nullable String detail) {}

  MoveWriter(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  void write(List<Move> moves) {
    for (Move move : moves) {
      if (move instanceof Move.Open open) {
        opened.add(open);
        lines.add(new Line(open.incident().id(), open.incident().openedAt(), open.reason() == Reason.ADOPTED ? "adopted" : "opened", open.reason(), null));
      } else if (move instanceof Move.Reopen reopen) {
        reopened.add(reopen);
        lines.add(new Line(reopen.incident().id(), reopen.at(), "reopened", reopen.reason(), reopen.detail()));
      } else if (move instanceof Move.Flap flap) {
        flapped.add(flap);
        if (flap.event() != null) {
          lines.add(new Line(flap.incident(), flap.at(), flap.event(), flap.reason(), flap.detail()));
        }
      } else if (move instanceof Move.Refresh refresh) {
        refreshed.add(refresh);
        if (refresh.reason() != null) {
          String event = refresh.reason() == Reason.SEVERITY_ROSE ? "worsened" : "repeated";
          lines.add(new Line(refresh.incident(), refresh.at(), event, refresh.reason(), null));
        }
      } else if (move instanceof Move.Missed miss) {
        missed.add(miss);
      } else if (move instanceof Move.End end) {
        ended.add(end);
      }
    }
    insertOpened();
    updateReopened();
    updateFlapped();
    updateRefreshed();
    updateMissed();
    updateEnded();
    insertLines();
  }

  private void insertOpened() {
    jdbc.batchUpdate(
        """
        insert into incident (id, rule, key, status, severity, title, row, fingerprint, opened_at, resolved_at, gone_at,
                              next_repeat_at, assignee, schedule)
        values (?, ?, ?, ?, ?, ?, ?::json, ?, ?, ?, ?, ?, ?, ?)""",
        opened,
        BATCH,
        (statement, open) -> {
          Incident incident = open.incident();
          statement.setObject(1, incident.id());
          statement.setString(2, incident.alert().rule());
          statement.setString(3, incident.alert().key());
          statement.setString(4, incident.status().label());
          statement.setString(5, incident.severity().label());
          statement.setString(6, incident.title());
          statement.setString(7, Rows.json(incident.row()));
          statement.setLong(8, open.fingerprint());
          statement.setTimestamp(9, Rows.timestamp(incident.openedAt()));
          statement.setTimestamp(10, Rows.timestamp(incident.resolvedAt()));
          statement.setTimestamp(11, incident.over() ? Rows.timestamp(incident.resolvedAt()) : null);
          statement.setTimestamp(12, Rows.timestamp(open.nextRepeatAt()));
          statement.setString(13, incident.assignee());
          statement.setString(14, incident.schedule());
        });
  }

  /** Whatever a person decided about the time before counts no more, but for a snooze, which ends by itself. */
  private void updateReopened() {
    jdbc.batchUpdate(
        """
        update incident set status = 'open', severity = ?, row = ?::json, fingerprint = ?, resolved_at = null, gone_at = null,
               acknowledged_at = null, acknowledged_by = null, missed = 0, repeats = 0, next_repeat_at = ?, escalation_level = 0,
               assignee = ?, schedule = ?, opens = ?, open_times = ?, flapping_since = ?, quiet_since = null
        where id = ?""",
        reopened,
        BATCH,
        (statement, reopen) -> {
          Incident incident = reopen.incident();
          statement.setString(1, incident.severity().label());
          statement.setString(2, Rows.json(incident.row()));
          statement.setLong(3, reopen.fingerprint());
          statement.setTimestamp(4, Rows.timestamp(reopen.nextRepeatAt()));
          statement.setString(5, incident.assignee());
          statement.setString(6, incident.schedule());
          statement.setInt(7, reopen.flapping().opens());
          statement.setArray(8, Rows.instants(statement, reopen.flapping().lately()));
          statement.setTimestamp(9, Rows.timestamp(reopen.flapping().since()));
          statement.setObject(10, incident.id());
        });
  }

  private void updateFlapped() {
    jdbc.batchUpdate(
        "update incident set opens = ?, open_times = ?, flapping_since = ?, quiet_since = ?, missed = 0 where id = ?",
        flapped,
        BATCH,
        (statement, flap) -> {
          statement.setInt(1, flap.flapping().opens());
          statement.setArray(2, Rows.instants(statement, flap.flapping().lately()));
          statement.setTimestamp(3, Rows.timestamp(flap.flapping().since()));
          statement.setTimestamp(4, Rows.timestamp(flap.flapping().quietSince()));
          statement.setObject(5, flap.incident());
        });
  }

  private void updateRefreshed() {
    jdbc.batchUpdate(
        """
        update incident set row = ?::json, fingerprint = ?, severity = ?, repeats = ?, next_repeat_at = ?, missed = 0
        where id = ?""",
        refreshed,
        BATCH,
        (statement, refresh) -> {
          statement.setString(1, Rows.json(refresh.row()));
          statement.setLong(2, refresh.fingerprint());
          statement.setString(3, refresh.severity().label());
          statement.setInt(4, refresh.repeats());
          statement.setTimestamp(5, Rows.timestamp(refresh.nextRepeatAt()));
          statement.setObject(6, refresh.incident());
        });
  }

  private void updateMissed() {
    jdbc.batchUpdate(
        "update incident set missed = ? where id = ?",
        missed,
        BATCH,
        (statement, miss) -> {
          statement.setInt(1, miss.missed());
          statement.setObject(2, miss.incident());
        });
  }

  /** The line in the timeline is written only where this is the end: a person may have resolved the incident before. */
  private void updateEnded() {
    jdbc.batchUpdate(
        """
        with line as (
          insert into timeline (incident, at, event, actor, reason, detail)
          select id, ?, 'resolved', ?, ?, ? from incident where id = ? and status <> 'resolved')
        update incident set gone_at = ?, status = 'resolved', resolved_at = coalesce(resolved_at, ?),
               flapping_since = null, quiet_since = null
        where id = ?""",
        ended,
        BATCH,
        (statement, end) -> {
          statement.setTimestamp(1, Rows.timestamp(end.at()));
          statement.setString(2, ACTOR);
          statement.setString(3, end.reason().label());
          statement.setString(4, end.detail());
          statement.setObject(5, end.incident());
          statement.setTimestamp(6, Rows.timestamp(end.at()));
          statement.setTimestamp(7, Rows.timestamp(end.at()));
          statement.setObject(8, end.incident());
        });
  }

  private void insertLines() {
    jdbc.batchUpdate(
        "insert into timeline (incident, at, event, actor, reason, detail) values (?, ?, ?, ?, ?, ?)",
        lines,
        BATCH,
        (statement, line) -> {
          statement.setObject(1, line.incident());
          statement.setTimestamp(2, Rows.timestamp(line.at()));
          statement.setString(3, line.event());
          statement.setString(4, ACTOR);
          statement.setString(5, line.reason().label());
          statement.setString(6, line.detail());
        });
  }
}

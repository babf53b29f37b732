package dev.signalbox.store;

import dev.signalbox.incident.Held;
import dev.signalbox.incident.Hold;
import dev.signalbox.incident.Incident;
import dev.signalbox.incident.Move;
import dev.signalbox.incident.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes the moves of a poll: one batch of statements per kind, in the caller's transaction. */
final class MoveWriter {

  private static final String ACTOR = "signalbox";
  private static final int BATCH = 500;
  private static final Duration WORTH_A_LINE = Duration.ofMinutes(1);

  private final JdbcTemplate jdbc;
  private final JdbcTimers timers;
  private final List<Move.Open> opened = new ArrayList<>();
  private final Set<UUID> outbreaks = new HashSet<>();
  private final List<Move.Attach> attached = new ArrayList<>();
  private final List<Move.Reopen> reopened = new ArrayList<>();
  private final List<Move.Flap> flapped = new ArrayList<>();
  private final List<Move.Refresh> refreshed = new ArrayList<>();
  private final List<Move.Missed> missed = new ArrayList<>();
  private final List<Move.Hold> held = new ArrayList<>();
  private final List<Move.Release> released = new ArrayList<>();
  private final List<Move.Rested> rested = new ArrayList<>();
  private final List<Move.Tell> told = new ArrayList<>();
  private final List<Move.End> ended = new ArrayList<>();
  private final List<Line> lines = new ArrayList<>();

  private record Line(UUID incident, Instant at, String event, Reason reason, @Nullable String detail) {

    static Line of(UUID incident, Instant at, String event, Reason reason) {
      return new Line(incident, at, event, reason, null);
    }

    static Line held(UUID incident, Instant at, Hold hold) {
      return new Line(incident, at, "held", hold.reason(), hold.detail());
    }
  }

  MoveWriter(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
    this.timers = new JdbcTimers(jdbc);
  }

  void write(List<Move> moves) {
    for (Move move : moves) {
      if (move instanceof Move.Open open) {
        opened.add(open);
        Incident incident = open.incident();
        String event = open.reason() == Reason.ADOPTED ? "adopted" : "opened";
        lines.add(Line.of(incident.id(), incident.openedAt(), event, open.reason()));
        if (incident.held() != null) {
          lines.add(Line.held(incident.id(), incident.openedAt(), incident.held().hold()));
        }
      } else if (move instanceof Move.Outbreak outbreak) {
        Incident incident = outbreak.incident();
        opened.add(new Move.Open(incident, outbreak.fingerprint(), outbreak.nextRepeatAt(), Reason.MASS_OUTAGE));
        outbreaks.add(incident.id());
        lines.add(Line.of(incident.id(), incident.openedAt(), "opened", Reason.MASS_OUTAGE));
        if (incident.held() != null) {
          lines.add(Line.held(incident.id(), incident.openedAt(), incident.held().hold()));
        }
      } else if (move instanceof Move.Attach attach) {
        attached.add(attach);
      } else if (move instanceof Move.Reopen reopen) {
        reopened.add(reopen);
        lines.add(new Line(reopen.incident().id(), reopen.at(), "reopened", reopen.reason(), reopen.detail()));
        if (reopen.incident().held() != null) {
          held.add(new Move.Hold(reopen.incident().id(), reopen.incident().held(), reopen.at()));
          lines.add(Line.held(reopen.incident().id(), reopen.at(), reopen.incident().held().hold()));
        }
      } else if (move instanceof Move.Flap flap) {
        flapped.add(flap);
        if (flap.event() != null) {
          lines.add(new Line(flap.incident(), flap.at(), flap.event(), flap.reason(), flap.detail()));
        }
      } else if (move instanceof Move.Refresh refresh) {
        refreshed.add(refresh);
        if (refresh.reason() != null) {
          String event = refresh.reason() == Reason.SEVERITY_ROSE ? "worsened" : "repeated";
          lines.add(Line.of(refresh.incident(), refresh.at(), event, refresh.reason()));
        }
      } else if (move instanceof Move.Missed miss) {
        missed.add(miss);
      } else if (move instanceof Move.Hold hold) {
        held.add(hold);
        lines.add(Line.held(hold.incident(), hold.at(), hold.held().hold()));
      } else if (move instanceof Move.Release release) {
        released.add(release);
        String detail = release.was().summary(release.at());
        lines.add(new Line(release.incident(), release.at(), "released", Reason.HOLD_ENDED, detail));
      } else if (move instanceof Move.Rested rest) {
        rested.add(rest);
        if (rest.time().compareTo(WORTH_A_LINE) >= 0) {
          String detail = "%d min of it passed while nobody looked, and do not count".formatted(rest.time().toMinutes());
          lines.add(new Line(rest.incident(), rest.at(), "rested", Reason.IN_MAINTENANCE, detail));
        }
      } else if (move instanceof Move.Tell tell) {
        told.add(tell);
        lines.add(Line.of(tell.incident().id(), tell.at(), "told", Reason.HOLD_ENDED));
      } else if (move instanceof Move.End end) {
        ended.add(end);
      }
    }
    insertOpened();
    updateReopened();
    updateFlapped();
    updateRefreshed();
    updateMissed();
    timers.reckon(rested);
    updateHeld();
    updateReleased();
    updateTold();
    attach();
    updateEnded();
    insertLines();
  }

  private void insertOpened() {
    jdbc.batchUpdate(
        """
        insert into incident (id, rule, key, status, severity, title, row, fingerprint, opened_at, resolved_at, gone_at,
                              next_repeat_at, assignee, schedule, held_reason, held_detail, held_since, told_at, mass)
        values (?, ?, ?, ?, ?, ?, ?::json, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
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
          Held by = incident.held();
          statement.setString(15, by == null ? null : by.hold().reason().label());
          statement.setString(16, by == null ? null : by.hold().detail());
          statement.setTimestamp(17, by == null ? null : Rows.timestamp(by.since()));
          statement.setTimestamp(18, Rows.timestamp(incident.toldAt()));
          statement.setBoolean(19, outbreaks.contains(incident.id()));
        });
  }

  /** What was part of an earlier outage and is held again belongs to the one that is now. */
  private void attach() {
    for (Move.Attach attach : attached) {
      jdbc.update(
          """
          update incident set parent = ?
          where rule = ? and gone_at is null and held_since is not null and held_reason = ? and parent is distinct from ?""",
          attach.outage(), attach.rule(), Reason.PART_OF_OUTAGE.label(), attach.outage());
      jdbc.update("update incident set title = ? where id = ?", attach.title(), attach.outage());
    }
  }

  /** Whatever a person decided about the time before counts no more, but for a snooze, which ends by itself. */
  private void updateReopened() {
    jdbc.batchUpdate(
        """
        update incident set status = 'open', severity = ?, row = ?::json, fingerprint = ?, resolved_at = null, gone_at = null,
               acknowledged_at = null, acknowledged_by = null, missed = 0, repeats = 0, next_repeat_at = ?, escalation_level = 0,
               assignee = ?, schedule = ?, opens = ?, open_times = ?, flapping_since = ?, quiet_since = null, told_at = ?
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
          statement.setTimestamp(10, incident.held() == null ? Rows.timestamp(reopen.at()) : null);
          statement.setObject(11, incident.id());
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
    flapped.stream().findFirst().ifPresent(first -> timers.settle(flapped.stream().map(Move.Flap::incident).toList(), first.at()));
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

  private void updateHeld() {
    jdbc.batchUpdate(
        "update incident set held_reason = ?, held_detail = ?, held_since = ? where id = ? and status <> 'resolved'",
        held,
        BATCH,
        (statement, hold) -> {
          statement.setString(1, hold.held().hold().reason().label());
          statement.setString(2, hold.held().hold().detail());
          statement.setTimestamp(3, Rows.timestamp(hold.held().since()));
          statement.setObject(4, hold.incident());
        });
    held.stream().findFirst().ifPresent(first -> timers.settle(held.stream().map(Move.Hold::incident).toList(), first.at()));
  }

  private void updateReleased() {
    jdbc.batchUpdate(
        "update incident set held_reason = null, held_detail = null, held_since = null where id = ?",
        released,
        BATCH,
        (statement, release) -> statement.setObject(1, release.incident()));
    released.stream().findFirst()
        .ifPresent(first -> timers.settle(released.stream().map(Move.Release::incident).toList(), first.at()));
  }

  private void updateTold() {
    jdbc.batchUpdate(
        """
        update incident
        set row = ?::json, fingerprint = ?, severity = ?, next_repeat_at = ?, missed = 0, told_at = ?,
            assignee = coalesce(assignee, ?), schedule = coalesce(?, schedule)
        where id = ?""",
        told,
        BATCH,
        (statement, tell) -> {
          Incident incident = tell.incident();
          statement.setString(1, Rows.json(incident.row()));
          statement.setLong(2, tell.fingerprint());
          statement.setString(3, incident.severity().label());
          statement.setTimestamp(4, Rows.timestamp(tell.nextRepeatAt()));
          statement.setTimestamp(5, Rows.timestamp(tell.at()));
          statement.setString(6, incident.assignee());
          statement.setString(7, incident.schedule());
          statement.setObject(8, incident.id());
        });
  }

  /** The line in the timeline is written only where this is the end: a person may have resolved the incident before. */
  private void updateEnded() {
    jdbc.batchUpdate(
        """
        with line as (
          insert into timeline (incident, at, event, actor, reason, detail)
          select id, ?, 'resolved', ?, ?, coalesce(?, case when told_at is null then 'nobody was told of it' end)
          from incident where id = ? and status <> 'resolved')
        update incident
        set gone_at = ?, status = 'resolved', resolved_at = coalesce(resolved_at, ?),
            held_reason = null, held_detail = null, held_since = null, flapping_since = null, quiet_since = null
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
    if (!ended.isEmpty()) {
      timers.end(ended.stream().map(Move.End::incident).toList());
    }
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

package dev.signalbox.store;

import dev.signalbox.oncall.Assignment;
import dev.signalbox.oncall.Interval;
import dev.signalbox.oncall.calendar.CalendarCopies;
import dev.signalbox.oncall.calendar.CalendarKey;
import dev.signalbox.oncall.calendar.Reading;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/** One row for each calendar, its copy in it: what is read is kept or refused whole. */
public final class JdbcCalendarCopies implements CalendarCopies {

  private static final Duration REMEMBERED = Duration.ofDays(30);

  private final JdbcTemplate jdbc;
  private final Clock clock;

  public JdbcCalendarCopies(JdbcTemplate jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  @Override
  public void expect(Map<CalendarKey, Duration> calendars) {
    Timestamp now = now();
    calendars.forEach((key, refresh) -> jdbc.update(
        """
        insert into on_call_calendar as k (schedule, ref, refresh_ms, since, due_at) values (?, ?, ?, ?, ?)
        on conflict (schedule, ref) do update set
          refresh_ms = excluded.refresh_ms,
          since = case when k.retired_at is null then k.since else excluded.since end,
          due_at = case when k.retired_at is null then k.due_at else excluded.due_at end,
          retired_at = null
        where k.retired_at is not null or k.refresh_ms <> excluded.refresh_ms""",
        key.schedule(), key.ref(), refresh.toMillis(), now, now));
    jdbc.update(
        "update on_call_calendar set retired_at = ? where retired_at is null and (schedule, ref) not in "
            + "(select * from unnest(?::text[], ?::text[]))",
        now, schedules(calendars.keySet()), refs(calendars.keySet()));
    jdbc.update("delete from on_call_calendar where retired_at < ?", Timestamp.from(clock.instant().minus(REMEMBERED)));
  }

  @Override
  public void hurry(Collection<CalendarKey> calendars) {
    Timestamp now = now();
    jdbc.update(
        "update on_call_calendar set due_at = ? where due_at > ? and (schedule, ref) in "
            + "(select * from unnest(?::text[], ?::text[]))",
        now, now, schedules(calendars), refs(calendars));
  }

  @Override
  public List<Copy> standing() {
    return jdbc.query(
        """
        select schedule, ref, since, due_at, read_at, version, from_at, to_at, tag, warnings, failures, error
        from on_call_calendar where retired_at is null order by schedule, ref""",
        JdbcCalendarCopies::copy);
  }

  @Override
  public Optional<List<Assignment>> assignments(CalendarKey key) {
    return jdbc
        .queryForList(
            "select assignments from on_call_calendar where schedule = ? and ref = ? and assignments is not null",
            String.class, key.schedule(), key.ref())
        .stream()
        .findFirst()
        .map(Rows::assignments);
  }

  @Override
  public boolean take(CalendarKey key, Duration lease) {
    Instant now = clock.instant();
    return jdbc.update(
            "update on_call_calendar set due_at = ? where schedule = ? and ref = ? and due_at <= ?",
            Timestamp.from(now.plus(lease)), key.schedule(), key.ref(), Timestamp.from(now))
        > 0;
  }

  @Override
  public boolean keep(CalendarKey key, Reading reading, Interval window, Instant due) {
    String json = Rows.json(reading.assignments());
    return jdbc
        .queryForList(
            """
            update on_call_calendar k set
              read_at = ?, due_at = ?, assignments = ?::json, from_at = ?, to_at = ?, tag = ?, warnings = ?,
              failures = 0, error = null, version = before.version + case when before.same then 0 else 1 end
            from (select version, assignments is not null and assignments::text = ? as same from on_call_calendar
                  where schedule = ? and ref = ? for update) before
            where k.schedule = ? and k.ref = ?
            returning not before.same""",
            Boolean.class,
            now(), Timestamp.from(due), json, Timestamp.from(window.start()), Timestamp.from(window.end()),
            reading.tag(), reading.warnings().toArray(String[]::new),
            json, key.schedule(), key.ref(), key.schedule(), key.ref())
        .contains(true);
  }

  @Override
  public void confirm(CalendarKey key, Instant due) {
    jdbc.update(
        """
        update on_call_calendar set read_at = ?, due_at = ?, failures = 0, error = null
        where schedule = ? and ref = ?""",
        now(), Timestamp.from(due), key.schedule(), key.ref());
  }

  @Override
  public void failed(CalendarKey key, String reason, Instant due) {
    jdbc.update(
        "update on_call_calendar set due_at = ?, failures = failures + 1, error = ? where schedule = ? and ref = ?",
        Timestamp.from(due), reason, key.schedule(), key.ref());
  }

  private static Copy copy(ResultSet rs, int n) throws SQLException {
    Instant from = Rows.instant(rs, "from_at");
    Instant to = Rows.instant(rs, "to_at");
    return new Copy(
        new CalendarKey(rs.getString("schedule"), rs.getString("ref")),
        Rows.must(rs, "since"),
        Rows.must(rs, "due_at"),
        Rows.instant(rs, "read_at"),
        rs.getLong("version"),
        from == null || to == null ? null : new Interval(from, to),
        rs.getString("tag"),
        List.of((String[]) rs.getArray("warnings").getArray()),
        rs.getInt("failures"),
        rs.getString("error"));
  }

  private Timestamp now() {
    return Timestamp.from(clock.instant());
  }

  private static String[] schedules(Collection<CalendarKey> keys) {
    return keys.stream().map(CalendarKey::schedule).toArray(String[]::new);
  }

  private static String[] refs(Collection<CalendarKey> keys) {
    return keys.stream().map(CalendarKey::ref).toArray(String[]::new);
  }
}

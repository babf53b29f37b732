package dev.signalbox.store;

import dev.signalbox.silence.maintenance.ChangeCalendar;
import dev.signalbox.silence.maintenance.ChangeCalendars;
import dev.signalbox.silence.maintenance.Window;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/** One row for each calendar, its copy in it; the view {@code self_check} judges them. */
public final class JdbcChangeCalendars implements ChangeCalendars {

  private final JdbcTemplate jdbc;
  private final Clock clock;

  public JdbcChangeCalendars(JdbcTemplate jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  @Override
  public void expect(Collection<ChangeCalendar> calendars) {
    jdbc.update(
        "delete from change_calendar where not (title = any(?))",
        (Object) calendars.stream().map(ChangeCalendar::title).toArray(String[]::new));
    calendars.forEach(calendar -> jdbc.update(
        """
        insert into change_calendar as c (title, ref, refresh_ms, since) values (?, ?, ?, ?)
        on conflict (title) do update set
          refresh_ms = excluded.refresh_ms, ref = excluded.ref,
          since = case when c.ref = excluded.ref then c.since else excluded.since end,
          copied = c.copied and c.ref = excluded.ref,
          copy = case when c.ref = excluded.ref then c.copy end,
          read_at = case when c.ref = excluded.ref then c.read_at end""",
        calendar.title(), ref(calendar), calendar.refresh().toMillis(), Rows.timestamp(clock.instant())));
  }

  private static String ref(ChangeCalendar calendar) {
    return "%s of %s in %s".formatted(calendar.query(), calendar.dataSource(), calendar.zone());
  }

  @Override
  public Optional<Copy> copy(ChangeCalendar calendar) {
    return jdbc.query(
            "select read_at, copy from change_calendar where title = ? and ref = ? and copy is not null",
            (rs, n) -> {
              Optional<List<Window>> windows = Windows.read(rs.getString("copy"));
              return windows.isEmpty() ? null : new Copy(Rows.must(rs, "read_at"), windows.get());
            },
            calendar.title(), ref(calendar))
        .stream().filter(copy -> copy != null).findFirst();
  }

  /** What has not changed is not written anew. */
  @Override
  public void read(ChangeCalendar calendar, List<Window> windows) {
    String copy = Windows.write(windows);
    jdbc.update(
        """
        update change_calendar
        set read_at = ?, copied = true, failures = 0, error = null, copy = case when copy = ? then copy else ? end
        where title = ? and ref = ?""",
        Rows.timestamp(clock.instant()), copy, copy, calendar.title(), ref(calendar));
  }

  @Override
  public void failed(ChangeCalendar calendar, String reason) {
    jdbc.update(
        "update change_calendar set failures = failures + 1, error = ? where title = ? and ref = ?",
        reason, calendar.title(), ref(calendar));
  }
}

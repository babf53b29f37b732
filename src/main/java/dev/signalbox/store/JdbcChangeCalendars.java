package dev.signalbox.store;

import dev.signalbox.silence.maintenance.ChangeCalendar;
import dev.signalbox.silence.maintenance.ChangeCalendars;
import java.time.Clock;
import java.util.Collection;
import org.springframework.jdbc.core.JdbcTemplate;

/** One row for each calendar; the view {@code self_check} judges them. */
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
        insert into change_calendar (title, refresh_ms, since) values (?, ?, ?)
        on conflict (title) do update set refresh_ms = excluded.refresh_ms""",
        calendar.title(), calendar.refresh().toMillis(), Rows.timestamp(clock.instant())));
  }

  @Override
  public void read(ChangeCalendar calendar) {
    jdbc.update(
        "update change_calendar set read_at = ?, copied = true, failures = 0, error = null where title = ?",
        Rows.timestamp(clock.instant()), calendar.title());
  }

  @Override
  public void failed(ChangeCalendar calendar, String reason, boolean copied) {
    jdbc.update(
        "update change_calendar set copied = ?, failures = failures + 1, error = ? where title = ?",
        copied, reason, calendar.title());
  }
}

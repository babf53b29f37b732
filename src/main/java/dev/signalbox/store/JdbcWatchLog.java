package dev.signalbox.store;

import dev.signalbox.inbound.WatchLog;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/** One row for each ticket system. */
public final class JdbcWatchLog implements WatchLog {

  private final JdbcTemplate jdbc;
  private final Clock clock;

  public JdbcWatchLog(JdbcTemplate jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  @Override
  public Optional<Instant> begin(String channel, Duration lease) {
    Timestamp now = Timestamp.from(clock.instant());
    return jdbc.query(
            """
            insert into ticket_watch as w (channel, read_until, taken_until) values (?, ?, ?)
            on conflict (channel) do update set taken_until = excluded.taken_until where w.taken_until <= ?
            returning read_until""",
            (rs, n) -> Rows.must(rs, "read_until"),
            channel, now, Timestamp.from(clock.instant().plus(lease)), now)
        .stream().findFirst();
  }

  @Override
  public void read(String channel, Instant until) {
    Timestamp now = Timestamp.from(clock.instant());
    jdbc.update(
        """
        update ticket_watch set read_until = greatest(read_until, ?), taken_until = ?, read_at = ?, failures = 0, error = null
        where channel = ?""",
        Timestamp.from(until), now, now, channel);
  }

  @Override
  public void failed(String channel, String reason) {
    jdbc.update(
        "update ticket_watch set taken_until = ?, failures = failures + 1, error = ? where channel = ?",
        Timestamp.from(clock.instant()), reason, channel);
  }
}

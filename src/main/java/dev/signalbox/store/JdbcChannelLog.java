package dev.signalbox.store;

import dev.signalbox.delivery.ChannelLog;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import org.springframework.jdbc.core.JdbcTemplate;

/** One row per channel (and per address with a fault of its own). */
public final class JdbcChannelLog implements ChannelLog {

  private final JdbcTemplate jdbc;
  private final Clock clock;

  public JdbcChannelLog(JdbcTemplate jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  @Override
  public void works(String channel, String address) {
    jdbc.update(
        """
        update channel set state = 'ok', reason = null, since = ?, paused_until = null, failures = 0
        where name = ? and address in ('', ?) and state <> 'ok'""",
        Timestamp.from(clock.instant()),
        channel,
        address);
  }

  @Override
  public void throttled(String channel, String reason, Instant until) {
    note(channel, "", "throttled", reason, until);
  }

  @Override
  public void failing(String channel, String reason, Instant until) {
    note(channel, "", "failing", reason, until);
  }

  @Override
  public void misconfigured(String channel, String address, String reason, Instant until) {
    note(channel, address, "misconfigured", reason, until);
  }

  private void note(String channel, String address, String state, String reason, Instant until) {
    Timestamp now = Timestamp.from(clock.instant());
    jdbc.update(
        """
        insert into channel (name, address, state, reason, since, paused_until, failures) values (?, ?, ?, ?, ?, ?, 1)
        on conflict (name, address) do update set
          since = case when channel.state = excluded.state
                         or channel.state in ('failing', 'misconfigured') and excluded.state in ('failing', 'misconfigured')
                       then channel.since else excluded.since end,
          failures = case when channel.state = 'ok' then 1 else channel.failures + 1 end,
          state = excluded.state, reason = excluded.reason,
          paused_until = greatest(channel.paused_until, excluded.paused_until)""",
        channel,
        address,
        state,
        reason,
        now,
        Timestamp.from(until));
  }

  @Override
  public Standing standing(String channel) {
    return jdbc
        .query(
            "select address, state, failures, paused_until from channel where name = ? and state <> 'ok' order by address",
            (rs, n) -> {
              boolean whole = rs.getString("address").isEmpty();
              boolean probation = whole && !rs.getString("state").equals("throttled");
              return new Standing(true, probation, whole ? rs.getInt("failures") : 0);
            },
            channel)
        .stream()
        .findFirst()
        .orElse(Standing.WELL);
  }
}

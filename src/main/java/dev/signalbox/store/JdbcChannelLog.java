package dev.signalbox.store;

import dev.signalbox.delivery.ChannelLog;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * One row per channel, whose address is empty, and one per address with a fault of its own. The address of what names none
 * has a name here, so that its fault is not taken for the channel's: claims know it as well.
 */
public final class JdbcChannelLog implements ChannelLog {

  private static final String WHOLE = "";
  private static final String DEFAULT = "(default)";

  private final JdbcTemplate jdbc;
  private final Clock clock;

  public JdbcChannelLog(JdbcTemplate jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  private static String kept(@Nullable String address) {
    return address == null ? WHOLE : address.isEmpty() ? DEFAULT : address;
  }

  @Override
  public void works(String channel, @Nullable String address) {
    jdbc.update(
        """
        update channel set state = 'ok', reason = null, since = ?, paused_until = null, failures = 0
        where name = ? and address in ('', ?) and state <> 'ok'""",
        Timestamp.from(clock.instant()),
        channel,
        kept(address));
  }

  @Override
  public void throttled(String channel, @Nullable String address, String reason, Instant until) {
    note(channel, address, "throttled", reason, until);
  }

  @Override
  public void failing(String channel, @Nullable String address, String reason, Instant until) {
    note(channel, address, "failing", reason, until);
  }

  @Override
  public void misconfigured(String channel, @Nullable String address, String reason, Instant until) {
    note(channel, address, "misconfigured", reason, until);
  }

  private void note(String channel, @Nullable String address, String state, String reason, Instant until) {
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
        kept(address),
        state,
        reason,
        now,
        Timestamp.from(until));
  }

  @Override
  public Standing standing(String channel) {
    Map<String, Integer> onProbation = new HashMap<>();
    int[] rows = {0};
    jdbc.query(
        "select address, state, failures from channel where name = ? and state <> 'ok'",
        rs -> {
          rows[0]++;
          if (!rs.getString("state").equals("throttled")) {
            onProbation.put(rs.getString("address"), rs.getInt("failures"));
          }
        },
        channel);
    Integer whole = onProbation.remove(WHOLE);
    Optional.ofNullable(onProbation.remove(DEFAULT)).ifPresent(failures -> onProbation.put("", failures));
    return new Standing(rows[0] > 0, whole != null, whole == null ? 0 : whole, onProbation);
  }
}

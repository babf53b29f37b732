package dev.signalbox.store;

import dev.signalbox.incident.PollLog;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/** The standing of each rule in one row, whose lock is also what keeps two processes from polling one rule at once. */
public final class JdbcPollLog implements PollLog {

  private final JdbcTemplate jdbc;
  private final Clock clock;

  public JdbcPollLog(JdbcTemplate jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  @Override
  public Optional<Begun> begin(String rule, String description, Duration every) {
    Instant now = clock.instant();
    Instant tooRecent = now.minus(every.dividedBy(2));
    if (!jdbc.queryForObject("select exists (select 1 from rule where id = ?)", Boolean.class, rule)) {
      // not for a rule that exists: even "do nothing" would wait for the process that is polling it
      jdbc.update("insert into rule (id) values (?) on conflict do nothing", rule);
    }
    return jdbc
        .query(
            """
            select adopted_at is null as first, last_poll_at from rule
            where id = ? for update skip locked""",
            (rs, n) -> {
              Timestamp last = rs.getTimestamp("last_poll_at");
              boolean free = last == null || !last.toInstant().isAfter(tooRecent);
              return Optional.of(new Begun(rs.getBoolean("first"), now)).filter(begun -> free);
            },
            rule)
        .stream()
        .findFirst()
        .flatMap(begun -> begun)
        .map(
            begun -> {
              jdbc.update(
                  "update rule set description = ?, every_ms = ?, last_poll_at = ?, retired_at = null where id = ?",
                  description,
                  every.toMillis(),
                  Timestamp.from(now),
                  rule);
              return begun;
            });
  }

  @Override
  public void completed(String rule, int rows) {
    Timestamp now = Timestamp.from(clock.instant());
    jdbc.update(
        """
        update rule set adopted_at = coalesce(adopted_at, ?), last_ok_at = ?, last_poll_ok = true, rows = ?, failures = 0, error = null
        where id = ?""",
        now,
        now,
        rows,
        rule);
  }

  @Override
  public void failed(String rule, String reason) {
    Timestamp now = Timestamp.from(clock.instant());
    jdbc.update(
        """
        insert into rule (id, last_poll_at, last_poll_ok, failures, error) values (?, ?, false, 1, ?)
        on conflict (id) do update set last_poll_at = excluded.last_poll_at, last_poll_ok = false,
          failures = rule.failures + 1, error = excluded.error, retired_at = null""",
        rule,
        now,
        reason);
  }

  @Override
  public void expect(Collection<String> rules) {
    jdbc.update(
        "update rule set retired_at = ? where retired_at is null and not (id = any(?))",
        Timestamp.from(clock.instant()),
        rules.toArray(String[]::new));
  }
}

package dev.signalbox.store;

import dev.signalbox.incident.PollLog;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** The standing of each rule in one row, whose lock is also what keeps two processes from polling one rule at once. */
public final class JdbcPollLog implements PollLog {

  private static final Duration LONGEST_RUN = Duration.ofHours(1);
  private static final Duration KEPT = Duration.ofDays(30);

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
            select adopted_at is null as first, last_poll_at, last_ok_at from rule
            where id = ? for update skip locked""",
            (rs, n) -> {
              Timestamp last = rs.getTimestamp("last_poll_at");
              boolean free = last == null || !last.toInstant().isAfter(tooRecent);
              return Optional.of(new Begun(rs.getBoolean("first"), now, Rows.instant(rs, "last_ok_at"))).filter(begun -> free);
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
    note(rule, true, rows, null);
  }

  @Override
  public int nameless(String rule) {
    return jdbc.query("select nameless from rule where id = ?", (rs, n) -> rs.getInt(1), rule).stream().findFirst().orElse(0);
  }

  @Override
  public void nameless(String rule, int rows, int unclear) {
    jdbc.update(
        """
        update rule set nameless = case when ? = 0 then ? else nameless end, unclear = ?
        where id = ? and (unclear <> ? or ? = 0 and nameless <> ?)""",
        unclear,
        rows,
        unclear,
        rule,
        unclear,
        unclear,
        rows);
  }

  @Override
  public boolean failed(String rule, String reason) {
    Timestamp now = Timestamp.from(clock.instant());
    jdbc.update(
        """
        insert into rule (id, last_poll_at, last_poll_ok, failures, error) values (?, ?, false, 1, ?)
        on conflict (id) do update set last_poll_at = excluded.last_poll_at, last_poll_ok = false,
          failures = rule.failures + 1, error = excluded.error, retired_at = null""",
        rule,
        now,
        reason);
    return note(rule, false, 0, reason);
  }

  /**
   * Into the run that it continues, else into a new one; what is older than a month goes with the first of a new hour.
   *
   * @return whether it is a new one
   */
  private boolean note(String rule, boolean ok, int rows, @Nullable String error) {
    Instant now = clock.instant();
    int continued = jdbc.update(
        """
        update poll_run set last_at = ?, polls = polls + 1, least_rows = least(least_rows, ?), most_rows = greatest(most_rows, ?)
        where id = (select id from poll_run where rule = ? order by id desc limit 1)
          and ok = ? and error is not distinct from ? and began_at > ? and (most_rows = 0) = (? = 0)""",
        Timestamp.from(now), rows, rows, rule, ok, error, Timestamp.from(now.minus(LONGEST_RUN)), rows);
    if (continued == 0) {
      jdbc.update(
          """
          insert into poll_run (rule, ok, began_at, last_at, polls, least_rows, most_rows, error) values (?, ?, ?, ?, 1, ?, ?, ?)""",
          rule, ok, Timestamp.from(now), Timestamp.from(now), rows, rows, error);
      jdbc.update("delete from poll_run where rule = ? and last_at < ?", rule, Timestamp.from(now.minus(KEPT)));
    }
    return continued == 0;
  }

  @Override
  public void expect(Collection<String> rules) {
    jdbc.update(
        "update rule set retired_at = ? where retired_at is null and not (id = any(?))",
        Timestamp.from(clock.instant()),
        rules.toArray(String[]::new));
  }
}

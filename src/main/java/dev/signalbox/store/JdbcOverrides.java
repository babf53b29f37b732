package dev.signalbox.store;

import dev.signalbox.oncall.Interval;
import dev.signalbox.oncall.Overrides;
import dev.signalbox.oncall.Replacement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;

/** Overrides in one table, read anew for each question: there are few, and a copy would be wrong on the other replica. */
public final class JdbcOverrides implements Overrides {

  /** How far back "who was on call then" is answered with the overrides of that time. */
  private static final Duration REMEMBERED = Duration.ofDays(400);

  private static final String SELECT =
      """
      select id, schedule, start_at, end_at, kind, names, replaces, author, reason, made_at, withdrawn_at, withdrawn_by
      from on_call_override
      """;

  private final JdbcTemplate jdbc;
  private final Clock clock;

  public JdbcOverrides(JdbcTemplate jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  @Override
  public Made make(String schedule, Replacement change, String author, String reason) {
    if (!change.during().start().isBefore(change.during().end())) {
      throw new IllegalArgumentException("an override from %s to %s lasts no time".formatted(change.during().start(), change.during().end()));
    }
    Instant now = clock.instant();
    Made made = new Made(Ids.next(clock), schedule, change, author, reason, now, null, null);
    jdbc.update(
        """
        insert into on_call_override (id, schedule, start_at, end_at, kind, names, replaces, author, reason, made_at)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        made.id(),
        schedule,
        Timestamp.from(change.during().start()),
        Timestamp.from(change.during().end()),
        change.kind().name().toLowerCase(Locale.ROOT),
        change.names().toArray(String[]::new),
        change.replaces().toArray(String[]::new),
        author,
        reason,
        Timestamp.from(now));
    return made;
  }

  @Override
  public Optional<Made> withdraw(UUID id, String by) {
    jdbc.update(
        "update on_call_override set withdrawn_at = ?, withdrawn_by = ? where id = ? and withdrawn_at is null",
        Timestamp.from(clock.instant()),
        by,
        id);
    return find(id);
  }

  @Override
  public Optional<Made> find(UUID id) {
    return jdbc.query(SELECT + " where id = ?", JdbcOverrides::made, id).stream().findFirst();
  }

  @Override
  public List<Made> endingAfter(String schedule, Instant instant) {
    return jdbc.query(
        SELECT + " where schedule = ? and end_at > ? order by seq", JdbcOverrides::made, schedule, Timestamp.from(instant));
  }

  @Override
  public List<Made> endingAfter(Instant instant) {
    return jdbc.query(
        SELECT + " where withdrawn_at is null and end_at > ? order by seq", JdbcOverrides::made, Timestamp.from(instant));
  }

  @Override
  public Map<String, List<Replacement>> inForce() {
    return endingAfter(clock.instant().minus(REMEMBERED)).stream()
        .collect(
            Collectors.groupingBy(
                Made::schedule, LinkedHashMap::new, Collectors.mapping(Made::change, Collectors.toList())));
  }

  private static Made made(ResultSet rs, int n) throws SQLException {
    Interval during = new Interval(Rows.must(rs, "start_at"), Rows.must(rs, "end_at"));
    Replacement change =
        new Replacement(
            during,
            Replacement.Kind.valueOf(rs.getString("kind").toUpperCase(Locale.ROOT)),
            List.of((String[]) rs.getArray("names").getArray()),
            List.of((String[]) rs.getArray("replaces").getArray()));
    return new Made(
        rs.getObject("id", UUID.class),
        rs.getString("schedule"),
        change,
        rs.getString("author"),
        rs.getString("reason"),
        Rows.must(rs, "made_at"),
        Rows.instant(rs, "withdrawn_at"),
        rs.getString("withdrawn_by"));
  }
}

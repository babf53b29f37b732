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
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.dao.DuplicateKeyException;
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
    Made made = new Made(Ids.next(clock), schedule, change, author, reason, clock.instant());
    makeAll(List.of(made));
    return made;
  }

  /** In one statement: it is the transaction, and the primary key says whether they are there already. */
  @Override
  public boolean makeAll(List<Made> wanted) {
    wanted.forEach(JdbcOverrides::lastsSomeTime);
    try {
      jdbc.update(
          """
          insert into on_call_override (id, schedule, start_at, end_at, kind, names, replaces, author, reason, made_at)
          values\s"""
              + String.join(", ", Collections.nCopies(wanted.size(), "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")),
          wanted.stream().flatMap(JdbcOverrides::columns).toArray());
      return true;
    } catch (DuplicateKeyException thereAlready) {
      return false;
    }
  }

  private static void lastsSomeTime(Made wanted) {
    Interval during = wanted.change().during();
    if (!during.start().isBefore(during.end())) {
      throw new IllegalArgumentException(
          "an override from %s to %s lasts no time".formatted(during.start(), during.end()));
    }
  }

  private static Stream<Object> columns(Made wanted) {
    Replacement change = wanted.change();
    return Stream.of(
        wanted.id(),
        wanted.schedule(),
        Timestamp.from(change.during().start()),
        Timestamp.from(change.during().end()),
        change.kind().label(),
        change.names().toArray(String[]::new),
        change.replaces().toArray(String[]::new),
        wanted.author(),
        wanted.reason(),
        Timestamp.from(wanted.madeAt()));
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
            Replacement.Kind.of(rs.getString("kind")).orElseThrow(),
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

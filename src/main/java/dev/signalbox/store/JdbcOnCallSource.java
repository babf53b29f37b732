package dev.signalbox.store;

import dev.signalbox.oncall.CalendarRef;
import dev.signalbox.oncall.Schedule;
import dev.signalbox.oncall.calendar.CalendarFiles;
import dev.signalbox.oncall.calendar.Entries;
import dev.signalbox.oncall.calendar.OnCallSource;
import dev.signalbox.oncall.calendar.Reading;
import dev.signalbox.oncall.calendar.SourceFailure;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A rota in a watched database: a query that answers {@code participant}, {@code start}, {@code end} and, if there are
 * any, {@code level}. A null end is open. Times with a zone are instants, others are on the wall of the schedule's
 * zone. The query may name {@code :from} and {@code :to} to leave out what nobody asks for.
 */
public final class JdbcOnCallSource implements OnCallSource {

  private static final String WATCHED = "source";
  private static final int LARGEST_QUERY = 256 * 1024;
  private static final int MOST_ROWS = 200_000;
  private static final int FETCHED_AT_ONCE = 1_000;
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final CalendarFiles files;
  private final Function<String, Optional<DataSource>> databases;

  /** @param databases by the names that rules use too */
  public JdbcOnCallSource(CalendarFiles files, Function<String, Optional<DataSource>> databases) {
    this.files = files;
    this.databases = databases;
  }

  @Override
  public CalendarRef.Kind kind() {
    return CalendarRef.Kind.SQL;
  }

  @Override
  public Optional<Reading> read(Question question) {
    String query = files.read(question.location(), LARGEST_QUERY);
    String name = question.location().dataSource().isEmpty() ? WATCHED : question.location().dataSource();
    DataSource database = databases.apply(name)
        .orElseThrow(() -> new SourceFailure("there is no database '%s' among signalbox.sources".formatted(name)));
    Entries entries = new Entries(question.window());
    try {
      run(database, query, question, entries);
    } catch (InvalidDataAccessApiUsageException e) {
      throw new SourceFailure("the query names a parameter that there is not; there are :from and :to");
    } catch (QueryTimeoutException e) {
      throw new SourceFailure("the query took longer than %d s".formatted(LONGEST.toSeconds()));
    } catch (BadSqlGrammarException e) {
      throw new SourceFailure("the database does not understand the query (SQL state %s)".formatted(state(e)));
    } catch (DataAccessException | TransactionException e) {
      throw new SourceFailure("the database '%s' does not answer the query (SQL state %s)".formatted(name, state(e)));
    }
    return Optional.of(entries.reading(""));
  }

  /** In a transaction that may only read, which is also what makes PostgreSQL's driver stream. */
  private static void run(DataSource database, String query, Question question, Entries entries) {
    TransactionTemplate reading = new TransactionTemplate(new JdbcTransactionManager(database));
    reading.setReadOnly(true);
    reading.setTimeout((int) LONGEST.toSeconds());
    JdbcTemplate jdbc = new JdbcTemplate(database);
    jdbc.setFetchSize(FETCHED_AT_ONCE);
    jdbc.setMaxRows(MOST_ROWS + 1);
    MapSqlParameterSource window = new MapSqlParameterSource()
        .addValue("from", question.window().start().atOffset(ZoneOffset.UTC), Types.TIMESTAMP_WITH_TIMEZONE)
        .addValue("to", question.window().end().atOffset(ZoneOffset.UTC), Types.TIMESTAMP_WITH_TIMEZONE);
    reading.executeWithoutResult(status ->
        new NamedParameterJdbcTemplate(jdbc).query(query, window, rows -> {
          rows(rows, question.schedule(), entries);
          return true;
        }));
  }

  private static void rows(ResultSet rows, Schedule schedule, Entries entries) throws SQLException {
    Map<String, Integer> columns = columns(rows);
    Integer level = columns.get("level");
    for (int row = 1; rows.next(); row++) {
      if (row > MOST_ROWS) {
        throw new SourceFailure("the query answers more than %d rows; let it use :from and :to".formatted(MOST_ROWS));
      }
      String what = "row " + row;
      Time start = time(rows, columns.get("start"), schedule, false);
      Time end = time(rows, columns.get("end"), schedule, true);
      if (start.unreadable() || end.unreadable()) {
        entries.warn(what + " has a time that cannot be read; left out");
      } else {
        entries.add(what, start.instant(), end.instant(), rows.getString(columns.get("participant")),
            level == null ? 0 : level(rows.getObject(level)));
      }
    }
  }

  private static Map<String, Integer> columns(ResultSet rows) throws SQLException {
    Map<String, Integer> columns = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
      columns.putIfAbsent(rows.getMetaData().getColumnLabel(i), i);
    }
    for (String wanted : new String[] {"participant", "start", "end"}) {
      if (!columns.containsKey(wanted)) {
        throw new SourceFailure(
            "the query has no column '%s'; it must answer participant, start and end".formatted(wanted));
      }
    }
    return columns;
  }

  /** One that is no number is one that does not exist, which becomes a warning. */
  private static int level(@Nullable Object value) {
    return value == null ? 0 : value instanceof Number number ? number.intValue() : -1;
  }

  /** @param instant null where the row has none */
  private record Time(@Nullable Instant instant, boolean unreadable) {}

  private static Time time(ResultSet rows, int column, Schedule schedule, boolean end) throws SQLException {
    String text = rows.getString(column);
    if (text == null || text.endsWith("infinity")) {
      return new Time(null, false);
    }
    Optional<Instant> instant;
    String type = rows.getMetaData().getColumnTypeName(column).toLowerCase(Locale.ROOT);
    int code = rows.getMetaData().getColumnType(column);
    if (code == Types.TIMESTAMP_WITH_TIMEZONE || type.equals("timestamptz") || type.contains("with time zone")) {
      instant = Optional.of(rows.getObject(column, OffsetDateTime.class).toInstant());
    } else if (code == Types.TIMESTAMP) {
      LocalDateTime wall = rows.getObject(column, LocalDateTime.class).truncatedTo(ChronoUnit.SECONDS);
      instant = schedule.instant(wall.toString(), end);
    } else {
      instant = schedule.instant(text.strip(), end); // a date, or a text that is a time
    }
    return new Time(instant.orElse(null), instant.isEmpty());
  }

  private static String state(Exception failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && sql.getSQLState() != null) {
        return sql.getSQLState();
      }
    }
    return "unknown";
  }
}

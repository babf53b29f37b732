package dev.signalbox.store;

import dev.signalbox.oncall.Interval;
import dev.signalbox.oncall.WallClock;
import dev.signalbox.silence.Matcher;
import dev.signalbox.silence.Matchers;
import dev.signalbox.silence.maintenance.ChangeCalendar;
import dev.signalbox.silence.maintenance.ChangeSource;
import dev.signalbox.silence.maintenance.Window;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;

/**
 * Change calendars in watched databases: a query that answers {@code start}, {@code end}, {@code title}, and in every other
 * column what the change is about: {@code server_id}, {@code team}; null where it is about any. The query may name {@code :from}
 * and {@code :to}.
 */
public final class JdbcChangeSource implements ChangeSource {

  private static final int MOST_ROWS = 10_000;

  private final WatchedQuery watched;

  public JdbcChangeSource(WatchedQuery watched) {
    this.watched = watched;
  }

  @Override
  public Reading read(ChangeCalendar calendar, Interval during) {
    MapSqlParameterSource bounds = new MapSqlParameterSource()
        .addValue("from", during.start().atOffset(ZoneOffset.UTC), Types.TIMESTAMP_WITH_TIMEZONE)
        .addValue("to", during.end().atOffset(ZoneOffset.UTC), Types.TIMESTAMP_WITH_TIMEZONE);
    try {
      return watched.ask(calendar.query(), calendar.dataSource(), MOST_ROWS + 1, bounds, rows -> rows(rows, calendar, during));
    } catch (WatchedQuery.Unanswered e) {
      throw new Failure(e.reason());
    }
  }

  private static Reading rows(ResultSet rows, ChangeCalendar calendar, Interval during) throws SQLException {
    Map<String, Integer> columns = columns(rows.getMetaData());
    List<Window> windows = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    for (int row = 1; rows.next(); row++) {
      if (row > MOST_ROWS) {
        throw new Failure("the query answers more than %d rows; let it use :from and :to".formatted(MOST_ROWS));
      }
      try {
        window(rows, columns, calendar)
            .filter(one -> one.during().start().isBefore(during.end()) && during.start().isBefore(one.during().end()))
            .ifPresent(windows::add);
      } catch (IllegalArgumentException e) {
        warnings.add("row %d is left out: %s".formatted(row, e.getMessage()));
      }
    }
    return new Reading(windows, warnings);
  }

  private static Map<String, Integer> columns(ResultSetMetaData data) throws SQLException {
    Map<String, Integer> columns = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (int i = 1; i <= data.getColumnCount(); i++) {
      columns.putIfAbsent(data.getColumnLabel(i), i);
    }
    for (String wanted : List.of("start", "end")) {
      if (!columns.containsKey(wanted)) {
        throw new Failure(
            "the query has no column '%s'; it must answer start, end, and what the change is about".formatted(wanted));
      }
    }
    return columns;
  }

  private static Optional<Window> window(ResultSet rows, Map<String, Integer> columns, ChangeCalendar calendar) throws SQLException {
    Instant start = time(rows, columns.get("start"), calendar, "start", WallClock::first);
    Instant end = time(rows, columns.get("end"), calendar, "end", WallClock::last);
    if (!start.isBefore(end)) {
      throw new IllegalArgumentException("it ends at %s, not after its start %s".formatted(end, start));
    }
    String title = calendar.title();
    List<Matcher> about = new ArrayList<>();
    for (Map.Entry<String, Integer> column : columns.entrySet()) {
      String value = rows.getString(column.getValue());
      String name = column.getKey().toLowerCase(Locale.ROOT);
      if (value == null || name.equals("start") || name.equals("end")) {
        continue;
      }
      if (name.equals("title")) {
        title = value.strip().replaceAll("\\p{Cntrl}", " ");
      } else {
        about.add(Matcher.of(column.getKey(), Matcher.Op.EQUAL, value));
      }
    }
    return Optional.of(new Window(title, new Matchers(about), new Interval(start, end)));
  }

  private static Instant time(
      ResultSet rows, int column, ChangeCalendar calendar, String name, BiFunction<WallClock, LocalDateTime, Instant> showing)
      throws SQLException {
    @Nullable String text = rows.getString(column);
    if (text == null) {
      throw new IllegalArgumentException("its %s is null".formatted(name));
    }
    int code = rows.getMetaData().getColumnType(column);
    String type = rows.getMetaData().getColumnTypeName(column).toLowerCase(Locale.ROOT);
    try {
      if (code == Types.TIMESTAMP_WITH_TIMEZONE || type.equals("timestamptz") || type.contains("with time zone")) {
        return rows.getObject(column, OffsetDateTime.class).toInstant();
      }
      if (code == Types.TIMESTAMP) {
        return showing.apply(new WallClock(calendar.zone()), rows.getObject(column, LocalDateTime.class));
      }
      return text.matches(".*(Z|[+-]\\d\\d:?\\d\\d)")
          ? OffsetDateTime.parse(text.strip()).toInstant()
          : showing.apply(new WallClock(calendar.zone()), LocalDateTime.parse(text.strip()));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("its %s '%s' is not a time".formatted(name, text), e);
    }
  }
}

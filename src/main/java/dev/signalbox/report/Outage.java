package dev.signalbox.report;

import dev.signalbox.incident.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One row of the report's query: a server, and one of its outages.
 *
 * @param server what is down, as the rules' rows name it
 * @param start null for a server without an outage
 * @param end null while it lasts
 * @param sla how long an outage may last; null where nobody promised anything
 */
public record Outage(
    String server, String team, @Nullable Instant start, @Nullable Instant end, @Nullable Duration sla, String cause) {

  private static final String NO_TEAM = "no team";

  /**
   * @param key the column that names the server
   * @throws IllegalArgumentException if the row is none, with the column and its value
   */
  public static Outage of(Row row, String key) {
    String server = row.get(key).map(String::valueOf).orElseThrow(() -> new IllegalArgumentException(
        row.has(key) ? "a row has no " + key : "the query returns no column '%s'".formatted(key)));
    return new Outage(
        server,
        row.get("team").map(String::valueOf).filter(team -> !team.isBlank()).orElse(NO_TEAM),
        instant(row, "start_time"),
        instant(row, "end_time"),
        row.get("sla_minutes").map(minutes -> minutes(server, minutes)).orElse(null),
        row.get("cause").map(String::valueOf).orElse(""));
  }

  private static @Nullable Instant instant(Row row, String column) {
    Optional<Object> value = row.get(column);
    if (value.isPresent() && !(value.get() instanceof Instant)) {
      throw new IllegalArgumentException(
          "the column %s is '%s'; it must be a time with its zone".formatted(column, value.get()));
    }
    return (Instant) value.orElse(null);
  }

  private static Duration minutes(String server, Object value) {
    if (value instanceof Number number) {
      return Duration.ofSeconds(Math.round(number.doubleValue() * 60));
    }
    throw new IllegalArgumentException("%s: the column sla_minutes is '%s', not a number".formatted(server, value));
  }

  boolean lasts(Instant now) {
    return start != null && !start.isAfter(now) && (end == null || end.isAfter(now));
  }
}

package dev.signalbox.sandbox.data;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.ResultSet;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * A watched database with a past: 200 servers, 90 days of downtimes, a week of metrics every five minutes, and trouble right now. The
 * same seed and instant make the same rows.
 */
public final class DemoData {

  static final long SEED = 42;
  static final Duration METRICS = Duration.ofDays(7);
  static final Duration STEP = Duration.ofMinutes(5);
  /** The server whose memory fills, and since when it does so when the demo starts: hours before it is full. */
  static final int LEAKY = 112;
  static final Duration LEAKS_FOR = Duration.ofHours(5);
  /** How much of the metrics missed while the demo was off is made up. */
  private static final Duration CATCH_UP = Duration.ofHours(6);

  private static final String TABLES =
      """
      CREATE TABLE servers (
        server_id    text PRIMARY KEY,
        hostname     text NOT NULL,
        team         text NOT NULL,
        region       text NOT NULL,
        model        text NOT NULL,
        sla_minutes  int,                        -- null: the usual 60
        sla_tracking boolean NOT NULL);
      CREATE TABLE downtime_logs (
        id                        bigserial PRIMARY KEY,
        server_id                 text NOT NULL,
        start_time                timestamptz NOT NULL,
        end_time                  timestamptz,   -- null while it lasts
        downtime_duration_minutes numeric(10,1), -- filled at the end
        cause                     text,
        planned                   boolean NOT NULL DEFAULT false,
        resolved                  boolean NOT NULL DEFAULT false,
        sla_tracking              boolean NOT NULL DEFAULT true);
      CREATE TABLE server_metrics (
        server_id    text NOT NULL,
        timestamp    timestamptz NOT NULL,
        cpu_usage    numeric(5,2) NOT NULL,      -- percent
        memory_usage numeric(5,2) NOT NULL,      -- percent
        disk_io      numeric(7,2) NOT NULL,      -- MB/s
        disk_usage   numeric(5,2) NOT NULL)      -- percent
      """;
  /** After the rows: making an index at once is cheaper than growing it. */
  private static final String INDEXES =
      """
      CREATE INDEX downtime_logs_start_time ON downtime_logs (start_time);
      CREATE INDEX downtime_logs_open ON downtime_logs (start_time) WHERE NOT resolved;
      CREATE INDEX server_metrics_timestamp ON server_metrics (timestamp);
      ANALYZE servers; ANALYZE downtime_logs; ANALYZE server_metrics
      """;

  private static final String DOWNTIMES =
      "COPY downtime_logs (server_id, start_time, end_time, downtime_duration_minutes, cause, planned, resolved, sla_tracking) FROM STDIN";
  private static final String SAMPLES =
      "COPY server_metrics (server_id, timestamp, cpu_usage, memory_usage, disk_io, disk_usage) FROM STDIN";

  private DemoData() {}

  /** Makes the tables with their history if they are missing; otherwise fills the gap since the demo last ran. */
  public static void prepare(DataSource source, Instant now) {
    Instant instant = now.truncatedTo(ChronoUnit.SECONDS);
    try (Connection connection = source.getConnection(); Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("SET LOCAL max_parallel_maintenance_workers = 0");
      ResultSet exists = statement.executeQuery("SELECT to_regclass('server_metrics') IS NOT NULL");
      exists.next();
      if (exists.getBoolean(1)) {
        catchUp(connection, statement, instant);
      } else {
        // rows that are copied into tables of the same transaction need no write-ahead log
        statement.execute(TABLES);
        generate(connection, instant);
        statement.execute(INDEXES);
      }
      connection.commit();
    } catch (SQLException e) {
      throw new IllegalStateException("cannot write the demo's data", e);
    }
  }

  private static void generate(Connection connection, Instant now) throws SQLException {
    List<Server> servers = Server.all(SEED);
    Random chance = new Random(SEED);
    servers(connection, servers);
    outages(connection, Outage.history(servers, now, chance), now);
    outages(connection, Outage.trouble(servers, now, chance), now);
    samples(connection, servers, now.minus(METRICS), now, chance);
  }

  private static void catchUp(Connection connection, Statement statement, Instant now) throws SQLException {
    ResultSet last = statement.executeQuery(
        "SELECT (SELECT max(timestamp) FROM server_metrics), (SELECT max(start_time) FROM downtime_logs)");
    last.next();
    Instant sampled = instant(last.getTimestamp(1));
    Instant failed = instant(last.getTimestamp(2));
    List<Server> servers = Server.all(SEED);
    Random chance = new Random(now.getEpochSecond());
    if (failed == null || failed.isBefore(now.minus(Duration.ofHours(1)))) {
      outages(connection, Outage.trouble(servers, now, chance), now);
    }
    Instant from = now.minus(CATCH_UP);
    if (sampled != null && sampled.isAfter(from)) {
      from = sampled.plus(STEP);
    }
    if (from.isBefore(now)) {
      samples(connection, servers, from, now, chance);
    }
  }

  private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
    return timestamp == null ? null : timestamp.toInstant();
  }

  private static void servers(Connection connection, List<Server> servers) throws SQLException {
    try (Rows rows = new Rows(connection, "COPY servers FROM STDIN")) {
      for (Server server : servers) {
        rows.add(server.id(), server.hostname(), server.team(), server.region(), server.model(), server.slaMinutes(), server.slaTracking());
      }
    }
  }

  private static void outages(Connection connection, List<Outage> outages, Instant now) throws SQLException {
    try (Rows rows = new Rows(connection, DOWNTIMES)) {
      for (Outage outage : outages) {
        Instant end = outage.end();
        String minutes = end == null ? null : String.valueOf(Math.round(Duration.between(outage.start(), end).toSeconds() / 6.0) / 10.0);
        rows.add(outage.server().id(), outage.start(), end, minutes, outage.cause(), outage.planned(), end != null, outage.server().slaTracking());
      }
    }
  }

  /** Every five minutes from then until now; a few servers have been under pressure for the last half hour. */
  private static void samples(Connection connection, List<Server> servers, Instant from, Instant now, Random chance)
      throws SQLException {
    List<Load> loads = Load.of(servers, SEED, now.minus(METRICS));
    loads.get(LEAKY).leak(now.minus(LEAKS_FOR));
    long steps = Duration.between(from, now).dividedBy(STEP);
    try (Rows rows = new Rows(connection, SAMPLES)) {
      for (long step = steps; step >= 0; step--) {
        if (step == Math.min(steps, 6)) {
          Load.press(loads, 4, new Random(SEED)); // the same ones that DemoLife goes on pressing
        }
        Instant time = now.minus(STEP.multipliedBy(step));
        String text = time.toString();
        for (int i = 0; i < loads.size(); i++) {
          rows.add(servers.get(i).id(), text, loads.get(i).at(time));
        }
      }
    }
  }

  /** One round of samples at the database's present. */
  static void sample(Connection connection, List<Server> servers, List<Load> loads, Instant now) throws SQLException {
    try (Rows rows = new Rows(connection, SAMPLES)) {
      for (int i = 0; i < loads.size(); i++) {
        rows.add(servers.get(i).id(), now.toString(), loads.get(i).at(now));
      }
    }
  }

  /** Rows on their way into a table, in COPY's text format. The values of the demo need no escaping. */
  private static final class Rows implements AutoCloseable {

    private static final int BUFFER = 64 * 1024;

    private final CopyIn copy;
    private final StringBuilder text = new StringBuilder(BUFFER + 1024);

    private Rows(Connection connection, String copy) throws SQLException {
      this.copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(copy);
    }

    private void add(@Nullable Object... values) throws SQLException {
      for (int i = 0; i < values.length; i++) {
        text.append(values[i] == null ? "\\N" : values[i]).append(i == values.length - 1 ? '\n' : '\t');
      }
      flush(BUFFER);
    }

    private void add(String server, String time, Load.Sample sample) throws SQLException {
      text.append(server).append('\t').append(time);
      hundredths(sample.cpu());
      hundredths(sample.memory());
      hundredths(sample.diskIo());
      hundredths(sample.diskUsage());
      text.append('\n');
      flush(BUFFER);
    }

    private void hundredths(int value) {
      text.append('\t').append(value / 100).append('.').append((char) ('0' + value / 10 % 10)).append((char) ('0' + value % 10));
    }

    private void flush(int from) throws SQLException {
      if (text.length() >= from) {
        byte[] bytes = text.toString().getBytes(StandardCharsets.US_ASCII);
        copy.writeToCopy(bytes, 0, bytes.length);
        text.setLength(0);
      }
    }

    @Override
    public void close() throws SQLException {
      flush(1);
      copy.endCopy();
    }
  }
}

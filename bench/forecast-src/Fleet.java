package dev.signalbox.camel;

import com.zaxxer.hikari.HikariDataSource;
import dev.signalbox.forecast.watch.Kind;
import dev.signalbox.forecast.watch.Round;
import dev.signalbox.forecast.watch.Settings;
import dev.signalbox.forecast.watch.Watch;
import dev.signalbox.incident.Row;
import dev.signalbox.store.JdbcLedger;
import dev.signalbox.store.JdbcMemory;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.ColumnMapRowMapper;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A fleet of servers with six metrics at one sample a minute, from their table through the shipped queries to the models and
 * into the store, as the route does it; the minutes pass as fast as they can.
 */
public final class Fleet {

  private static final String RULE = "forecast";
  private static final Duration HISTORY = Duration.ofDays(14);
  private static final Settings SETTINGS = new Settings(
      Map.of("cpu_usage", 90.0, "memory_usage", 90.0, "disk_usage", 90.0), Set.of("cpu_usage", "memory_usage", "disk_usage"),
      Duration.ofHours(6), List.of(Duration.ofHours(24), Duration.ofDays(7), Duration.ofDays(28)),
      Map.of(Kind.TREND, 0.6, Kind.ANOMALY, 0.75, Kind.FAILURE, 0.5), 0.6, 20, Duration.ofHours(24));

  private final com.sun.management.OperatingSystemMXBean machine =
      (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private final int servers;
  private final JdbcTemplate source;
  private final JdbcTemplate store;
  private final TransactionTemplate reading;
  private final TransactionTemplate writing;
  private final Watch watch;
  private final NamedParameterJdbcTemplate queries;
  private Instant now = Instant.now().truncatedTo(ChronoUnit.HOURS);

  private Fleet(EmbeddedPostgres postgres, int servers) throws Exception {
    this.servers = servers;
    new JdbcTemplate(postgres.getPostgresDatabase()).execute("create database watched");
    HikariDataSource watched = pool(postgres, "watched");
    HikariDataSource own = pool(postgres, "postgres");
    Flyway.configure().dataSource(own).load().migrate();
    source = new JdbcTemplate(watched);
    source.setFetchSize(1_000);
    queries = new NamedParameterJdbcTemplate(source);
    store = new JdbcTemplate(own);
    reading = new TransactionTemplate(new JdbcTransactionManager(watched));
    writing = new TransactionTemplate(new JdbcTransactionManager(own));
    watch = new Watch(new JdbcMemory(store), new JdbcLedger(store), UUID::randomUUID, new Clock() {
      @Override
      public Instant instant() {
        return now;
      }

      @Override
      public ZoneId getZone() {
        return ZoneId.of("UTC");
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }
    });
  }

  private static HikariDataSource pool(EmbeddedPostgres postgres, String name) {
    HikariDataSource pool = new HikariDataSource();
    pool.setDataSource(postgres.getDatabase("postgres", name));
    pool.setMaximumPoolSize(2);
    return pool;
  }

  /** @param arguments how many servers, 10,000 if left out; how many minutes, 30 if left out */
  public static void main(String[] arguments) throws Exception {
    int servers = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10_000;
    int minutes = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 30;
    try (EmbeddedPostgres postgres = EmbeddedPostgres.builder()
        .setServerConfig("fsync", "off").setServerConfig("max_wal_size", "4GB").start()) {
      new Fleet(postgres, servers).run(minutes);
    }
    System.exit(0);
  }

  private void run(int minutes) throws Exception {
    System.out.printf(Locale.ROOT, "%,d servers of 6 metrics, -Xmx%d MB%n", servers, Runtime.getRuntime().maxMemory() >> 20);
    past();
    double cpu = cpu();
    long rows = round();
    System.out.printf(Locale.ROOT, "the first round: %,d rows of %d days in %.0f s CPU, %.0f rows/s; %d MB heap; %s%n",
        rows, HISTORY.toDays(), cpu() - cpu, rows / (cpu() - cpu), heap(), kept());

    double longest = 0;
    cpu = cpu();
    rows = 0;
    double spent = 0;
    for (int minute = 0; minute < minutes; minute++) {
      minute(1, 1);
      double before = cpu();
      rows += round();
      longest = Math.max(longest, cpu() - before);
      spent += cpu() - before;
    }
    System.out.printf(Locale.ROOT, "then a sample a minute: %.1f s CPU a minute (%.0f %% of a core), the longest round %.1f s, %.0f rows/s; %d MB heap; %s%n",
        spent / minutes, 100 * spent / minutes / 60, longest, rows / spent, heap(), kept());

    now = now.plus(Duration.ofHours(7));
    minute(2, 1);
    round(); // half of them say nothing: their models go
    minute(2, 1);
    round();
    int half = heap();
    minute(1, 1);
    cpu = cpu();
    rows = round();
    System.out.printf(Locale.ROOT, "half of them silent for 7 hours: %d MB heap; when all are back, a round of %,d rows takes %.1f s CPU, %d MB heap%n",
        half, rows, cpu() - cpu, heap());
  }

  /** Two weeks, a sample in half an hour. */
  private void past() throws Exception {
    source.execute("create table servers (server_id text primary key, team text, region text)");
    source.execute("create table downtime_logs (server_id text, start_time timestamptz, end_time timestamptz, cause text)");
    source.execute("""
        create unlogged table server_metrics (server_id text, timestamp timestamptz, cpu_usage double precision, memory_usage double precision,
          disk_usage double precision, disk_io double precision, net_in double precision, net_out double precision)""");
    source.update("insert into servers select 'srv-' || n, 'team-' || n % 20, 'eu' from generate_series(1, ?) n", servers);
    source.update("""
        insert into downtime_logs
        select 'srv-' || n, ?::timestamptz - n % 14 * interval '1 day', ?::timestamptz - n % 14 * interval '1 day' + interval '20 minutes', 'disk'
        from generate_series(1, ?, 50) n""", Timestamp.from(now.minusSeconds(3_600)), Timestamp.from(now.minusSeconds(3_600)), servers);
    insert(now.minus(HISTORY), now, Duration.ofMinutes(30), 1);
    source.execute("create index on server_metrics (timestamp)");
    source.execute("vacuum analyze");
  }

  /** @param every one server in so many says something */
  private void minute(int every, int count) {
    now = now.plus(Duration.ofMinutes(count));
    insert(now, now, Duration.ofMinutes(1), every);
  }

  private void insert(Instant from, Instant to, Duration step, int every) {
    source.update("""
        insert into server_metrics
        select 'srv-' || n, at, 40 + 20 * sin(h / 24 * 6.28 + n) + 5 * random(), 50 + 10 * sin(h / 24 * 6.28) + 3 * random(),
               30 + n % 50 + random(), 100 + 80 * random() + n % 100, 1000 + 200 * sin(h / 12 * 6.28 + n) + 100 * random(), 500 * random()
        from generate_series(?::timestamptz, ?::timestamptz, ? * interval '1 second') at, generate_series(1, ?, ?) n,
             lateral (select extract(epoch from at)::float8 / 3600 as h) hours""",
        Timestamp.from(from), Timestamp.from(to), step.toSeconds(), servers, every);
  }

  /** @return how many rows it read */
  private long round() throws Exception {
    String servers = query("servers");
    String downtimes = query("downtimes");
    String metrics = query("metrics");
    return writing.execute(status -> {
      Round round = watch.begin(RULE, SETTINGS, HISTORY, Duration.ofMinutes(3)).orElseThrow();
      long rows = reading.execute(read -> {
        Map<String, Object> bounds = QueryBounds.of(round.now(), round.since(), round.downtimesSince());
        round.servers(queries.queryForList(servers, bounds).stream().map(RowConverters::row).toList());
        round.downtimes(queries.queryForList(downtimes, bounds).stream().map(RowConverters::row).toList());
        return queries.query(metrics, bounds, rs -> {
          Rows all = new Rows(rs);
          round.samples(all);
          return all.count;
        });
      });
      round.complete();
      return rows;
    });
  }

  /** The shipped query, with Spring's names for its parameters. */
  private static String query(String name) throws Exception {
    return Files.readString(Path.of("routes/sql/forecast-" + name + ".sql")).replaceAll("(?m)^--.*$", "").replaceAll("(?<!::):#", ":");
  }

  private static final class Rows implements Iterator<Row> {
    private final ResultSet rs;
    private final ColumnMapRowMapper mapper = new ColumnMapRowMapper();
    private long count;

    Rows(ResultSet rs) {
      this.rs = rs;
    }

    @Override
    public boolean hasNext() {
      try {
        return rs.next();
      } catch (java.sql.SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public Row next() {
      try {
        count++;
        return RowConverters.row(mapper.mapRow(rs, (int) count));
      } catch (java.sql.SQLException e) {
        throw new NoSuchElementException(e);
      }
    }
  }

  private String kept() {
    return store.queryForObject(
        "select count(*) || ' states, ' || coalesce(round(avg(length(bytes)) / 1024.0, 1), 0) || ' KB each' from forecast_state", String.class);
  }

  /** Of this process, without PostgreSQL. */
  private double cpu() {
    return machine.getProcessCpuTime() / 1e9;
  }

  private static int heap() {
    System.gc();
    return (int) ((Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) >> 20);
  }
}

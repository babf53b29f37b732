package dev.signalbox.sandbox.data;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What goes on while the demo runs: a fresh outage every 20 to 40 seconds, most of them over after one to five minutes and some
 * not for hours; the old ones end one by one; every server is measured every 30 seconds, and now and then another one is short
 * of cpu or memory; the memory of one fills within hours, which takes it down. A handful of servers fail again and again, the others at most three times a day.
 */
public final class DemoLife implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DemoLife.class);
  private static final Duration MEASURE = Duration.ofSeconds(30);
  private static final int UNRELIABLE = 6;

  private static final String START =
      """
      INSERT INTO downtime_logs (server_id, start_time, cause, sla_tracking)
      SELECT ?, now(), ?, ?
      WHERE NOT EXISTS (SELECT FROM downtime_logs WHERE server_id = ? AND NOT resolved)
        AND (? OR (SELECT count(*) FROM downtime_logs WHERE server_id = ? AND start_time > now() - interval '25 hours') < 3)
      RETURNING id
      """;
  private static final String END =
      """
      UPDATE downtime_logs
      SET end_time = now(), resolved = true,
          downtime_duration_minutes = round((extract(epoch FROM now() - start_time) / 60)::numeric, 1)
      WHERE id = ?
      """;

  private final DataSource source;
  private final Clock clock;
  private final Random chance;
  private final List<Server> servers = Server.all(DemoData.SEED);
  private final List<Load> loads;
  private final Map<Long, Instant> endings = new HashMap<>();
  private final ScheduledExecutorService thread;
  private Set<Integer> pressed;
  private Instant nextOutage;
  private Instant nextMeasure;
  private Instant nextPressure;

  private DemoLife(DataSource source, Clock clock, long seed) {
    this.source = source;
    this.clock = clock;
    this.chance = new Random(seed);
    Instant now = clock.instant();
    this.loads = Load.of(servers, DemoData.SEED, now.minus(DemoData.METRICS));
    loads.get(DemoData.LEAKY).leak(now.minus(DemoData.LEAKS_FOR));
    this.pressed = Load.press(loads, 4, chance);
    this.nextOutage = now.plusSeconds(between(10, 20));
    this.nextMeasure = now;
    this.nextPressure = now.plusSeconds(between(15 * 60, 25 * 60));
    this.thread = Executors.newSingleThreadScheduledExecutor(work -> {
      Thread daemon = new Thread(work, "demo-life");
      daemon.setDaemon(true);
      return daemon;
    });
  }

  public static DemoLife start(DataSource source, Clock clock) {
    DemoLife life = new DemoLife(source, clock, DemoData.SEED);
    life.thread.scheduleWithFixedDelay(life::tick, 0, 1, TimeUnit.SECONDS);
    return life;
  }

  /** For tests: nothing happens unless {@link #live} is called. */
  static DemoLife frozen(DataSource source, Clock clock) {
    return new DemoLife(source, clock, DemoData.SEED);
  }

  private void tick() {
    try {
      live();
    } catch (SQLException e) {
      // the database may be restarting; a second later is early enough
      LOG.atWarn().addKeyValue("state", e.getSQLState()).log("the demo's database did not answer");
    }
  }

  /** Does what is due. */
  void live() throws SQLException {
    Instant now = clock.instant();
    try (Connection connection = source.getConnection()) {
      connection.setAutoCommit(false);
      if (endings.isEmpty()) {
        adopt(connection, now);
      }
      end(connection, now);
      if (!now.isBefore(nextOutage)) {
        begin(connection, now);
        nextOutage = now.plusSeconds(between(20, 40));
      }
      if (loads.get(DemoData.LEAKY).isFull(now)) {
        start(connection, servers.get(DemoData.LEAKY), "out of memory", true, now.plusSeconds(between(3 * 60, 6 * 60)));
        loads.get(DemoData.LEAKY).leak(now.plus(Duration.ofHours(1)));
      }
      if (!now.isBefore(nextPressure)) {
        pressed.forEach(i -> loads.get(i).relax());
        pressed = Load.press(loads, 3, chance);
        nextPressure = now.plusSeconds(between(15 * 60, 25 * 60));
      }
      if (!now.isBefore(nextMeasure)) {
        DemoData.sample(connection, servers, loads, now);
        forget(connection);
        nextMeasure = now.plus(MEASURE);
      }
      connection.commit();
    }
  }

  /** Outages that were open when the demo started end between eight minutes and an hour and a half from now. */
  private void adopt(Connection connection, Instant now) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet open = statement.executeQuery("SELECT id FROM downtime_logs WHERE NOT resolved ORDER BY id")) {
      while (open.next()) {
        endings.put(open.getLong(1), now.plusSeconds(between(8 * 60, 90 * 60)));
      }
    }
  }

  private void begin(Connection connection, Instant now) throws SQLException {
    boolean unreliable = chance.nextInt(5) == 0;
    Server server = servers.get(unreliable ? 33 * chance.nextInt(UNRELIABLE) : chance.nextInt(servers.size()));
    long seconds = chance.nextInt(10) == 0 ? between(70 * 60, 150 * 60) : between(60, 5 * 60);
    start(connection, server, Outage.cause(chance), unreliable, now.plusSeconds(seconds));
  }

  private void start(Connection connection, Server server, String cause, boolean unreliable, Instant end)
      throws SQLException {
    try (PreparedStatement start = connection.prepareStatement(START)) {
      start.setString(1, server.id());
      start.setString(2, cause);
      start.setBoolean(3, server.slaTracking());
      start.setString(4, server.id());
      start.setBoolean(5, unreliable);
      start.setString(6, server.id());
      ResultSet id = start.executeQuery();
      if (id.next()) {
        endings.put(id.getLong(1), end);
      }
    }
  }

  private void end(Connection connection, Instant now) throws SQLException {
    List<Long> due = new ArrayList<>();
    for (Iterator<Map.Entry<Long, Instant>> all = endings.entrySet().iterator(); all.hasNext(); ) {
      Map.Entry<Long, Instant> ending = all.next();
      if (!now.isBefore(ending.getValue())) {
        due.add(ending.getKey());
        all.remove();
      }
    }
    try (PreparedStatement end = connection.prepareStatement(END)) {
      for (long id : due) {
        end.setLong(1, id);
        end.addBatch();
      }
      end.executeBatch();
    }
  }

  /** A demo that runs for weeks must not fill the disk. */
  private static void forget(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("DELETE FROM server_metrics WHERE timestamp < now() - interval '8 days'");
    }
  }

  private long between(int least, int most) {
    return least + chance.nextInt(most - least);
  }

  /** For tests: the ids of the servers that are measured too high. */
  Set<String> pressed() {
    return pressed.stream().map(i -> servers.get(i).id()).collect(Collectors.toSet());
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}

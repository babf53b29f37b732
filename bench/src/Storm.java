import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.signalbox.sandbox.data.DemoDatabase;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Drives hub, stub and database as processes of their own and prints what it measured. */
public final class Storm {

  private static final int ROWS = 10_000;
  private static final Path WORK = Path.of("target/bench/work").toAbsolutePath();

  private final String server;
  private final String user;
  private final String password;
  private final long postgres;
  private final List<Process> processes = new ArrayList<>();
  private int databases;

  private Storm(String server, String user, String password) {
    this.server = server;
    this.user = user;
    this.password = password;
    this.postgres = Long.parseLong(one(jdbc("postgres"), "select (regexp_match(pg_read_file('postmaster.pid'), '^\\d+'))[1]"));
  }

  public static void main(String[] args) throws Exception {
    clear(WORK);
    Files.createDirectories(WORK);
    String given = System.getenv("DATABASE_URL");
    DemoDatabase own = given == null ? DemoDatabase.start(WORK.resolve("data"), "bench") : null;
    String server = own == null ? given.replaceAll("/[^/]*$", "") : url(own).replaceAll("/[^/]*$", "");
    Storm storm = new Storm(server, System.getenv().getOrDefault("DATABASE_USER", "postgres"), System.getenv().getOrDefault("DATABASE_PASSWORD", ""));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> storm.processes.forEach(Process::destroyForcibly)));
    System.out.printf("%s, %d cores, Java %s, fsync %s%n%n", one(storm.jdbc("postgres"), "select version()").replaceAll(" on .*", ""),
        Runtime.getRuntime().availableProcessors(), System.getProperty("java.version"), one(storm.jdbc("postgres"), "show fsync"));
    if (args.length == 0) {
      storm.throughput(0);
      storm.throughput(20);
      storm.large();
    }
    storm.grouped();
    System.exit(0);
  }

  private static String url(DemoDatabase database) throws Exception {
    try (var connection = database.dataSource("bench").getConnection()) {
      return connection.getMetaData().getURL().replaceAll("\\?.*", "");
    }
  }

  /** (a), and with an endpoint that answers at once also (b) and (d). */
  private void throughput(int latency) throws Exception {
    System.out.printf("(a) %,d rows become incidents and PagerDuty events, endpoint latency %d ms, hub at -Xmx256m%n", ROWS, latency);
    System.out.printf("    %-34s %14s %16s %16s %16s%n", "", "deliveries/s", "CPU ms/delivery", "of it process", "of it PostgreSQL");
    for (int threads : latency == 0 ? new int[] {20} : new int[] {20, 64}) {
      floor(latency, threads);
    }
    try (Running hub = new Running(latency, "-Xmx256m")) {
      for (String round : new String[] {"first", "second", "third"}) {
        hub.storm("hub, " + round + " storm", ROWS);
        if (round.equals("third") && latency == 0) {
          unchanged(hub);
        }
        hub.calm();
      }
      if (latency == 0) {
        delay(hub);
      }
    }
    System.out.println();
  }

  private void floor(int latency, int threads) throws Exception {
    Process stub = stub(latency);
    String database = create();
    Process floor = java(WORK.resolve("floor.log"), "-Xmx256m", "-cp", System.getProperty("java.class.path"), "Floor",
        server + "/" + database, endpoint(stub), String.valueOf(ROWS), String.valueOf(threads), "3", user, password);
    BufferedReader out = floor.inputReader();
    for (String round : new String[] {"first", "second", "third"}) {
      out.readLine();
      double before = Usage.seconds(postgres);
      floor.outputWriter().append('\n').flush();
      String[] result = out.readLine().split(" ");
      double rate = Double.parseDouble(result[0]);
      double own = Double.parseDouble(result[1]) / ROWS;
      double pg = (Usage.seconds(postgres) - before) * 1000 / ROWS;
      line("floor, %d threads, %s".formatted(threads, round), rate, own, pg);
      floor.outputWriter().append('\n').flush();
    }
    floor.destroyForcibly();
    stub.destroyForcibly();
  }

  private static void line(String what, double rate, double own, double pg) {
    System.out.printf("    %-34s %,14.0f %16.3f %16.3f %16.3f%n", what, rate, own + pg, own, pg);
  }

  private void unchanged(Running hub) throws Exception {
    Thread.sleep(3000);
    Map<String, Long> written = hub.written();
    long effects = hub.effects();
    double hubBefore = Usage.seconds(hub.process.pid());
    double pgBefore = Usage.seconds(postgres);
    long polls = hub.polls();
    hub.awaitPolls(polls + 10);
    double own = (Usage.seconds(hub.process.pid()) - hubBefore) * 100;
    double pg = (Usage.seconds(postgres) - pgBefore) * 100;
    Map<String, Long> after = hub.written();
    after.replaceAll((table, count) -> count - written.getOrDefault(table, 0L));
    after.values().removeIf(count -> count == 0);
    System.out.printf("(b) the same rows polled ten more times: %.0f ms CPU per poll (hub %.0f, PostgreSQL %.0f), rows written %s, told again %d%n",
        own + pg, own, pg, after, hub.effects() - effects);
  }

  private void delay(Running hub) throws Exception {
    int count = 120;
    Random random = new Random(7);
    Map<String, Instant> committed = new HashMap<>();
    long before = hub.effects();
    for (int i = 0; i < count; i++) {
      String key = "late-" + i;
      hub.source.update("insert into storm values (?, 1)", key);
      committed.put(key, Instant.now());
      Thread.sleep(300 + random.nextInt(500));
    }
    hub.awaitEffects(before + count);
    List<Long> millis = new ArrayList<>();
    for (JsonNode effect : hub.ledger(before + 1)) {
      String key = effect.path("body").asText().replaceAll("(?s).*\"source\"\\s*:\\s*\"([^\"]+)\".*", "$1");
      millis.add(Duration.between(committed.get(key), Instant.parse(effect.path("at").asText())).toMillis());
    }
    millis.sort(null);
    System.out.printf("(d) row committed to request received, polled each second, %d rows: p50 %d ms, p99 %d ms, most %d ms%n",
        count, millis.get(count / 2), millis.get((int) Math.ceil(count * 0.99) - 1), millis.get(count - 1));
  }

  private void large() throws Exception {
    int rows = 100_000;
    for (String heap : new String[] {"-Xmx512m", "-Xmx256m"}) {
      try (Running hub = new Running(0, heap)) {
        Instant start = hub.insert(rows);
        hub.awaitSent(rows, Duration.ofMinutes(6));
        Instant first = Instant.parse(hub.ledger(1).get(0).path("at").asText());
        System.out.printf("(c) %,d rows in one poll at %s: first event after %.1f s, all after %.1f s, lost %d%n", rows, heap,
            Duration.between(start, first).toMillis() / 1000.0, Duration.between(start, hub.lastSent()).toMillis() / 1000.0, rows - hub.effects());
      }
    }
  }

  /** Everything goes down at once, and PagerDuty is told by the rack. */
  private void grouped() throws Exception {
    int rows = 100_000;
    int racks = 60;
    try (Running hub = new Running(0, "-Xmx256m", Path.of("bench/routes/grouped"))) {
      Instant start = hub.insert(rows);
      while (hub.store.queryForObject("select count(*) from incident", Integer.class) < rows) {
        Thread.sleep(100);
      }
      Instant kept = Instant.now();
      hub.awaitSent(racks, Duration.ofMinutes(6));
      Instant first = Instant.parse(hub.ledger(1).get(0).path("at").asText());
      Instant last = hub.lastSent();
      int told = hub.store.queryForObject("select sum(told_total) from message_group where told_at is not null", Integer.class);
      System.out.printf("(e) %,d rows in one poll, told by the rack after 5 s, at -Xmx256m: %d pages, first after %.1f s, all after %.1f s; "
          + "all incidents stored after %.1f s, %,d of them told%n", rows, hub.effects(), seconds(start, first), seconds(start, last),
          seconds(start, kept), told);
      hub.source.update("delete from storm");
      hub.awaitSent(2 * racks, Duration.ofMinutes(6));
      System.out.printf("    all over: %d events in all, open groups %d%n", hub.effects(),
          hub.store.queryForObject("select count(*) from message_group where closed_at is null", Integer.class));
    }
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toMillis() / 1000.0;
  }

  /** A hub, its stub and its two databases. */
  private final class Running implements AutoCloseable {
    private final Process stub;
    private final Process process;
    private final String base;
    private final JdbcTemplate source;
    private final JdbcTemplate store;
    private final HttpClient http = HttpClient.newHttpClient();

    Running(int latency, String heap) throws Exception {
      this(latency, heap, Path.of("bench/routes/rules"));
    }

    Running(int latency, String heap, Path rules) throws Exception {
      stub = stub(latency);
      String endpoint = endpoint(stub);
      base = endpoint.replaceAll("/pagerduty.*", "");
      String storeName = create();
      String sourceName = create();
      source = jdbc(sourceName);
      store = jdbc(storeName);
      source.execute("create table storm (server_id text primary key, minutes int)");
      Path folder = WORK.resolve("hub-" + databases);
      copy(Path.of("routes"), folder.resolve("routes"));
      clear(folder.resolve("routes/rules"));
      copy(rules, folder.resolve("routes/rules"));
      process = java(folder.resolve("hub.log"), heap, "-jar", Path.of("target/signalbox.jar").toAbsolutePath().toString(), "--server.port=0",
          "--signalbox.routes=" + folder.resolve("routes"),
          "--signalbox.store.url=" + server + "/" + storeName, "--signalbox.store.username=" + user, "--signalbox.store.password=" + password,
          "--signalbox.source.url=" + server + "/" + sourceName, "--signalbox.source.username=" + user, "--signalbox.source.password=" + password,
          "--signalbox.pagerduty.events-url=" + endpoint, "--signalbox.pagerduty.routing-key=0123456789abcdef0123456789abcdef",
          "--signalbox.delivery.channels.pagerduty.per-minute-to-one=0",
          "--signalbox.delivery.channels.pagerduty.concurrency=" + (latency == 0 ? 16 : 64));
      long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(180);
      while (!polled()) {
        if (System.nanoTime() > patience || !process.isAlive()) {
          throw new IllegalStateException("the hub does not start, see " + folder.resolve("hub.log"));
        }
        Thread.sleep(100);
      }
      Thread.sleep(2000);
    }

    private boolean polled() {
      try {
        return store.queryForObject("select count(*) from rule where last_ok_at is not null", Integer.class) > 0;
      } catch (RuntimeException notYet) {
        return false;
      }
    }

    Instant insert(int rows) {
      source.update("insert into storm select 'srv-' || i, i % 60 from generate_series(1, ?) i", rows);
      return Instant.now();
    }

    void storm(String what, int rows) throws Exception {
      int before = sent();
      double hubBefore = Usage.seconds(process.pid());
      double pgBefore = Usage.seconds(postgres);
      insert(rows);
      awaitSent(before + rows, Duration.ofMinutes(3));
      double own = (Usage.seconds(process.pid()) - hubBefore) * 1000 / rows;
      double pg = (Usage.seconds(postgres) - pgBefore) * 1000 / rows;
      double seconds = store.queryForObject(
          "select extract(epoch from max(sent_at) - (select max(opened_at) from incident)) from delivery where kind = 'opened'", Double.class);
      line(what, rows / seconds, own, pg);
    }

    /** All over: told too, and not measured. */
    void calm() throws Exception {
      int before = sent();
      int open = store.queryForObject("select count(*) from incident where status <> 'resolved'", Integer.class);
      source.update("delete from storm");
      awaitSent(before + open, Duration.ofMinutes(3));
    }

    int sent() {
      return store.queryForObject("select count(*) from delivery where status = 'sent'", Integer.class);
    }

    void awaitSent(int count, Duration patience) throws InterruptedException {
      long end = System.nanoTime() + patience.toNanos();
      while (sent() < count) {
        if (System.nanoTime() > end || !process.isAlive()) {
          throw new IllegalStateException("only %d of %d were sent; hub alive: %s".formatted(sent(), count, process.isAlive()));
        }
        Thread.sleep(250);
      }
    }

    Instant lastSent() {
      return store.queryForObject("select max(sent_at) from delivery", java.sql.Timestamp.class).toInstant();
    }

    long polls() {
      return store.queryForObject("select extract(epoch from last_ok_at) * 1000 from rule where id = 'storm'", Double.class).longValue() / 1000;
    }

    /** Polls are a second apart and a little. */
    void awaitPolls(long until) throws InterruptedException {
      while (polls() < until) {
        Thread.sleep(500);
      }
    }

    Map<String, Long> written() {
      Map<String, Long> written = new HashMap<>();
      store.query("select relname, n_tup_ins + n_tup_upd + n_tup_del from pg_stat_user_tables", rs -> {
        written.put(rs.getString(1), rs.getLong(2));
      });
      return written;
    }

    /** How many requests the stub has accepted. */
    long effects() throws Exception {
      return get("/_sandbox/ledger?bodies=false&from=" + Integer.MAX_VALUE).path("size").asLong();
    }

    void awaitEffects(long count) throws Exception {
      while (effects() < count) {
        Thread.sleep(250);
      }
    }

    JsonNode ledger(long from) throws Exception {
      return get("/_sandbox/ledger?from=" + from).path("effects");
    }

    private JsonNode get(String path) throws Exception {
      return new ObjectMapper().readTree(http.send(HttpRequest.newBuilder(URI.create(base + path)).build(), HttpResponse.BodyHandlers.ofString()).body());
    }

    @Override
    public void close() throws Exception {
      process.destroyForcibly().waitFor();
      stub.destroyForcibly().waitFor();
    }
  }

  private Process stub(int latency) throws IOException {
    return java(WORK.resolve("stub.log"), "-Xmx2g", "-cp", System.getProperty("java.class.path"), "dev.signalbox.sandbox.SandboxMain", "--latency", String.valueOf(latency));
  }

  private static String endpoint(Process stub) throws IOException {
    String line = stub.inputReader().readLine();
    return line.split(" ")[1] + "/pagerduty/v2/enqueue";
  }

  private Process java(Path log, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("java"));
    if (Arrays.asList(arguments).contains("-cp")) {
      command.add("-Dlogback.configurationFile=bench/logback.xml");
    }
    command.addAll(Arrays.asList(arguments));
    Files.createDirectories(log.getParent());
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(new File(log + ".err"));
    if (Arrays.asList(arguments).contains("-jar")) {
      builder.redirectOutput(log.toFile());
    }
    Process process = builder.start();
    processes.add(process);
    return process;
  }

  private String create() {
    String name = "storm_" + ProcessHandle.current().pid() + "_" + ++databases;
    jdbc("postgres").execute("create database " + name);
    return name;
  }

  private JdbcTemplate jdbc(String database) {
    return new JdbcTemplate(new DriverManagerDataSource(server + "/" + database, user, password));
  }

  private static String one(JdbcTemplate jdbc, String sql) {
    return jdbc.queryForObject(sql, String.class);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.toList()) {
        Path target = to.resolve(from.relativize(path).toString());
        if (!Files.isDirectory(target)) {
          Files.createDirectories(target.getParent());
          Files.copy(path, target);
        }
      }
    }
  }

  private static void clear(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path path : all.sorted((a, b) -> b.compareTo(a)).toList()) {
          Files.delete(path);
        }
      }
    }
  }
}

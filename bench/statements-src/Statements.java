import dev.signalbox.delivery.Owed;
import dev.signalbox.delivery.Settlement;
import dev.signalbox.incident.Change;
import dev.signalbox.incident.ChangeKind;
import dev.signalbox.incident.Incident;
import dev.signalbox.incident.Move;
import dev.signalbox.incident.Reason;
import dev.signalbox.incident.Severity;
import dev.signalbox.report.HubFacts;
import dev.signalbox.report.Period;
import dev.signalbox.store.JdbcDeadLetters;
import dev.signalbox.store.JdbcDeliveries;
import dev.signalbox.store.JdbcDuty;
import dev.signalbox.store.JdbcFacts;
import dev.signalbox.store.JdbcGroups;
import dev.signalbox.store.JdbcHubFacts;
import dev.signalbox.store.JdbcInbox;
import dev.signalbox.store.JdbcIncidentStore;
import dev.signalbox.store.JdbcOutbox;
import dev.signalbox.store.JdbcParents;
import dev.signalbox.store.JdbcRetention;
import dev.signalbox.store.JdbcStandIns;
import dev.signalbox.store.JdbcTickets;
import dev.signalbox.store.JdbcTimers;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Fills a store, has the hub's own classes ask what they ask all day, and shows how PostgreSQL goes about it. */
public final class Statements {

  private static final int BIG = 100_000;
  private static final int TIMES = 5;
  private static final Pattern WHOLE_TABLE = Pattern.compile("Seq Scan on (\\w+)");

  /** What asks; with the words for the table that it prints. */
  private interface Hot {
    void ask() throws Exception;
  }

  /** @param arguments how many incidents; a folder that keeps the store, for a second look at it */
  public static void main(String[] arguments) throws Exception {
    int incidents = Integer.parseInt(arguments[0]);
    EmbeddedPostgres.Builder server = EmbeddedPostgres.builder()
        .setServerConfig("fsync", "off").setServerConfig("full_page_writes", "off").setServerConfig("max_wal_size", "8GB")
        .setServerConfig("checkpoint_timeout", "30min").setServerConfig("shared_buffers", "1GB");
    if (arguments.length > 1) {
      server.setDataDirectory(Path.of(arguments[1])).setCleanDataDirectory(false);
    }
    try (EmbeddedPostgres postgres = server.start()) {
      var store = new SingleConnectionDataSource(postgres.getPostgresDatabase().getConnection(), true);
      long start = System.nanoTime();
      Flyway.configure().dataSource(postgres.getPostgresDatabase()).load().migrate();
      System.out.printf("The schema is made in %.1f s%n", (System.nanoTime() - start) / 1e9);
      JdbcTemplate jdbc = new JdbcTemplate(store);
      start = System.nanoTime();
      if (count(jdbc, "rule") == 0) {
        new FullStore(jdbc).fill(incidents);
      }
      System.out.printf("%,d incidents, %,d deliveries, %,d steps of stories, %d MB, in %d s%n", count(jdbc, "incident"),
          count(jdbc, "delivery"), count(jdbc, "timeline"),
          jdbc.queryForObject("select pg_database_size(current_database()) / 1000000", Long.class),
          Duration.ofNanos(System.nanoTime() - start).toSeconds());
      System.exit(explain(store) ? 0 : 1);
    }
  }

  private static long count(JdbcTemplate jdbc, String table) {
    return jdbc.queryForObject("select count(*) from " + table, Long.class);
  }

  private static boolean explain(DataSource store) throws Exception {
    Recorder recorder = new Recorder(store);
    JdbcTemplate jdbc = new JdbcTemplate(recorder);
    Clock clock = Clock.systemUTC();
    Instant now = clock.instant();
    TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(recorder));
    JdbcOutbox outbox = new JdbcOutbox(jdbc, clock);
    JdbcIncidentStore incidents = new JdbcIncidentStore(jdbc, transaction, outbox, kind -> Set.of("slack"), clock, Duration.ofHours(2));
    JdbcDeliveries deliveries = new JdbcDeliveries(jdbc, clock);
    JdbcDeadLetters deadLetters = new JdbcDeadLetters(jdbc, transaction, clock);
    HubFacts facts = new JdbcHubFacts(jdbc);
    JdbcRetention retention = new JdbcRetention(jdbc, 1_000);
    JdbcGroups groups = new JdbcGroups(jdbc, transaction, outbox, clock);
    JdbcTimers timers = new JdbcTimers(jdbc);
    JdbcFacts told = new JdbcFacts(jdbc);
    JdbcTickets tickets = new JdbcTickets(jdbc, clock);
    Incident one = incidents.list(true, null, null, 1, 0).get(0);
    List<UUID> page = incidents.list(null, null, null, 50, 0).stream().map(Incident::id).toList();
    Change reminder = new Change(ChangeKind.REPEATED, Reason.REPEAT_INTERVAL_ELAPSED, one.subject(), now);
    Map<String, Hot> hot = new LinkedHashMap<>();
    hot.put("poll: what was there at the last poll", () -> incidents.spells("rule-0"));
    hot.put("poll: what was resolved lately", () -> incidents.formers("rule-0", now.minus(Duration.ofHours(4))));
    hot.put("poll: which finished rows are known", () -> incidents.known("rule-0", List.of("srv-20", "srv-40", "srv-60")));
    hot.put("poll: what is down that others stand behind", () -> new JdbcParents(jdbc).down("rule-0", Set.of(), Set.of("srv-100", "srv-200")));
    hot.put("poll: a reminder is owed", () -> outbox.add(List.of(new Owed(reminder, "slack", "ops", true, "{}"))));
    hot.put("poll: an incident ends", () -> incidents.write(List.of(new Move.End(one.id(), Reason.ROW_GONE, now))));
    hot.put("poll: the ends are owed", () -> outbox.close(List.of(one.id()), Reason.ROW_GONE, now));
    hot.put("dispatcher: claim", () -> outbox.claim("slack", 128, Duration.ofSeconds(30)));
    hot.put("dispatcher: outcomes", () -> outbox.settle(outbox.claim("mail", 128, Duration.ofSeconds(30)).stream()
        .map(each -> new Settlement(each, Settlement.DEAD, now, "HTTP 400", false, null, null)).toList()));
    hot.put("dispatcher: whose channel fails", () -> new JdbcStandIns(jdbc, clock).stranded(Duration.ofMinutes(5), Severity.ERROR, 100));
    hot.put("groups: what is due", groups::tell);
    hot.put("escalation: what is due", () -> {
      timers.lapse(now, 300);
      timers.wake(now);
      timers.due(now, 300);
    });
    hot.put("escalation: a level is told", () -> outbox.tell(one.id(), ChangeKind.ESCALATED, Reason.NOT_ANSWERED, now, "", Set.of("slack", "jira")));
    hot.put("hand-over", () -> new JdbcDuty(jdbc).handOver("schedule-1", List.of("anna"), "ben", "", now));
    hot.put("console: open incidents", () -> incidents.list(true, null, null, 51, 0));
    hot.put("console: incidents of a rule", () -> incidents.list(null, "rule-7", null, 51, 0));
    hot.put("console: incidents of a rule that has had none for long", () -> incidents.list(null, "quiet", null, 51, 0));
    hot.put("console: incidents of a server", () -> incidents.list(null, null, "srv-471", 51, 0));
    hot.put("console: how many are open", incidents::countOpen);
    hot.put("console: how the rules do", incidents::rules);
    hot.put("console: on the hundredth page", () -> incidents.list(null, null, null, 51, 5_000));
    hot.put("console: deliveries", () -> deliveries.list(null, null, 51, 0));
    hot.put("console: deliveries by a channel", () -> deliveries.list(null, "jira", 51, 0));
    for (String status : List.of("pending", "dead", "suppressed")) {
      hot.put("console: deliveries, " + status, () -> deliveries.list(status, null, 51, 0));
    }
    hot.put("console: deliveries of a page of incidents", () -> deliveries.of(page));
    hot.put("console: tickets of a page of incidents", () -> deliveries.tickets(page));
    hot.put("console: how the channels do", deliveries::health);
    hot.put("console: dead letters", () -> deadLetters.list(null, "dead", 51, 0));
    hot.put("console: how many dead letters", deadLetters::waiting);
    hot.put("explain", () -> {
      told.polls("rule-0", now, 10);
      told.asked(one.id());
      told.refused("rule-0", "srv-471", now, 10);
    });
    hot.put("hook: whose reference", () -> {
      deliveries.incidentOf("jira", "REF-4711-3");
      tickets.find("jira", "REF-4711-3");
    });
    hot.put("hook: what waits", () -> new JdbcInbox(jdbc, transaction, clock).claim("jira", Duration.ofSeconds(30)));
    hot.put("rule ticket-watch", () -> jdbc.queryForList("select * from overdue_ticket('1h', 2, '24h', 2)"));
    String own = Files.readString(Path.of("routes/sql/signalbox.sql"));
    hot.put("rule signalbox", () -> jdbc.queryForList(own));
    Period day = new Period("day", now.minus(Duration.ofDays(1)), now);
    hot.put("report", () -> facts.read(now, day, new Period("month", now.minus(Duration.ofDays(30)), now)));
    Instant old = now.minus(Duration.ofDays(390));
    hot.put("retention: deliveries", () -> retention.deliveries(old).purge());
    hot.put("retention: incidents", () -> retention.incidents(old).purge());
    hot.put("retention: groups", () -> retention.groups(old).purge());
    Set<String> big = Set.copyOf(new JdbcTemplate(store).queryForList(
        "select relname from pg_class where relkind = 'r' and reltuples >= ?", String.class, BIG));
    boolean fine = true;
    for (Map.Entry<String, Hot> entry : hot.entrySet()) {
      fine &= explain(entry.getKey(), entry.getValue(), big, recorder, store, transaction);
    }
    System.out.println(fine ? "\nNo statement reads a big table from end to end." : "\nA statement reads a big table from end to end.");
    return fine;
  }

  private static boolean explain(
      String name, Hot hot, Set<String> big, Recorder recorder, DataSource store, TransactionTemplate transaction) throws Exception {
    double[] millis = new double[TIMES]; // the first ones find nothing in any cache, and a cold JVM
    for (int i = 0; i < TIMES; i++) {
      recorder.taken();
      long start = System.nanoTime();
      ask(name, hot, transaction);
      millis[i] = (System.nanoTime() - start) / 1e6;
    }
    Arrays.sort(millis);
    System.out.printf("%n== %s, %.1f ms%n", name, millis[TIMES / 2]);
    boolean fine = true;
    try (Connection connection = store.getConnection()) {
      for (Recorder.Asked asked : recorder.taken()) {
        for (String line : Recorder.plan(connection, asked)) {
          Matcher scan = WHOLE_TABLE.matcher(line);
          boolean bad = scan.find() && big.contains(scan.group(1));
          fine &= !bad;
          System.out.println((bad ? "!! " : "   ") + line);
        }
      }
    }
    return fine;
  }

  /** Rolled back, so that every question finds the same store. */
  private static void ask(String name, Hot hot, TransactionTemplate transaction) {
    transaction.executeWithoutResult(status -> {
      status.setRollbackOnly();
      try {
        hot.ask();
      } catch (Exception e) {
        throw new IllegalStateException(name, e);
      }
    });
  }
}

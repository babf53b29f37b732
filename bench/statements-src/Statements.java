import dev.signalbox.incident.Change;
import dev.signalbox.incident.ChangeKind;
import dev.signalbox.incident.Incident;
import dev.signalbox.incident.Reason;
import dev.signalbox.delivery.Owed;
import dev.signalbox.report.HubFacts;
import dev.signalbox.report.Period;
import dev.signalbox.store.JdbcDeadLetters;
import dev.signalbox.store.JdbcDeliveries;
import dev.signalbox.store.JdbcHubFacts;
import dev.signalbox.store.JdbcIncidentStore;
import dev.signalbox.store.JdbcOutbox;
import dev.signalbox.store.JdbcRetention;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Fills a store, has the hub's own classes ask what they ask all day, and shows how PostgreSQL goes about it. */
public final class Statements {

  private static final Pattern WHOLE_TABLE =
      Pattern.compile("Seq Scan on (incident|delivery|timeline|ticket)\\b");

  /** What asks; with the words for the table that it prints. */
  private interface Hot {
    void ask() throws Exception;
  }

  public static void main(String[] arguments) throws Exception {
    int incidents = Integer.parseInt(arguments[0]);
    try (EmbeddedPostgres postgres = EmbeddedPostgres.builder()
        .setServerConfig("fsync", "off").setServerConfig("full_page_writes", "off").setServerConfig("max_wal_size", "4GB").start()) {
      DataSource store = postgres.getPostgresDatabase();
      Flyway.configure().dataSource(store).load().migrate();
      JdbcTemplate jdbc = new JdbcTemplate(store);
      long start = System.nanoTime();
      fill(jdbc, incidents);
      System.out.printf("%,d incidents, %,d deliveries, %,d steps of stories in %d s%n", count(jdbc, "incident"),
          count(jdbc, "delivery"), count(jdbc, "timeline"), Duration.ofNanos(System.nanoTime() - start).toSeconds());
      System.exit(explain(store) ? 0 : 1);
    }
  }

  private static long count(JdbcTemplate jdbc, String table) {
    return jdbc.queryForObject("select count(*) from " + table, Long.class);
  }

  /** Over 400 days; one in a hundred is open, one delivery in a thousand waits or died. */
  private static void fill(JdbcTemplate jdbc, int incidents) {
    jdbc.update("""
        insert into incident (id, rule, key, status, severity, title, row, fingerprint, opened_at, acknowledged_at, resolved_at, gone_at, next_repeat_at, told_at)
        select md5('i' || n)::uuid, 'rule-' || n % 20, 'srv-' || n, case when n % 100 = 0 then 'open' else 'resolved' end,
               (array['info', 'warning', 'error', 'critical'])[1 + n % 4], 'Server down: srv-' || n,
               json_build_object('server_id', 'srv-' || n, 'minutes_down', n % 500), n, at, at + interval '5 minutes',
               case when n % 100 > 0 then at + interval '1 hour' end, case when n % 100 > 0 then at + interval '1 hour' end, at, at
        from (select n, now() - interval '400 days' * (n::float8 / ?) as at from generate_series(1, ?) n) x""", incidents, incidents);
    jdbc.update("""
        insert into timeline (incident, at, event, actor, reason)
        select i.id, i.opened_at, 'opened', 'rule', 'first_notification' from incident i, generate_series(1, 3)""");
    jdbc.update("""
        insert into delivery (id, incident, rule, channel, address, kind, reason, priority, at, context, status, due_at, created_at, sent_at, reference)
        select gen_random_uuid(), i.id, i.rule, (array['slack', 'mail', 'pagerduty', 'jira', 'servicenow'])[1 + n % 5], '',
               case when n < 5 then 'opened' else 'resolved' end, 'first_notification', 2, i.opened_at, '{"options":{}}',
               case when hashtext(i.id::text || n) % 1000 = 0 then case when n < 5 then 'dead' else 'pending' end else 'sent' end,
               i.opened_at, i.opened_at, i.opened_at, 'REF-' || i.fingerprint || '-' || n
        from incident i, generate_series(0, 9) n""");
    jdbc.update("""
        insert into dead_letter (id, at, source, rule, channel, delivery, incident, payload, reason, attempts)
        select gen_random_uuid(), created_at, 'delivery', rule, channel, id, incident, '', 'HTTP 400', 1 from delivery where status = 'dead'""");
    jdbc.update("""
        insert into ticket (incident, channel, reference, url, category, created_at, changed_at, seen_at)
        select incident, channel, reference, null, case when hashtext(reference) % 500 = 0 then 'new' else 'done' end, created_at, created_at, created_at
        from delivery where channel = 'jira' and kind = 'opened'""");
    jdbc.execute("vacuum analyze");
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
    Incident one = incidents.list(true, null, null, 1, 0).get(0);
    Change reminder = new Change(ChangeKind.REPEATED, Reason.REPEAT_INTERVAL_ELAPSED, one.subject(), now);
    Map<String, Hot> hot = new LinkedHashMap<>();
    hot.put("poll: what was there at the last poll", () -> incidents.spells("rule-0"));
    hot.put("poll: which finished rows are known", () -> incidents.known("rule-0", List.of("srv-20", "srv-40", "srv-60")));
    hot.put("poll: a reminder is owed", () -> outbox.add(List.of(new Owed(reminder, "slack", "ops", true, "{}"))));
    hot.put("poll: the ends are owed", () -> outbox.close(List.of(one.id()), Reason.ROW_GONE, now));
    hot.put("dispatcher: claim", () -> outbox.claim("slack", 128, Duration.ofSeconds(30)));
    hot.put("console: open incidents", () -> incidents.list(true, null, null, 51, 0));
    hot.put("console: incidents of a rule", () -> incidents.list(null, "rule-7", null, 51, 0));
    hot.put("console: how many are open", incidents::countOpen);
    hot.put("console: deliveries", () -> deliveries.list(null, null, 51, 0));
    hot.put("console: deliveries of an incident", () -> deliveries.of(one.id()));
    hot.put("console: how the channels do", deliveries::health);
    hot.put("console: dead letters", () -> deadLetters.list(null, "dead", 51, 0));
    hot.put("console: how many dead letters", deadLetters::waiting);
    hot.put("hook: whose reference", () -> deliveries.incidentOf("jira", "REF-4711-3"));
    Period day = new Period("day", now.minus(Duration.ofDays(1)), now);
    hot.put("report", () -> facts.read(now, day, new Period("month", now.minus(Duration.ofDays(30)), now)));
    Instant old = now.minus(Duration.ofDays(390));
    hot.put("retention: deliveries", () -> retention.deliveries(old).purge());
    hot.put("retention: incidents", () -> retention.incidents(old).purge());
    boolean fine = true;
    for (Map.Entry<String, Hot> entry : hot.entrySet()) {
      fine &= explain(entry.getKey(), entry.getValue(), recorder, store, transaction);
    }
    System.out.println(fine ? "\nNo statement reads a big table from end to end." : "\nA statement reads a big table from end to end.");
    return fine;
  }

  private static boolean explain(
      String name, Hot hot, Recorder recorder, DataSource store, TransactionTemplate transaction) throws Exception {
    recorder.taken();
    long start = System.nanoTime();
    transaction.executeWithoutResult(status -> {
      status.setRollbackOnly(); // so that every question finds the same store
      try {
        hot.ask();
      } catch (Exception e) {
        throw new IllegalStateException(name, e);
      }
    });
    System.out.printf("%n== %s, %.1f ms%n", name, (System.nanoTime() - start) / 1e6);
    boolean fine = true;
    try (Connection connection = store.getConnection()) {
      for (Recorder.Asked asked : recorder.taken()) {
        for (String line : Recorder.plan(connection, asked)) {
          boolean bad = WHOLE_TABLE.matcher(line).find();
          fine &= !bad;
          System.out.println((bad ? "!! " : "   ") + line);
        }
      }
    }
    return fine;
  }
}

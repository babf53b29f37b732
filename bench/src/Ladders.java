import dev.signalbox.delivery.Outbox;
import dev.signalbox.escalation.OnCallPlan;
import dev.signalbox.ladder.Escalation;
import dev.signalbox.ladder.Sweep;
import dev.signalbox.store.JdbcOutbox;
import dev.signalbox.store.JdbcTimers;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What one look at the timers of many open incidents costs: CPU of this process and of PostgreSQL. */
public final class Ladders {

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final JdbcTimers timers;
  private final Outbox outbox;
  private final OnCallPlan plan;
  private final long postgres;

  private Ladders(EmbeddedPostgres server) throws Exception {
    var store = new com.zaxxer.hikari.HikariDataSource();
    store.setDataSource(server.getPostgresDatabase());
    Flyway.configure().dataSource(store).load().migrate();
    jdbc = new JdbcTemplate(store);
    transaction = new TransactionTemplate(new JdbcTransactionManager(store));
    timers = new JdbcTimers(jdbc);
    outbox = new JdbcOutbox(jdbc, Clock.systemUTC());
    plan = OnCallPlan.ofFile(Files.writeString(Files.createTempFile("ladder", ".yaml"), """
        schedule: s
        timezone: UTC
        layers: [{rotation: {type: weekly, start: 2024-01-01T09:00, participants: [anna, ben]}}]
        ---
        escalation: e
        levels:
          - {delay_minutes: 15, targets: [{schedule: s}]}
          - {delay_minutes: 30, targets: [{user: sam}]}
          - {targets: [{user: boss}]}
        """));
    String file = jdbc.queryForObject("show data_directory", String.class) + "/postmaster.pid";
    postgres = Long.parseLong(Files.readAllLines(Path.of(file)).get(0).strip());
  }

  public static void main(String[] args) throws Exception {
    int incidents = args.length > 0 ? Integer.parseInt(args[0]) : 10_000;
    try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
      new Ladders(server).run(incidents);
    }
    System.exit(0);
  }

  private void run(int incidents) throws Exception {
    fill(incidents);
    for (int i = 0; i < 100; i++) { // warm
      due(i % 2 == 0 ? 0 : 200);
      sweep();
    }
    tidy();
    System.out.printf(Locale.ROOT, "%,d open incidents with timers, half of them acknowledged%n", incidents);
    report("nothing due", 400, () -> {});
    report("20 levels due each time", 100, () -> due(20));
    report("300 levels due each time", 20, () -> due(300));
    explain();
  }

  private void fill(int incidents) {
    jdbc.update("""
        insert into escalation_version values ('00000000-0000-4000-8000-000000000001', 'e',
          '{"escalation":"e","repeat":0,"acknowledge_stops":true,"levels":[{"delay_minutes":15,"targets":[{"schedule":"s"}]},{"delay_minutes":30,"targets":[{"user":"sam"}]},{"delay_minutes":0,"targets":[{"user":"boss"}]}]}')""");
    jdbc.update("""
        insert into incident (id, rule, key, status, severity, title, row, fingerprint, opened_at, next_repeat_at, schedule, acknowledged_at,
                              acknowledged_by, acknowledged_until)
        select gen_random_uuid(), 'r', 'k' || n, case n % 2 when 0 then 'open' else 'acknowledged' end, 'error', 'Down: ' || n,
               '{"server_id": "srv"}', 0, now(), now() + interval '4 hours', 's', case n % 2 when 1 then now() end,
               case n % 2 when 1 then 'anna' end, case n % 2 when 1 then now() + interval '2 hours' end
        from generate_series(1, ?) n""", incidents);
    jdbc.update("""
        insert into escalation_timer (incident, version, level, round, round_began, entered_at, due_at, paused_at, ack_stops)
        select id, '00000000-0000-4000-8000-000000000001', 1, 0, now(), now(), now() + interval '15 hours',
               case status when 'acknowledged' then now() end, true from incident""");
    jdbc.update("""
        insert into delivery (id, incident, rule, channel, address, kind, reason, priority, at, context, status, due_at, created_at)
        select gen_random_uuid(), id, 'r', 'slack', 'ops', 'opened', 'first_notification', 2, now(), '{}', 'sent', now(), now() from incident""");
    jdbc.execute("analyze");
  }

  private void due(int count) {
    jdbc.update("""
        update escalation_timer set due_at = now() - interval '1 second', level = 1
        where incident in (select incident from escalation_timer where paused_at is null limit ?)""", count);
  }

  private void tidy() {
    jdbc.execute("vacuum analyze");
  }

  private int sweep() {
    return transaction.execute(status -> {
      var now = Clock.systemUTC().instant();
      Sweep sweep = new Sweep(timers, outbox, kind -> Set.of("slack"), () -> plan, dev.signalbox.incident.Holds.NONE, now);
      sweep.begin();
      int told = 0;
      for (List<Escalation> more = sweep.next(); !more.isEmpty(); more = sweep.next()) {
        told += more.size();
        outbox.tell(
            more.stream().map(one -> new Outbox.News(one.change().subject().id(), one.change().reason(), now, one.change().note(), "{}")).toList(),
            one(more), Set.of("slack"));
      }
      return told;
    });
  }

  private static dev.signalbox.incident.ChangeKind one(List<Escalation> more) {
    return more.get(0).change().kind();
  }

  private void report(String what, int times, Runnable before) throws Exception {
    var machine = (com.sun.management.OperatingSystemMXBean) java.lang.management.ManagementFactory.getOperatingSystemMXBean();
    double ours = 0;
    double theirs = 0;
    int told = 0;
    for (int i = 0; i < times; i++) {
      before.run();
      double database = Usage.seconds(postgres);
      long hub = machine.getProcessCpuTime();
      told += sweep();
      ours += (machine.getProcessCpuTime() - hub) / 1e9;
      theirs += Usage.seconds(postgres) - database;
    }
    System.out.printf(Locale.ROOT, "  %-26s %6.2f ms CPU per look (hub %.2f, PostgreSQL %.2f), %.1f levels entered%n",
        what, 1000 * (ours + theirs) / times, 1000 * ours / times, 1000 * theirs / times, (double) told / times);
  }

  private void explain() {
    for (String sql : List.of(
        "explain select incident from escalation_timer where due_at <= now() and paused_at is null order by due_at limit 300",
        "explain select incident from escalation_timer where resume_at <= now() order by resume_at limit 500",
        "explain select id from incident where status = 'acknowledged' and acknowledged_until <= now() and held_since is null order by acknowledged_until limit 300")) {
      jdbc.queryForList(sql, String.class).stream().filter(line -> line.contains("Scan")).forEach(line -> System.out.println("  " + line.strip()));
    }
  }
}

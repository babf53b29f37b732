package dev.signalbox.camel;

import static org.awaitility.Awaitility.await;

import dev.signalbox.TestPostgres;
import dev.signalbox.channel.Channel;
import dev.signalbox.channel.Message;
import dev.signalbox.channel.Step;
import dev.signalbox.delivery.Deliveries;
import dev.signalbox.delivery.Outcome;
import dev.signalbox.escalation.OnCallPlan;
import dev.signalbox.handoff.HandoffNotices;
import dev.signalbox.incident.ChangeKind;
import dev.signalbox.oncall.Assignment;
import dev.signalbox.oncall.Person;
import dev.signalbox.oncall.Rota;
import dev.signalbox.oncall.Schedule;
import dev.signalbox.store.StoreFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Properties;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * The real rule files and Kamelets between a real PostgreSQL to watch and a real store; the channels are only names, since
 * nothing is sent here.
 */
final class RuleHarness implements AutoCloseable {

  static final Person MIRA = new Person("mira", "Mira", "mira@example.com", "U1", "acc-1", "mira", "mira", null);

  final StoreFixture store;
  final JdbcTemplate source;
  final AtomicInteger wakes = new AtomicInteger();
  final DefaultCamelContext camel = new DefaultCamelContext();
  private final Properties properties = new Properties();

  /** Mira, always, unless a test says otherwise. */
  volatile OnCallPlan plan;

  RuleHarness() throws Exception {
    this(new StoreFixture());
  }

  /** Another hub on the same store. */
  RuleHarness(StoreFixture store) throws Exception {
    this.store = store;
    DataSource watched = TestPostgres.empty();
    source = new JdbcTemplate(watched);
    source.execute(
        """
        create table servers (server_id text primary key, team text, region text, sla_minutes int);
        create table downtime_logs (id bigserial primary key, server_id text, start_time timestamptz, end_time timestamptz,
          downtime_duration_minutes numeric, cause text, resolved boolean default false, sla_tracking boolean default true);
        create table server_metrics (server_id text, timestamp timestamptz, cpu_usage numeric, memory_usage numeric)""");
    Schedule always = Schedule.of("infrastructure", ZoneOffset.UTC, (from, to) -> List.of(new Assignment(from, to, "mira", 0)));
    plan = OnCallPlan.of(new Rota(Map.of("mira", MIRA), List.of(always)));
    Polls.Parts parts =
        new Polls.Parts(
            store.polls, store.incidents, store.outbox, store.announcements, store.deadLetters, () -> plan,
            UUID::randomUUID);
    camel.getRegistry().bind("polls", new Polls(parts, wakes::incrementAndGet));
    camel.getRegistry().bind("handoffNotices", new HandoffNotices(
        () -> plan, store.incidents, store.deliveries, store.announcements, UUID::randomUUID));
    camel.getRegistry().bind("mishaps", new Mishaps(store.deadLetters, Set.of(), store.clock, UUID::randomUUID));
    camel.getRegistry().bind("transactionManager", store.transaction.getTransactionManager());
    camel.getRegistry().bind("store", store.dataSource);
    camel.getRegistry().bind("source", new WithoutAutoCommit(watched));
    Stream.of("slack", "mail", "pagerduty", "jira", "servicenow").forEach(name -> camel.getRegistry().bind(name, new Name(name)));
    camel.getComponent("kamelet", KameletComponent.class).setLocation("file:routes/kamelets");
    properties.put("signalbox.tickets", "jira");
    camel.getPropertiesComponent().setInitialProperties(properties);
  }

  /** The timer fires every second, but a poll is due only when the test has moved the clock, see {@link #poll}. */
  RuleHarness load(String file) throws Exception {
    String yaml = Files.readString(Path.of(file)).replaceAll("every: .*", "every: 1s");
    return loadText(Path.of(file).getFileName().toString(), yaml);
  }

  RuleHarness loadText(String name, String yaml) throws Exception {
    Resource errors = PluginHelper.getResourceLoader(camel).resolveResource("file:routes/errors.camel.yaml");
    PluginHelper.getRoutesLoader(camel).loadRoutes(errors, ResourceHelper.fromString(name, yaml));
    return this;
  }

  /** Starts with a first poll, and returns when it is over. */
  RuleHarness start() {
    camel.start();
    awaitPoll();
    return this;
  }

  /** One more poll, and returns when it is over. */
  void poll() {
    store.clock.tick(Duration.ofSeconds(1));
    awaitPoll();
  }

  private void awaitPoll() {
    await().until(() -> store.jdbc.queryForObject("select count(*) from rule where last_poll_at = ?", Integer.class, Timestamp.from(store.clock.instant())) > 0);
  }

  /** What is owed or was, as {@code channel address kind}, sorted. */
  List<String> owed() {
    return store.deliveries.list(null, null, 1000, 0).stream()
        .map(RuleHarness::words)
        .sorted()
        .toList();
  }

  private static String words(Deliveries.View view) {
    return String.join(" ", Stream.of(view.channel(), view.address(), view.kind(), view.key()).filter(word -> !word.isEmpty()).toList());
  }

  @Override
  public void close() {
    camel.stop();
  }

  private record Name(String name) implements Channel {
    @Override
    public boolean repeatable() {
      return true;
    }

    @Override
    public boolean takes(ChangeKind kind) {
      return kind == ChangeKind.ANNOUNCED ? Set.of("slack", "mail").contains(name) : !name.equals("jira");
    }

    @Override
    public List<String> missingSettings() {
      return List.of();
    }

    @Override
    public Step send(Message message) {
      return Step.done(Outcome.Delivered.as("sent"));
    }
  }

  /** As the watched database is configured: only so are rows streamed. */
  private static final class WithoutAutoCommit extends DelegatingDataSource {
    WithoutAutoCommit(DataSource target) {
      super(target);
    }

    @Override
    public java.sql.Connection getConnection() throws java.sql.SQLException {
      java.sql.Connection connection = super.getConnection();
      connection.setAutoCommit(false);
      return connection;
    }
  }
}

package dev.signalbox.camel;

import static org.awaitility.Awaitility.await;

import dev.signalbox.Secret;
import dev.signalbox.TestPostgres;
import dev.signalbox.channel.Channel;
import dev.signalbox.channel.Conversation;
import dev.signalbox.channel.Request;
import dev.signalbox.channel.jira.JiraChannel;
import dev.signalbox.channel.jira.JiraSettings;
import dev.signalbox.channel.mail.MailChannel;
import dev.signalbox.channel.mail.MailSettings;
import dev.signalbox.channel.pagerduty.PagerDutyChannel;
import dev.signalbox.channel.pagerduty.PagerDutySettings;
import dev.signalbox.channel.servicenow.ServiceNowChannel;
import dev.signalbox.channel.servicenow.ServiceNowSettings;
import dev.signalbox.channel.slack.SlackChannel;
import dev.signalbox.channel.slack.SlackSettings;
import dev.signalbox.delivery.Deliveries;
import dev.signalbox.delivery.Delivery;
import dev.signalbox.delivery.Illustrations;
import dev.signalbox.escalation.OnCallPlan;
import dev.signalbox.forecast.watch.Watch;
import dev.signalbox.handoff.HandoffNotices;
import dev.signalbox.incident.ChangeKind;
import dev.signalbox.incident.HoldListener;
import dev.signalbox.incident.Holds;
import dev.signalbox.incident.Reason;
import dev.signalbox.incident.Rule;
import dev.signalbox.oncall.Assignment;
import dev.signalbox.oncall.Person;
import dev.signalbox.oncall.Rota;
import dev.signalbox.oncall.Schedule;
import dev.signalbox.report.DailyReports;
import dev.signalbox.store.JdbcLedger;
import dev.signalbox.store.JdbcMemory;
import dev.signalbox.store.StoreFixture;
import dev.signalbox.web.InMemoryOnCallFindings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
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
 * The real rule files and Kamelets between a real PostgreSQL to watch and a real store, with the real channels; but
 * nothing is sent here.
 */
final class RuleHarness implements AutoCloseable {

  static final Secret HUB_KEY = new Secret("0123456789abcdef0123456789abcdef");
  private static final HoldListener QUIET = new HoldListener() {
    @Override
    public void held(String rule, Reason reason, int count) {}

    @Override
    public void released(String rule, int count) {}
  };

  static final Person MIRA = new Person("mira", "Mira", "mira@example.com", "U1", "acc-1", "mira", "mira", null);

  final StoreFixture store;
  final JdbcTemplate source;
  final AtomicInteger wakes = new AtomicInteger();
  final DefaultCamelContext camel = new DefaultCamelContext();
  final Properties properties = new Properties();

  /** Nothing is held back, unless a test says otherwise. */
  volatile Holds holds = Holds.NONE;

  final InMemoryOnCallFindings findings = new InMemoryOnCallFindings();

  /** Mira, always, unless a test says otherwise. */
  private volatile OnCallPlan plan;

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
            store.polls, store.incidents, inForce(), QUIET, store.outbox, store.announcements,
            this::audience, store.deadLetters, store.timers, store.duty, () -> plan, UUID::randomUUID);
    camel.getRegistry().bind("polls", new Polls(parts, wakes::incrementAndGet));
    camel.getRegistry().bind("handoffNotices", new HandoffNotices(
        () -> plan, store.incidents, store.deliveries, store.announcements, UUID::randomUUID));
    camel.getRegistry().bind("dailyReports", new DailyReports(
        store.hubFacts, (now, day) -> Optional.empty(), findings, () -> plan, store.announcements, store.reports,
        "https://signalbox.example.com", UUID::randomUUID));
    JdbcMemory memory = new JdbcMemory(store.jdbc);
    camel.getRegistry().bind("forecastMemory", memory);
    camel.getRegistry().bind("forecastWatch", new Watch(memory, new JdbcLedger(store.jdbc), UUID::randomUUID, store.clock));
    camel.getRegistry().bind("mishaps", new Mishaps(store.deadLetters, Set.of(), store.clock, UUID::randomUUID));
    camel.getRegistry().bind("transactionManager", store.transaction.getTransactionManager());
    camel.getRegistry().bind("store", store.dataSource);
    camel.getRegistry().bind("source", new WithoutAutoCommit(watched));
    Stream.of(
        new SlackChannel(new SlackSettings(null, new Secret("xoxb-test"), null)),
        new MailChannel(new MailSettings("localhost", 25, null, null, "signalbox@example.com", false)),
        new PagerDutyChannel(new PagerDutySettings(HUB_KEY, null, null, null)),
        new JiraChannel(new JiraSettings("http://jira.invalid", null, null, new Secret("token"), "OPS", null, null, null)),
        new ServiceNowChannel(
            new ServiceNowSettings("http://snow.invalid", "hub", new Secret("password"), null, null, null, null, null, null)))
        .forEach(this::bind);
    camel.getComponent("kamelet", KameletComponent.class).setLocation("file:routes/kamelets");
    properties.put("signalbox.tickets", "jira");
    camel.getPropertiesComponent().setInitialProperties(properties);
  }

  /** Whatever {@link #holds} are at the time. */
  private Holds inForce() {
    return new Holds() {
      @Override
      public InForce at(Rule rule, Instant now) {
        return holds.at(rule, now);
      }

      @Override
      public Past between(Instant from, Instant to) {
        return holds.between(from, to);
      }
    };
  }

  private Set<String> audience(ChangeKind kind) {
    return camel.getRegistry().findByType(Channel.class).stream()
        .filter(channel -> channel.takes(kind)).map(Channel::name).collect(Collectors.toSet());
  }

  /** In place of the one of that name. */
  void bind(Channel channel) {
    camel.getRegistry().bind(channel.name(), Channel.class, channel);
  }

  /** Who is on call from now on. */
  void onCall(OnCallPlan plan) {
    this.plan = plan;
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

  /** What the first request of each delivery that is due would say, by {@code rule channel address}. */
  Map<String, String> said() {
    Map<String, String> said = new TreeMap<>();
    Couriers couriers = new Couriers(null, () -> plan.rota(), store.announcements, Illustrations.NONE, incident -> Optional.empty(), message -> message, null, store.clock);
    for (String name : List.of("slack", "mail", "pagerduty", "jira", "servicenow")) {
      Channel channel = camel.getRegistry().lookupByNameAndType(name, Channel.class);
      for (Delivery delivery : store.outbox.claim(name, 1000, Duration.ofMinutes(1))) {
        Request request = Conversation.request(channel, couriers.message(channel, delivery));
        String rule = delivery.subject().alert().rule();
        said.put((rule + " " + name + " " + delivery.address()).strip(), request.headers() + "\n" + request.body());
      }
    }
    return said;
  }

  private static String words(Deliveries.View view) {
    return String.join(" ", Stream.of(view.channel(), view.address(), view.kind(), view.key()).filter(word -> !word.isEmpty()).toList());
  }

  @Override
  public void close() {
    camel.stop();
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

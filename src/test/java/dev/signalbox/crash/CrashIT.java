package dev.signalbox.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.signalbox.TestPostgres;
import dev.signalbox.sandbox.Effect;
import dev.signalbox.sandbox.MailSandbox;
import dev.signalbox.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * The packaged hub owes 300 deliveries over five channels and is killed, as by {@code kill -9}, at twenty random instants and
 * at five chosen ones: after a system has accepted a request and before the hub could record that. What the systems saw is the
 * judge.
 */
class CrashIT {

  private static final int SERVERS = 60;
  private static final int RANDOM_KILLS = 20;
  private static final List<String> SYSTEMS = List.of("slack", "mail", "pagerduty", "jira", "servicenow");
  private static final String ROUTING_KEY = "0123456789abcdef0123456789abcdef";

  @TempDir Path folder;
  private final Sandbox sandbox = Sandbox.builder().latency(Duration.ofMillis(150)).jiraSearchLag(Duration.ofMillis(800)).start();
  private final MailSandbox mail = MailSandbox.start(sandbox, 0);
  private final String store = TestPostgres.emptyUrl();
  private final String source = TestPostgres.emptyUrl();
  private final long seed = Long.getLong("signalbox.crash.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private HubProcess hub;

  @AfterEach
  void stop() {
    if (hub != null) {
      hub.close();
    }
    mail.close();
    sandbox.close();
  }

  @Test
  void nothing_is_lost_and_nothing_is_told_twice() throws Exception {
    System.out.println("crash test, seed " + seed);
    prepare();
    hub = new HubProcess(folder, settings(store, source));
    hub.rehearse(settings(TestPostgres.emptyUrl(), TestPostgres.emptyUrl()));

    List<String> chosen = new ArrayList<>(SYSTEMS);
    int kills = 0;
    for (int round = 0; round < RANDOM_KILLS + SYSTEMS.size(); round++) {
      boolean random = chosen.isEmpty() || round % 5 != 2;
      if (random ? killAtRandom() : killAfterAcceptance(chosen.remove(0))) {
        kills++;
      }
    }
    hub.start();
    await().atMost(Duration.ofMinutes(3)).untilAsserted(() -> assertThat(left()).as(hub.log()).isZero());

    report(kills);
    assertThat(kills).as("kills that hit a working hub").isEqualTo(RANDOM_KILLS + SYSTEMS.size());
    for (String system : List.of("slack", "pagerduty", "jira", "servicenow")) {
      assertThat(told(system)).as("%s heard of every server, seed %d", system, seed).hasSize(SERVERS);
    }
    assertThat(sandbox.pagerDuty().alerts()).as("alerts, seed %d", seed).hasSize(SERVERS);
    assertThat(sandbox.jira().issues()).as("issues, seed %d", seed).hasSize(SERVERS).allSatisfy(issue -> assertThat(issue.assignee()).isNotNull());
    assertThat(sandbox.serviceNow().incidents()).as("ServiceNow incidents, seed %d", seed).hasSize(SERVERS);
    assertThat(sandbox.slack().posts().size() - SERVERS).as("Slack messages told twice, seed %d", seed).isBetween(0, kills);
    assertThat(mail.mails().size() - SERVERS).as("mails told twice, seed %d", seed).isBetween(0, kills);
    assertThat(mail.mails().stream().map(one -> one.header("Message-ID")).distinct().count())
        .as("a mail sent twice has the same Message-ID")
        .isEqualTo(SERVERS);

    everythingEnds();
  }

  /** What was sent open is sent closed, also after all that. */
  private void everythingEnds() {
    jdbc(source).update("update outage set up = true");
    await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> {
      assertThat(sandbox.pagerDuty().alerts()).allSatisfy(alert -> assertThat(alert.status()).isEqualTo("resolved"));
      assertThat(jdbc(store).queryForObject("select count(*) from delivery where kind = 'resolved' and status = 'sent'", Integer.class)).isEqualTo(SERVERS * SYSTEMS.size());
    });
    assertThat(jdbc(store).queryForObject("select count(*) from dead_letter", Integer.class)).isZero();
  }

  /** Somewhere in the first requests that this process makes. */
  private boolean killAtRandom() throws Exception {
    CountDownLatch accepted = new CountDownLatch(1 + random.nextInt(4));
    return startAndKill(effect -> accepted.countDown(), accepted, random.nextInt(150));
  }

  /** On the thread that is about to answer: the hub dies with the request accepted and the answer unread. */
  private boolean killAfterAcceptance(String system) throws Exception {
    CountDownLatch accepted = new CountDownLatch(1);
    AtomicBoolean once = new AtomicBoolean();
    return startAndKill(
        effect -> {
          if (effect.system().equals(system) && once.compareAndSet(false, true)) {
            hub.kill();
            accepted.countDown();
          }
        },
        accepted,
        0);
  }

  private boolean startAndKill(Consumer<Effect> watcher, CountDownLatch accepted, int millisLater) throws Exception {
    sandbox.afterAccepting(watcher);
    hub.start();
    boolean reached = accepted.await(30, TimeUnit.SECONDS);
    if (millisLater > 0) {
      new CountDownLatch(1).await(millisLater, TimeUnit.MILLISECONDS);
    }
    hub.kill();
    hub.awaitDeath();
    sandbox.stopWatching();
    if (!reached) {
      System.out.println("nothing was sent by this process, left " + left() + "\n" + hub.log());
    }
    return reached;
  }

  private Set<String> told(String system) {
    return sandbox.ledger.effects(system).stream().map(Effect::incident).filter(id -> !id.isEmpty()).collect(Collectors.toSet());
  }

  private int left() {
    return jdbc(store).queryForObject("select count(*) from delivery where status <> 'sent'", Integer.class)
        + SERVERS * SYSTEMS.size()
        - jdbc(store).queryForObject("select count(*) from delivery", Integer.class);
  }

  private void report(int kills) {
    Map<String, Integer> seen = new TreeMap<>();
    seen.put("slack", sandbox.slack().posts().size());
    seen.put("mail", mail.mails().size());
    seen.put("pagerduty", sandbox.pagerDuty().alerts().size());
    seen.put("jira", sandbox.jira().issues().size());
    seen.put("servicenow", sandbox.serviceNow().incidents().size());
    System.out.printf("crash test: %d kills, %d deliveries owed, seen by the other side: %s%n", kills, SERVERS * SYSTEMS.size(), seen);
  }

  private void prepare() throws IOException {
    HubProcess.routes(folder);
    HubProcess.keepRules(folder);
    Files.writeString(folder.resolve("routes/rules/outage.camel.yaml"),
        """
        - route:
            id: outage
            description: Server down
            from:
              uri: kamelet:incident-source
              parameters:
                rule: outage
                query: SELECT server_id FROM outage WHERE NOT up
                key: server_id
                every: 1s
              steps:
                - to: { uri: kamelet:on-call-action, parameters: { schedule: infrastructure } }
                - to: { uri: kamelet:slack-sink, parameters: { channel: ops-alerts } }
                - to: { uri: kamelet:mail-sink, parameters: { to: on-call } }
                - to: kamelet:pagerduty-sink
                - to: kamelet:jira-ticket-sink
                - to: kamelet:servicenow-ticket-sink
        """);
    jdbc(source).execute("create table outage as select 'srv-' || i as server_id, false as up from generate_series(1, " + SERVERS + ") i");
  }

  private List<String> settings(String store, String source) {
    return List.of(
        "--signalbox.store.url=" + store,
        "--signalbox.store.username=postgres",
        "--signalbox.source.url=" + source,
        "--signalbox.source.username=postgres",
        "--signalbox.slack.token=xoxb-test",
        "--signalbox.slack.api-url=" + sandbox.url() + "/slack/api",
        "--signalbox.pagerduty.events-url=" + sandbox.url() + "/pagerduty/v2/enqueue",
        "--signalbox.pagerduty.routing-key=" + ROUTING_KEY,
        "--signalbox.jira.url=" + sandbox.url() + "/jira",
        "--signalbox.jira.username=hub@example.com",
        "--signalbox.jira.token=secret",
        "--signalbox.jira.project=OPS",
        "--signalbox.jira.search-lag=2s",
        "--signalbox.servicenow.url=" + sandbox.url() + "/servicenow",
        "--signalbox.servicenow.username=hub",
        "--signalbox.servicenow.password=secret",
        "--signalbox.mail.host=localhost",
        "--signalbox.mail.port=" + mail.port(),
        "--signalbox.mail.from=signalbox@example.com",
        "--signalbox.delivery.channels.pagerduty.concurrency=2",
        "--signalbox.delivery.channels.pagerduty.per-minute-to-one=0",
        "--signalbox.delivery.channels.slack.per-minute-to-one=0",
        "--signalbox.delivery.channels.jira.concurrency=2",
        "--signalbox.delivery.channels.servicenow.concurrency=2",
        "--signalbox.delivery.lease=3s",
        "--signalbox.delivery.answer-within=1500ms");
  }

  private static JdbcTemplate jdbc(String url) {
    return new JdbcTemplate(new DriverManagerDataSource(url, "postgres", ""));
  }
}

package dev.signalbox.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.signalbox.TestPostgres;
import dev.signalbox.sandbox.MailSandbox;
import dev.signalbox.sandbox.Sandbox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * The shipped rule unresolved-downtime, its escalation and its people, in packaged hubs: one is killed, as by {@code kill -9}, when
 * a server has been down for 1:59, and of two on one store one before the next level is due. Hours are shortened in the tables.
 */
class EscalationCrashIT {

  private static final String SENIOR = "dmitri.halvorsen@example.com";

  @TempDir Path folder;
  private final Sandbox sandbox = Sandbox.start();
  private final MailSandbox mail = MailSandbox.start(sandbox, 0);
  private final String storeUrl = TestPostgres.emptyUrl();
  private final String sourceUrl = TestPostgres.emptyUrl();
  private final JdbcTemplate store = jdbc(storeUrl);
  private final JdbcTemplate source = jdbc(sourceUrl);
  private final List<HubProcess> hubs = new ArrayList<>();

  @AfterEach
  void stop() {
    hubs.forEach(HubProcess::close);
    mail.close();
    sandbox.close();
  }

  @Test
  void killed_at_1_59_it_asks_at_2_00_and_of_two_hubs_one_asks_the_next_level_whichever_is_killed() throws Exception {
    source.execute("create table servers (server_id text, team text, region text, sla_minutes int)");
    source.execute("create table downtime_logs (server_id text, start_time timestamptz, end_time timestamptz, cause text, resolved boolean)");
    source.update("insert into downtime_logs values ('db-1', now() - interval '1 hour', null, 'disk', false)");
    HubProcess first = start("first");
    polled("unresolved-downtime", 1);
    source.update("update downtime_logs set start_time = now() - interval '1 hour 59 minutes 55 seconds'");
    polled("unresolved-downtime", 1);
    first.kill();
    first.awaitDeath();
    assertThat(store.queryForObject("select count(*) from incident", Integer.class)).as("at 1:59").isZero();

    HubProcess second = start("second");
    HubProcess third = start("third");
    patiently().untilAsserted(() -> assertThat(asked()).as("after 2:00\n%s", second.log()).containsExactly(SENIOR));
    patiently().until(() -> bothAreUp(second, third));

    store.update("update escalation_timer set due_at = now() + interval '2 seconds'");
    second.kill();
    patiently().untilAsserted(() -> assertThat(asked()).as(third.log()).hasSize(2));
    polled("escalation", 3);
    assertThat(asked()).doesNotHaveDuplicates().hasSize(2);
    assertThat(mail.mails()).filteredOn(one -> !one.recipient().equals(SENIOR)).as("what the manager heard").hasSize(1);
    assertThat(mail.mails()).as("the senior engineer hears of the next level, too").hasSizeBetween(2, 3);
    assertThat(store.queryForObject("select count(*) from timeline where event = 'escalated' and reason = 'not_answered'", Integer.class)).isOne();
    assertThat(store.queryForObject("select count(*) from incident", Integer.class)).isOne();
  }

  private HubProcess start(String name) throws Exception {
    Path own = Files.createDirectory(folder.resolve(name));
    HubProcess.routes(own);
    HubProcess.keepRules(own, "unresolved-downtime.camel.yaml", "escalation.camel.yaml");
    HubProcess hub = new HubProcess(own, List.of(
        "--signalbox.store.url=" + storeUrl,
        "--signalbox.store.username=postgres",
        "--signalbox.source.url=" + sourceUrl,
        "--signalbox.source.username=postgres",
        "--signalbox.slack.token=xoxb-test",
        "--signalbox.slack.api-url=" + sandbox.url() + "/slack/api",
        "--signalbox.pagerduty.events-url=" + sandbox.url() + "/pagerduty/v2/enqueue",
        "--signalbox.pagerduty.routing-key=0123456789abcdef0123456789abcdef",
        "--signalbox.mail.host=localhost",
        "--signalbox.mail.port=" + mail.port(),
        "--signalbox.mail.from=signalbox@example.com",
        "--rules.unresolved-downtime.every=1s",
        "--rules.escalation.every=1s"));
    hubs.add(hub);
    hub.start();
    return hub;
  }

  private static boolean bothAreUp(HubProcess one, HubProcess other) throws Exception {
    String up = "Started Signalbox";
    return one.log().contains(up) && other.log().contains(up);
  }

  /** So many more completed polls of a rule. */
  private void polled(String rule, int times) {
    for (int i = 0; i < times; i++) {
      String before = lastPoll(rule);
      patiently().untilAsserted(() -> assertThat(lastPoll(rule)).as(hubs.get(hubs.size() - 1).log()).isNotEqualTo(before));
    }
  }

  private String lastPoll(String rule) {
    boolean tables = store.queryForObject("select to_regclass('rule') is not null", Boolean.class);
    return tables ? String.join("", store.queryForList("select last_ok_at::text from rule where id = ? and last_ok_at is not null", String.class, rule)) : "";
  }

  private static ConditionFactory patiently() {
    return await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(100));
  }

  /** Who was asked, in order; the channel that everybody reads is left out. */
  private List<String> asked() {
    return store.queryForList(
        "select address from delivery where kind = 'opened' and status = 'sent' and address <> 'ops-alerts' order by seq", String.class);
  }

  private static JdbcTemplate jdbc(String url) {
    return new JdbcTemplate(new DriverManagerDataSource(url, "postgres", ""));
  }
}

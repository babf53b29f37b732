package dev.signalbox.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.sandbox.Fault;
import dev.signalbox.sandbox.KnownFault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A whole life on every channel: what it costs in requests, and what is left of it when a system is away in the middle. */
class RequestCountTest {

  private static final Map<String, String> CHANNELS = new TreeMap<>(Map.of(
      "slack", "Slack", "pagerduty", "PagerDuty", "mail", "mail", "jira", "Jira", "servicenow", "ServiceNow"));
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final String RULE =
      """
      - route:
          id: outage
          description: Server is down
          from:
            uri: kamelet:incident-source
            parameters:
              rule: outage
              query: SELECT server_id, severity FROM outage
              key: server_id
              every: 1s
            steps:
              - to: { uri: kamelet:on-call-action, parameters: { schedule: infrastructure } }
              - to: { uri: kamelet:slack-sink, parameters: { channel: ops-alerts } }
              - to: kamelet:pagerduty-sink
              - to: { uri: kamelet:mail-sink, parameters: { to: ops@example.com } }
              - to: kamelet:jira-ticket-sink
              - to: kamelet:servicenow-ticket-sink
      """;

  @TempDir Path folder;
  private RunningHub hub;

  @BeforeEach
  void start() throws Exception {
    hub = new RunningHub(folder, RULE);
    hub.source.execute("alter table outage add severity text default 'warning'");
    hub.start("--signalbox.jira.url=" + hub.sandbox.url() + "/jira", "--signalbox.jira.token=t", "--signalbox.jira.project=OPS",
        "--signalbox.servicenow.url=" + hub.sandbox.url() + "/servicenow", "--signalbox.servicenow.username=signalbox",
        "--signalbox.servicenow.password=p", "--signalbox.delivery.first-delay=500ms");
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private void settled() {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(
        hub.store.queryForList("select channel || ' ' || kind || ' ' || coalesce(last_error, '') from delivery where status = 'pending'", String.class)).isEmpty());
  }

  private JsonNode incident() throws Exception {
    return hub.get("/api/incidents?rule=outage").get(0);
  }

  private void told(String kind) {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(hub.store.queryForObject(
        "select count(*) from delivery where kind = ? and channel = 'slack'", Integer.class, kind)).isPositive());
  }

  private void opens() {
    hub.goesDown("db-1");
    told("opened");
  }

  private void isAcknowledged() throws Exception {
    hub.post("/api/incidents/" + incident().path("id").asText() + "/acknowledge", "{\"by\": \"mira\"}");
    told("acknowledged");
  }

  private void growsWorse() {
    hub.source.update("update outage set severity = 'critical'");
    told("worsened");
  }

  private void ends() {
    hub.comesBack("db-1");
    told("resolved");
  }

  private interface Event {
    void happens() throws Exception;
  }

  private String cost(Event event) throws Exception {
    hub.sandbox.faults.clear();
    List<Integer> before = requests();
    event.happens();
    settled();
    List<Integer> after = requests();
    return IntStream.range(0, after.size()).mapToObj(i -> String.valueOf(after.get(i) - before.get(i))).collect(Collectors.joining(" "));
  }

  /** Whatever was asked, look-ups among it; of mail, what was sent. */
  private List<Integer> requests() {
    return CHANNELS.keySet().stream()
        .map(system -> system.equals("mail") ? hub.sandbox.ledger.effects("mail").size() : hub.sandbox.requests(system)).toList();
  }

  @Test
  void a_life_costs_what_the_page_says() throws Exception {
    List<String> costs = List.of(cost(this::opens), cost(this::isAcknowledged), cost(this::growsWorse), cost(this::ends));

    List<String> page = Files.readAllLines(Path.of("docs/channels.md"));
    List<String> names = List.copyOf(CHANNELS.values());
    List<String> rows = IntStream.range(0, names.size()).mapToObj(column -> "| %s | %s |".formatted(
        names.get(column), costs.stream().map(cost -> cost.split(" ")[column]).collect(Collectors.joining(" | ")))).toList();
    assertThat(page).containsAll(rows);
  }

  @Test
  void a_message_whose_answer_was_lost_stands_there_once_and_lives_on() throws Exception {
    hub.sandbox.faults.next(1, "slack", "chat.postMessage", Fault.of(Fault.Kind.LOSE_ANSWER));
    opens();
    settled();
    ends();
    settled();
    assertThat(hub.sandbox.slack().posts()).singleElement()
        .satisfies(post -> assertThat(post.content().toString()).contains("Resolved"));
  }

  @ParameterizedTest
  @CsvSource({
    "slack, fatal_error", "slack, takes it and loses the answer", "pagerduty, answers 429 without Retry-After",
    "mail, rcpt: 450 4.2.0 greylisted",
  })
  void with_a_system_away_in_the_middle_every_end_is_told_once(String system, String fault) throws Exception {
    opens();
    settled();
    String id = incident().path("id").asText();
    hub.sandbox.faults.add(KnownFault.named(system, fault), 1);
    isAcknowledged();
    ends();
    // PagerDuty names no wait: half a minute of ours
    await().atMost(Duration.ofSeconds(75)).untilAsserted(() -> assertThat(
        hub.store.queryForList("select channel || ' ' || kind from delivery where status = 'pending'", String.class)).isEmpty());

    assertThat(hub.sandbox.slack().posts()).filteredOn(post -> post.threadTs() == null).singleElement()
        .satisfies(post -> assertThat(post.content().toString()).contains("Resolved", "\"color\":\"good\""));
    assertThat(hub.sandbox.pagerDuty().alerts()).singleElement().satisfies(alert -> assertThat(alert.status()).isEqualTo("resolved"));
    assertThat(hub.sandbox.jira().issues()).singleElement().satisfies(issue -> assertThat(issue.status()).isEqualTo("Done"));
    assertThat(hub.mail.mails().get(0).subject()).startsWith("[resolved]");
    assertThat(hub.mail.mails().get(0).header("References")).contains(id);
    assertThat(hub.sandbox.ledger.duplicates(system)).isEmpty();
    assertThat(hub.get("/api/dead-letters")).isEmpty();
  }
}

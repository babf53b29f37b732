package dev.signalbox.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.Secret;
import dev.signalbox.channel.Signatures;
import dev.signalbox.sandbox.Fault;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The buttons that ask for something: the next level, and a ticket. Whoever presses one is told what came of it. */
class ButtonStoryTest {

  private static final Secret SIGNING = new Secret("signing-" + RunningHub.CANARY);
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
              query: SELECT server_id FROM outage
              key: server_id
              every: 1s
            steps:
              - to: { uri: kamelet:on-call-action, parameters: { schedule: infrastructure, escalation: infrastructure } }
              - to: { uri: kamelet:slack-sink, parameters: { channel: ops-alerts } }
      - route:
          id: escalation
          description: Escalation of incidents that wait
          from:
            uri: kamelet:escalation-source
            parameters: { rule: escalation, every: 1s }
            steps:
              - to: kamelet:on-call-sink
      """;

  @TempDir Path folder;
  private RunningHub hub;
  private int presses;

  @BeforeEach
  void anOutageIsTold() throws Exception {
    hub = new RunningHub(folder, RULE);
    hub.start(
        "--signalbox.slack.signing-secret=" + SIGNING.reveal(), "--signalbox.slack.response-urls=" + home(),
        "--signalbox.jira.url=" + hub.sandbox.url() + "/jira", "--signalbox.jira.token=t", "--signalbox.jira.project=OPS",
        "--signalbox.jira.search-lag=1s", "--signalbox.delivery.first-delay=500ms");
    hub.goesDown("db-1");
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(hub.sandbox.slack().posts()).isNotEmpty());
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(pending()).isZero());
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private String home() {
    return hub.sandbox.url() + "/webhook/slack/";
  }

  private int pending() {
    return hub.store.queryForObject("select count(*) from delivery where status = 'pending'", Integer.class);
  }

  private JsonNode incident() throws Exception {
    return hub.get("/api/incidents?rule=outage").get(0);
  }

  private void press(String button, String responseUrl) throws Exception {
    ObjectNode payload = (ObjectNode) new ObjectMapper().readTree("""
        {"type": "block_actions", "user": {"id": "U01ANNALQ", "name": "anna"}, "response_url": "%s",
         "actions": [{"action_id": "%s", "value": "%s", "action_ts": "177235560%d.1"}]}"""
        .formatted(responseUrl, button, incident().path("id").asText(), presses++));
    String body = "payload=" + URLEncoder.encode(payload.toString(), StandardCharsets.UTF_8);
    String timestamp = String.valueOf(hub.store.queryForObject("select now()", Timestamp.class).toInstant().getEpochSecond());
    String signature = Signatures.sign(SIGNING, ("v0:" + timestamp + ":" + body).getBytes(StandardCharsets.UTF_8));
    assertThat(hub.call("slack", body, Map.of(
        "Content-Type", "application/x-www-form-urlencoded", "X-Slack-Request-Timestamp", timestamp, "X-Slack-Signature", "v0=" + signature)))
        .isEqualTo(200);
  }

  /** What the pressers were told, in the order of their presses. */
  private List<String> answers() throws Exception {
    return hub.sandbox.webhook().received().stream().sorted((one, other) -> one.at().compareTo(other.at())).map(ButtonStoryTest::words).toList();
  }

  private static String words(dev.signalbox.sandbox.WebhookStandIn.Received received) {
    try {
      JsonNode body = new ObjectMapper().readTree(received.body());
      assertThat(body.path("response_type").asText()).isEqualTo("ephemeral");
      assertThat(body.path("replace_original").isBoolean() && !body.path("replace_original").asBoolean()).isTrue();
      return body.path("text").asText();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void answered(int times) {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(answers()).hasSize(times));
  }

  private List<String> story() throws Exception {
    JsonNode timeline = hub.get("/api/incidents/" + incident().path("id").asText()).path("timeline");
    return StreamSupport.stream(timeline.spliterator(), false).map(entry -> entry.path("event").asText()).toList();
  }

  @Test
  void a_ticket_is_opened_once_and_the_next_press_is_answered_with_its_link() throws Exception {
    hub.sandbox.faults.next(1, "jira", "create-issue", Fault.status(503));
    press("ticket", home() + "T0/1");
    answered(1);
    assertThat(answers().get(0)).startsWith("A ticket is being opened in jira for ");
    press("ticket", home() + "T0/2");
    answered(2);
    assertThat(answers().get(1)).startsWith("Nothing was done: ");

    await().atMost(PATIENCE).untilAsserted(() -> assertThat(hub.sandbox.jira().issues()).hasSize(1));
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(pending()).isZero());
    String key = hub.sandbox.jira().issues().get(0).key();
    press("ticket", home() + "T0/3");
    answered(3);

    assertThat(answers().get(2)).startsWith("Nothing was done: there is a ticket, " + key).contains("/browse/" + key);
    assertThat(hub.sandbox.jira().issues()).hasSize(1);
    assertThat(hub.sandbox.jira().issues().get(0).assignee()).as("whoever is on call").isNotEmpty();
    hub.source.update("delete from outage");
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(hub.sandbox.jira().issues().get(0).status()).isEqualTo("Done"));
  }

  @Test
  void escalate_asks_the_next_level_at_once_and_answers_go_to_slack_alone() throws Exception {
    assertThat(story()).doesNotContain("escalated");
    press("escalate", home() + "T0/1");
    answered(1);

    assertThat(answers()).containsExactly("The next level is asked now.");
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(story()).containsOnlyOnce("escalated"));
    assertThat(hub.store.queryForObject("select level from escalation_timer", Integer.class)).isEqualTo(2);
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(pending()).isZero());
    assertThat(hub.sandbox.slack().posts().toString()).contains("Escalated");

    press("escalate", hub.sandbox.url() + "/webhook/elsewhere/T0");
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(hub.store.queryForObject(
        "select level from escalation_timer", Integer.class)).isEqualTo(3));
    assertThat(answers()).as("nobody but Slack is called").hasSize(1);
    assertThat(hub.page("/actuator/prometheus")).contains("result=\"response_url_ignored\"");
  }
}

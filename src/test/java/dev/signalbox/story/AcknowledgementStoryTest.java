package dev.signalbox.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.Secret;
import dev.signalbox.channel.Signatures;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An outage in all systems at once: who takes care of it says so in one of them, and the others know. */
class AcknowledgementStoryTest {

  private static final Secret SIGNING = new Secret("signing-" + RunningHub.CANARY);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
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
              - to: { uri: kamelet:on-call-action, parameters: { schedule: infrastructure } }
              - to: { uri: kamelet:slack-sink, parameters: { channel: ops-alerts } }
              - to: kamelet:pagerduty-sink
              - to: kamelet:jira-ticket-sink
      """;

  @TempDir Path folder;
  private RunningHub hub;

  @BeforeEach
  void anOutageIsTold() throws Exception {
    hub = new RunningHub(folder, RULE);
    hub.start(
        "--signalbox.slack.signing-secret=" + SIGNING.reveal(), "--signalbox.jira.webhook-secret=" + SIGNING.reveal(),
        "--signalbox.jira.url=" + hub.sandbox.url() + "/jira", "--signalbox.jira.token=t", "--signalbox.jira.project=OPS");
    hub.goesDown("db-1");
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(hub.sandbox.jira().issues()).hasSize(1));
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(pending()).isZero());
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private int pending() {
    return hub.store.queryForObject("select count(*) from delivery where status = 'pending'", Integer.class);
  }

  private JsonNode incident() throws Exception {
    return hub.get("/api/incidents?rule=outage").get(0);
  }

  private int press(String button) throws Exception {
    String payload = """
        {"type": "block_actions", "user": {"id": "U01ANNALQ", "name": "anna"}, "actions": [{"action_id": "%s", "value": "%s",
         "action_ts": "1772355600.1"}]}""".formatted(button, incident().path("id").asText());
    String body = "payload=" + URLEncoder.encode(payload, StandardCharsets.UTF_8);
    String timestamp = String.valueOf(hub.store.queryForObject("select now()", Timestamp.class).toInstant().getEpochSecond());
    String signature = Signatures.sign(SIGNING, ("v0:" + timestamp + ":" + body).getBytes(StandardCharsets.UTF_8));
    return hub.call("slack", body, Map.of(
        "Content-Type", "application/x-www-form-urlencoded", "X-Slack-Request-Timestamp", timestamp, "X-Slack-Signature", "v0=" + signature));
  }

  @Test
  void acknowledged_in_slack_it_is_so_everywhere_and_its_end_too() throws Exception {
    assertThat(press("acknowledge")).isEqualTo(200);
    assertThat(press("acknowledge")).as("pressed twice").isEqualTo(200);

    await().atMost(PATIENCE).untilAsserted(() -> assertThat(hub.sandbox.pagerDuty().alerts().get(0).status()).isEqualTo("acknowledged"));
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(hub.sandbox.jira().issues().get(0).status()).isEqualTo("In Progress"));
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(pending()).isZero());
    assertThat(incident().path("acknowledgedBy").asText()).isEqualTo("anna");
    assertThat(hub.sandbox.slack().posts().get(0).toString()).contains("Acknowledged by anna");
    assertThat(hub.sandbox.jira().issues().get(0).comments()).hasSize(1);

    hub.source.update("delete from outage");
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(hub.sandbox.jira().issues().get(0).status()).isEqualTo("Done"));
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(hub.sandbox.pagerDuty().alerts().get(0).status()).isEqualTo("resolved"));
    for (String system : List.of("slack", "pagerduty", "jira")) {
      assertThat(hub.sandbox.ledger.duplicates(system)).as(system).isEmpty();
    }
  }

  @Test
  void a_ticket_that_is_closed_while_the_database_says_down_is_opened_again() throws Exception {
    String key = hub.sandbox.jira().issues().get(0).key();
    HttpRequest close = HttpRequest.newBuilder(URI.create(hub.sandbox.url() + "/jira/rest/api/3/issue/" + key + "/transitions"))
        .header("Content-Type", "application/json").header("Authorization", "Bearer t")
        .POST(BodyPublishers.ofString("{\"transition\": {\"id\": \"31\"}}")).build();
    assertThat(HttpClient.newHttpClient().send(close, BodyHandlers.discarding()).statusCode()).isEqualTo(204);
    String body = """
        {"timestamp": %d, "webhookEvent": "jira:issue_updated", "user": {"accountId": "5b10ac8d82e05b22cc7d4ef5", "displayName": "Anna"},
         "issue": {"key": "%s", "fields": {"labels": [], "status": {"name": "Done", "statusCategory": {"key": "done"}}}},
         "changelog": {"items": [{"field": "status"}]}}""".formatted(Instant.EPOCH.plusSeconds(1).toEpochMilli(), key);

    int status = hub.call("jira", body, Map.of("X-Hub-Signature", "sha256=" + Signatures.sign(SIGNING, body.getBytes(StandardCharsets.UTF_8))));

    assertThat(status).isEqualTo(200);
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(kinds()).contains("jira reopened sent"));
    assertThat(hub.sandbox.jira().issues().get(0).status()).isEqualTo("To Do");
    assertThat(hub.sandbox.jira().issues().get(0).comments().toString()).contains("the trouble is still there");
    assertThat(incident().path("status").asText()).isEqualTo("open");
    assertThat(kinds()).noneMatch(kind -> kind.contains("resolved") || kind.startsWith("pagerduty reopened"));
  }

  private List<String> kinds() throws Exception {
    JsonNode deliveries = hub.get("/api/incidents/" + incident().path("id").asText()).path("deliveries");
    return StreamSupport.stream(deliveries.spliterator(), false)
        .map(one -> one.path("channel").asText() + " " + one.path("kind").asText() + " " + one.path("status").asText()).toList();
  }
}

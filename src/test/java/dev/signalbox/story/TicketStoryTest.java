package dev.signalbox.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.Secret;
import dev.signalbox.channel.Signatures;
import dev.signalbox.sandbox.Fault;
import dev.signalbox.sandbox.JiraIssue;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ticket in each system, which is away in the middle of its incident's life: one ticket all the same, and in the right state. */
class TicketStoryTest {

  private static final Secret SECRET = new Secret("hook-" + RunningHub.CANARY);
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
              - to: { uri: kamelet:on-call-action, parameters: { schedule: infrastructure } }
              - to: { uri: kamelet:jira-ticket-sink, parameters: { closedEarly: new } }
              - to: kamelet:servicenow-ticket-sink
      - route:
          id: ticket-poll
          description: Reads tickets that changed
          from:
            uri: timer:ticket-poll
            parameters: { period: 1s }
            steps:
              - bean: { ref: ticketWatch, method: look }
      """;

  @TempDir Path folder;
  private RunningHub hub;

  @BeforeEach
  void anOutage() throws Exception {
    hub = new RunningHub(folder, RULE);
    hub.start(
        "--signalbox.jira.url=" + hub.sandbox.url() + "/jira", "--signalbox.jira.token=t", "--signalbox.jira.project=OPS",
        "--signalbox.jira.webhook-secret=" + SECRET.reveal(), "--signalbox.jira.search-lag=4s", "--signalbox.delivery.lease=20s",
        "--signalbox.servicenow.url=" + hub.sandbox.url() + "/servicenow", "--signalbox.servicenow.username=signalbox",
        "--signalbox.servicenow.password=p");
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private JsonNode incident() throws Exception {
    return hub.get("/api/incidents?rule=outage&status=all").path(0);
  }

  private int pending() {
    return hub.store.queryForObject("select count(*) from delivery where status = 'pending'", Integer.class);
  }

  private JiraIssue issue() {
    return hub.sandbox.jira().issues().get(0);
  }

  private Map<String, String> record() {
    return hub.sandbox.serviceNow().incidents().get(0).values();
  }

  private void told() {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(hub.store.queryForList(
        "select channel from delivery where kind = 'opened' and status = 'sent' order by 1", String.class))
        .containsExactly("jira", "servicenow"));
  }

  private int send(String method, String path, String body, String authorization) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(hub.sandbox.url() + path))
        .header("Content-Type", "application/json").header("Authorization", authorization)
        .method(method, BodyPublishers.ofString(body)).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();
  }

  private List<String> story() throws Exception {
    JsonNode timeline = hub.get("/api/incidents/" + incident().path("id").asText()).path("timeline");
    return StreamSupport.stream(timeline.spliterator(), false).map(entry -> entry.path("event").asText()).toList();
  }

  @Test
  void created_but_the_answer_was_lost_there_is_one_ticket_and_it_ends_as_its_incident_does() throws Exception {
    hub.sandbox.faults.next(1, "jira", "create-issue", Fault.of(Fault.Kind.LOSE_ANSWER));
    hub.sandbox.faults.next(1, "servicenow", "create", Fault.of(Fault.Kind.LOSE_ANSWER));
    hub.goesDown("db-1");
    told();

    hub.sandbox.faults.always("jira", "*", Fault.status(503));
    hub.sandbox.faults.always("servicenow", "*", Fault.htmlPage(502));
    hub.post("/api/incidents/" + incident().path("id").asText() + "/acknowledge", "{\"by\": \"anna\"}");
    hub.comesBack("db-1");
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(incident().path("status").asText()).isEqualTo("resolved"));
    hub.sandbox.faults.clear();

    await().atMost(PATIENCE).untilAsserted(() -> assertThat(pending()).isZero());
    assertThat(hub.sandbox.jira().issues()).singleElement().extracting(JiraIssue::status).isEqualTo("Done");
    assertThat(hub.sandbox.serviceNow().incidents()).hasSize(1);
    assertThat(record()).containsEntry("state", "6").containsEntry("close_code", "Solution provided");
    assertThat(hub.store.queryForList("select category from ticket", String.class)).containsExactly("done", "done");
  }

  @Test
  void an_issue_that_is_closed_too_early_is_left_for_a_new_one_and_only_one() throws Exception {
    hub.goesDown("db-1");
    told();
    String key = issue().key();
    assertThat(send("POST", "/jira/rest/api/3/issue/" + key + "/transitions", "{\"transition\": {\"id\": \"31\"}}", "Bearer t")).isEqualTo(204);
    hub.sandbox.faults.next(1, "jira", "create-issue", Fault.of(Fault.Kind.LOSE_ANSWER));
    String body = """
        {"webhookEvent": "jira:issue_updated", "user": {"accountId": "x", "displayName": "Anna"},
         "issue": {"key": "%s", "fields": {"status": {"name": "Done", "statusCategory": {"key": "done"}}}},
         "changelog": {"items": [{"field": "status"}]}}""".formatted(key);
    hub.call("jira", body, Map.of("X-Hub-Signature", "sha256=" + Signatures.sign(SECRET, body.getBytes(StandardCharsets.UTF_8))));

    await().atMost(PATIENCE).untilAsserted(() -> assertThat(hub.store.queryForList(
        "select status from delivery where channel = 'jira' and kind = 'reopened'", String.class)).containsExactly("sent"));
    assertThat(hub.sandbox.jira().issues()).hasSize(2);
    assertThat(issue().properties().get("linked").asText()).isEqualTo(key);

    hub.comesBack("db-1");
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(hub.sandbox.jira().issues()).extracting(JiraIssue::status).containsExactly("Done", "Done"));
  }

  @Test
  void without_webhooks_what_people_do_is_read_and_told_on_and_once() throws Exception {
    hub.goesDown("db-1");
    told();
    String basic = "Basic c2lnbmFsYm94OnA=";
    String sysId = record().get("sys_id");
    assertThat(send("PATCH", "/servicenow/api/now/table/incident/" + sysId, "{\"state\": \"2\"}", basic)).isEqualTo(200);

    await().atMost(PATIENCE).untilAsserted(() -> assertThat(incident().path("status").asText()).isEqualTo("acknowledged"));
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(issue().status()).isEqualTo("In Progress"));
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(pending()).isZero());
    assertThat(story()).containsOnlyOnce("acknowledged");
    assertThat(hub.store.queryForObject("select count(*) from ticket_watch where read_at is not null", Integer.class)).isEqualTo(2);
    assertThat(hub.store.queryForList("select channel || ' ' || category from ticket order by 1", String.class))
        .containsExactly("jira in_progress", "servicenow in_progress");
  }
}

package dev.signalbox.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.sandbox.PagerDutyStandIn.Alert;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that comes back and goes down again: one incident, one alert, one ticket, one thread. */
class ComingAndGoingStoryTest {

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
              flapHold: 5s
            steps:
              - to: { uri: kamelet:on-call-action, parameters: { schedule: infrastructure } }
              - to: { uri: kamelet:slack-sink, parameters: { channel: ops-alerts } }
              - to: { uri: kamelet:mail-sink, parameters: { to: ops@example.com } }
              - to: kamelet:pagerduty-sink
              - to: kamelet:jira-ticket-sink
      """;

  @TempDir Path folder;
  private RunningHub hub;

  @BeforeEach
  void start() throws Exception {
    hub = new RunningHub(folder, RULE);
    hub.start(
        "--signalbox.jira.url=" + hub.sandbox.url() + "/jira", "--signalbox.jira.token=t", "--signalbox.jira.project=OPS");
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  @Test
  void down_again_within_four_hours_is_the_same_incident_everywhere() throws Exception {
    down();
    up();
    down();

    assertThat(hub.get("/api/incidents?status=all")).hasSize(1);
    String id = incident().path("id").asText();
    assertThat(hub.sandbox.pagerDuty().alerts()).extracting(Alert::dedupKey).containsExactly(id, id);
    assertThat(hub.sandbox.pagerDuty().alerts().get(0).status()).isEqualTo("triggered");
    assertThat(hub.sandbox.jira().issues()).singleElement().satisfies(issue -> {
      assertThat(issue.status()).isNotEqualTo("Done");
      assertThat(issue.comments()).anySatisfy(comment -> assertThat(comment.toString()).contains("It is back"));
    });
    assertThat(hub.sandbox.slack().posts().stream().filter(post -> post.threadTs() == null)).singleElement()
        .satisfies(post -> assertThat(post.content().path("text").asText()).contains("Open again"));
    assertThat(hub.sandbox.slack().posts().stream().filter(post -> post.threadTs() != null)).hasSize(1);
    assertThat(hub.mail.mails()).hasSize(3);

    up();
    assertThat(hub.sandbox.pagerDuty().alerts()).extracting(Alert::status).containsOnly("resolved");
    assertThat(hub.sandbox.jira().issues()).singleElement().satisfies(issue -> assertThat(issue.status()).isEqualTo("Done"));
    assertThat(events()).containsExactly("opened", "resolved", "reopened", "resolved");
    for (String system : List.of("slack", "mail", "jira")) {
      assertThat(hub.sandbox.ledger.duplicates(system)).as(system).isEmpty();
    }
  }

  @Test
  void ten_ups_and_downs_are_one_page_and_one_end() throws Exception {
    down();
    for (int i = 0; i < 3; i++) {
      hub.comesBack("db-1");
      await().atMost(PATIENCE).until(() -> hub.get("/api/incidents").isEmpty());
      hub.goesDown("db-1");
      await().atMost(PATIENCE).until(() -> hub.get("/api/incidents").size() == 1);
    }
    settled();
    assertThat(incident().path("flappingSince").isNull()).isFalse();
    assertThat(hub.sandbox.pagerDuty().alerts()).singleElement().satisfies(alert -> assertThat(alert.status()).isEqualTo("triggered"));
    int mails = hub.mail.mails().size();
    assertThat(mails).as("that it is down, and that it flaps").isEqualTo(2);
    for (int i = 0; i < 6; i++) {
      hub.comesBack("db-1");
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(events()).endsWith("gone"));
      hub.goesDown("db-1");
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(events()).endsWith("back"));
    }
    assertThat(hub.mail.mails()).as("nothing was told").hasSize(mails);
    assertThat(hub.page("/incidents/" + incident().path("id").asText())).contains("flapping");

    hub.stop().start(
        "--signalbox.jira.url=" + hub.sandbox.url() + "/jira", "--signalbox.jira.token=t", "--signalbox.jira.project=OPS");
    hub.comesBack("db-1");
    await().atMost(PATIENCE).until(() -> hub.get("/api/incidents").isEmpty());
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(hub.mail.mails()).hasSize(mails + 1));
    assertThat(hub.get("/api/incidents?status=all")).hasSize(1);
    assertThat(events()).endsWith("gone", "resolved");
    assertThat(timeline().get(timeline().size() - 1).path("detail").asText()).startsWith("opened 10 times");
    assertThat(hub.sandbox.pagerDuty().alerts()).singleElement().satisfies(alert -> assertThat(alert.status()).isEqualTo("resolved"));
    assertThat(hub.sandbox.jira().issues()).hasSize(1);
  }

  private void down() throws Exception {
    hub.goesDown("db-1");
    await().atMost(PATIENCE).until(() -> hub.get("/api/incidents").size() == 1);
    settled();
  }

  private void up() throws Exception {
    hub.comesBack("db-1");
    await().atMost(PATIENCE).until(() -> hub.get("/api/incidents").isEmpty());
    settled();
  }

  private void settled() {
    await().atMost(PATIENCE).until(() ->
        hub.store.queryForObject("select count(*) from delivery where status = 'pending'", Integer.class) == 0);
  }

  private JsonNode incident() throws Exception {
    return hub.get("/api/incidents/" + hub.get("/api/incidents?status=all").get(0).path("id").asText());
  }

  private JsonNode timeline() throws Exception {
    return incident().path("timeline");
  }

  private List<String> events() throws Exception {
    return StreamSupport.stream(timeline().spliterator(), false).map(entry -> entry.path("event").asText()).toList();
  }
}

package dev.signalbox.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.sandbox.PagerDutyStandIn.Alert;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Five hundred servers behind one switch: one page, one message, and everything on record. */
class StormStoryTest {

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
              massShare: 0.3
              population: SELECT count(*) FROM generate_series(1, 800)
            steps:
              - to: { uri: kamelet:on-call-action, parameters: { schedule: infrastructure } }
              - to: { uri: kamelet:slack-sink, parameters: { channel: ops-alerts } }
              - to: { uri: kamelet:mail-sink, parameters: { to: ops@example.com } }
              - to: kamelet:pagerduty-sink
      """;

  @TempDir Path folder;
  private RunningHub hub;

  @BeforeEach
  void start() throws Exception {
    hub = new RunningHub(folder, RULE).start();
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  @Test
  void five_hundred_servers_are_one_page_and_one_message_and_closed_once() throws Exception {
    hub.source.update("insert into outage (server_id) select 'srv-' || n from generate_series(1, 500) n");
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(count("incident")).isEqualTo(501));
    settled();

    JsonNode parent = parent();
    assertThat(parent.path("title").asText()).isEqualTo("Mass outage: 500 of 800, Server is down");
    assertThat(parent.path("children").asInt()).isEqualTo(500);
    assertThat(hub.sandbox.pagerDuty().alerts()).extracting(Alert::dedupKey).containsExactly(parent.path("id").asText());
    assertThat(hub.sandbox.slack().posts()).hasSize(1);
    assertThat(hub.mail.mails()).hasSize(1);
    JsonNode child = hub.get("/api/incidents?key=srv-42").get(0);
    assertThat(child.path("parent")).isEqualTo(parent.path("id"));
    assertThat(child.path("held").path("reason").asText()).isEqualTo("part_of_outage");
    assertThat(hub.page("/incidents/" + parent.path("id").asText())).contains("500 incidents", "srv-1", "and 400 more");

    hub.stop().start();
    polled();
    assertThat(count("delivery")).as("a restart with everything firing tells nothing again").isEqualTo(3);

    hub.source.update("delete from outage");
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(hub.get("/api/incidents")).isEmpty());
    settled();
    assertThat(hub.sandbox.pagerDuty().alerts()).extracting(Alert::status).containsExactly("resolved");
    assertThat(hub.sandbox.slack().posts()).hasSize(1);
    assertThat(hub.mail.mails()).hasSize(2);
    assertThat(count("delivery")).isEqualTo(6);
  }

  @Test
  void what_is_still_down_when_somebody_calls_the_outage_off_is_told() throws Exception {
    hub.source.update("insert into outage (server_id) select 'srv-' || n from generate_series(1, 300) n");
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(count("incident")).isEqualTo(301));
    settled();
    hub.source.update("delete from outage where server_id <> 'srv-7'");
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(hub.get("/api/incidents")).hasSize(2));

    hub.post("/api/incidents/" + parent().path("id").asText() + "/resolve", "{\"by\": \"mira\", \"note\": \"the switch is back\"}");
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(hub.sandbox.pagerDuty().alerts()).hasSize(2));
    settled();
    assertThat(hub.sandbox.pagerDuty().alerts().get(0).event().toString()).contains("srv-7");
    assertThat(hub.get("/api/incidents")).hasSize(1);
  }

  private JsonNode parent() throws Exception {
    return hub.get("/api/incidents?key=mass%20outage").get(0);
  }

  private int count(String table) {
    return hub.store.queryForObject("select count(*) from " + table, Integer.class);
  }

  private void settled() {
    await().atMost(PATIENCE).until(() ->
        hub.store.queryForObject("select count(*) from delivery where status = 'pending'", Integer.class) == 0);
  }

  private void polled() {
    for (int i = 0; i < 2; i++) {
      java.sql.Timestamp last = last();
      await().atMost(PATIENCE).until(() -> last().after(last));
    }
  }

  private java.sql.Timestamp last() {
    return hub.store.queryForObject("select last_ok_at from rule where id = 'outage'", java.sql.Timestamp.class);
  }
}

package dev.signalbox.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people on the other side see of outages that somebody silenced, or that were planned. */
class SilenceStoryTest {

  private static final String RULE =
      """
      - route:
          id: outage
          description: Server down
          from:
            uri: kamelet:incident-source
            parameters:
              rule: outage
              query: SELECT server_id, 'storage' AS team FROM outage
              key: server_id
              every: 1s
              repeatEvery: 1m
            steps:
              - to: { uri: kamelet:on-call-action, parameters: { schedule: infrastructure } }
              - to: { uri: kamelet:slack-sink, parameters: { channel: ops-alerts } }
              - to: kamelet:pagerduty-sink
      """;

  @TempDir Path folder;
  private RunningHub hub;

  @BeforeEach
  void prepare() throws Exception {
    hub = new RunningHub(folder, RULE);
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  @Test
  void an_outage_that_is_silenced_after_it_was_told_is_not_repeated_but_its_end_is_told() throws Exception {
    hub.start().start();
    hub.goesDown("db-1");
    await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(hub.sandbox.pagerDuty().alerts()).hasSize(1));
    hub.post("/api/silences", "{\"matchers\": [\"server_id=db-1\"], \"endsAt\": \"4h\", \"by\": \"mira\", \"comment\": \"disk swap\"}");
    await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(held()).containsExactly("db-1 silenced"));
    hub.store.update("update incident set next_repeat_at = now() - interval '1 hour'");
    int polls = polls();
    await().atMost(Duration.ofSeconds(20)).until(() -> polls() > polls + 2);
    assertThat(kinds()).as("no reminder").containsExactly("opened", "opened");

    hub.comesBack("db-1");
    await().atMost(Duration.ofSeconds(20)).untilAsserted(() ->
        assertThat(hub.sandbox.pagerDuty().alerts()).allSatisfy(alert -> assertThat(alert.status()).isEqualTo("resolved")));
    assertThat(kinds()).containsExactly("opened", "opened", "resolved", "resolved");
    JsonNode incident = hub.get("/api/incidents?status=all").get(0);
    assertThat(events(incident)).containsExactly("opened", "held", "resolved");
  }

  @Test
  void what_is_down_when_its_maintenance_ends_is_told_then_and_what_was_mended_before_is_not() throws Exception {
    Instant end = Instant.now().plusSeconds(600);
    String file = "- {title: Upgrade, matchers: [team=storage], start: %s, end: %s}\n";
    hub.with("maintenance.yaml", file.formatted(end.minusSeconds(1200), end)).start();
    hub.goesDown("db-1", "db-2");
    await().atMost(Duration.ofSeconds(20)).untilAsserted(() ->
        assertThat(held()).containsExactlyInAnyOrder("db-1 in_maintenance", "db-2 in_maintenance"));
    hub.comesBack("db-2");
    await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(held()).containsExactly("db-1 in_maintenance"));
    assertThat(kinds()).isEmpty();

    hub.with("maintenance.yaml", file.formatted(end.minusSeconds(1200), Instant.now())); // the work is done early
    await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(hub.sandbox.pagerDuty().alerts()).hasSize(1));
    assertThat(held()).isEmpty();
    assertThat(kinds()).containsExactly("opened", "opened");
    assertThat(events(hub.get("/api/incidents").get(0))).containsExactly("opened", "held", "released", "told");
    assertThat(hub.page("/actuator/prometheus")).contains("signalbox_held_total{", "reason=\"in_maintenance\"");
  }

  private List<String> held() throws Exception {
    List<String> held = new ArrayList<>();
    hub.get("/api/incidents?status=held").forEach(one ->
        held.add(one.path("key").asText() + " " + one.path("held").path("reason").asText()));
    return held;
  }

  private List<String> kinds() {
    return hub.store.queryForList("select kind from delivery where rule = 'outage' order by seq", String.class);
  }

  private int polls() {
    return hub.store.queryForObject("select extract(epoch from last_poll_at)::int from rule where id = 'outage'", Integer.class);
  }

  private List<String> events(JsonNode incident) throws Exception {
    List<String> events = new ArrayList<>();
    hub.get("/api/incidents/" + incident.path("id").asText()).path("timeline").forEach(entry -> events.add(entry.path("event").asText()));
    return events;
  }
}

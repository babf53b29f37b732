package dev.signalbox.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.signalbox.sandbox.PagerDutyStandIn.Alert;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A switch goes down with everything behind it, and comes back with all but one. */
class SwitchStoryTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String RULES =
      """
      - route:
          id: outage
          description: Server is down
          from:
            uri: kamelet:incident-source
            parameters:
              rule: outage
              query: SELECT server_id, 'sw-1' AS switch_id FROM outage WHERE server_id LIKE 'srv-%'
              key: server_id
              every: 1s
            steps:
              - to: kamelet:pagerduty-sink
      - route:
          id: switch-down
          description: Switch is down
          from:
            uri: kamelet:incident-source
            parameters:
              rule: switch-down
              query: SELECT server_id FROM outage WHERE server_id LIKE 'sw-%'
              key: server_id
              every: 1s
            steps:
              - to: kamelet:pagerduty-sink
      """;

  @TempDir Path folder;
  private RunningHub hub;

  @BeforeEach
  void start() throws Exception {
    hub = new RunningHub(folder, RULES).with("dependencies/dc.yaml", "rules: switch-down\ncolumns: switch_id\nwait_seconds: 5\n").start();
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  @Test
  void five_hundred_servers_of_one_switch_are_one_page_and_who_stays_down_is_told_when_it_is_back() throws Exception {
    hub.source.update("insert into outage (server_id) select 'srv-' || n from generate_series(1, 500) n");
    hub.goesDown("sw-1");
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(alerts()).isOne());
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(hub.store.queryForObject(
        "select count(*) from incident where held_detail = 'sw-1 (switch-down)'", Integer.class)).isEqualTo(500));
    assertThat(alerts()).isOne();
    String child = hub.get("/api/incidents?key=srv-7").get(0).path("held").toString();
    assertThat(child).contains("behind_parent", "sw-1 (switch-down)");

    hub.source.update("delete from outage where server_id <> 'srv-7'");
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(alerts()).isEqualTo(2));
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(hub.sandbox.pagerDuty().alerts()).extracting(Alert::status)
        .containsExactly("triggered", "resolved"));
    assertThat(hub.sandbox.pagerDuty().alerts().get(0).event().toString()).contains("srv-7");
  }

  private int alerts() {
    return hub.sandbox.pagerDuty().alerts().size();
  }
}

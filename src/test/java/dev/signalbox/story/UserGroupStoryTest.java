package dev.signalbox.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.signalbox.sandbox.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user group of Slack shows who is on call: told once by two hubs, again after Slack was in trouble, and visible if it is not. */
class UserGroupStoryTest {

  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final String METHOD = "usergroups.users.update";
  private static final String PEOPLE = """
      people:
        anna: {slackId: U01ANNALQ}
        ben: {slackId: U01BENOKA}
      """;
  private static final String SCHEDULES = """
      schedule: infrastructure
      timezone: UTC
      slack_user_group: S0615G0KT
      layers:
        - {name: all, rotation: {type: weekly, start: 2024-01-01T09:00, participants: [anna]}}
      """;
  private static final String RULE =
      """
      - route:
          id: outage
          description: Server is down
          from:
            uri: kamelet:incident-source
            parameters: { rule: outage, query: SELECT server_id FROM outage, key: server_id, every: 1s }
            steps:
              - to: { uri: kamelet:slack-sink, parameters: { channel: ops-alerts } }
      """;

  @TempDir Path folder;
  private RunningHub hub;

  @BeforeEach
  void twoHubs() throws Exception {
    hub = new RunningHub(folder, RULE)
        .with("on-call/people.yaml", PEOPLE).with("on-call/schedules.yaml", SCHEDULES);
    Files.delete(folder.resolve("routes/on-call/escalations.yaml"));
    hub.sandbox.faults.always("slack", METHOD, Fault.slackError("permission_denied"));
    hub.start().start();
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private long told() {
    return hub.sandbox.ledger.effects("slack").stream().filter(effect -> effect.operation().equals(METHOD)).count();
  }

  @Test
  void it_follows_the_schedule_once_for_each_change() throws Exception {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(hub.page("/on-call")).contains("user group S0615G0KT is not up to date", "permission_denied"));
    hub.sandbox.faults.clear();
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(hub.sandbox.slack().groups()).isEqualTo(Map.of("S0615G0KT", List.of("U01ANNALQ"))));

    hub.post("/api/on-call/infrastructure/overrides", "{\"participants\": [\"ben\"], \"end\": \"1h\", \"reason\": \"anna is ill\", \"by\": \"mira\"}");
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(hub.sandbox.slack().groups()).containsEntry("S0615G0KT", List.of("U01BENOKA")));
    hub.post("/api/on-call/infrastructure/overrides", "{\"participants\": [], \"end\": \"1h\", \"reason\": \"a gap\", \"by\": \"mira\"}");
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(hub.page("/on-call")).contains("it is left as it is, since nobody is on call"));

    assertThat(hub.sandbox.slack().groups()).containsEntry("S0615G0KT", List.of("U01BENOKA"));
    assertThat(told()).as("two hubs, one change each").isEqualTo(2);
    assertThat(hub.page("/on-call")).doesNotContain("permission_denied");
  }
}

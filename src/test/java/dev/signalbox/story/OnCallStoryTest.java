package dev.signalbox.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What two people on call see of an outage, each where they prefer to. */
class OnCallStoryTest {

  private static final String RULE =
      """
      - route:
          id: outage
          description: Server down
          from:
            uri: kamelet:incident-source
            parameters: {rule: outage, query: SELECT server_id FROM outage, key: server_id, every: 1s}
            steps:
              - to: { uri: kamelet:on-call-action, parameters: { schedule: infrastructure } }
              - to: { uri: kamelet:on-call-sink }
      """;
  private static final String KEY = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
  private static final String PEOPLE =
      """
      people:
        anna: {fullName: Anna Lindqvist, channels: [pagerduty], pagerDutyRoutingKey: %s}
        ben: {fullName: Ben Okafor, mail: ben@example.com, slackId: U01BENOKA, channels: [slack, mail]}
      """;
  private static final String SCHEDULES =
      "schedule: infrastructure\ntimezone: Europe/Berlin\nlayers: [{participants: [anna, ben]}]\n";

  @TempDir Path folder;
  private RunningHub hub;

  @BeforeEach
  void prepare() throws Exception {
    hub = new RunningHub(folder, RULE);
    Files.delete(folder.resolve("routes/on-call/escalations.yaml"));
    Files.writeString(folder.resolve("routes/on-call/people.yaml"), PEOPLE.formatted(KEY));
    Files.writeString(folder.resolve("routes/on-call/schedules.yaml"), SCHEDULES);
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  @Test
  void each_is_told_where_they_prefer_and_an_alert_whose_key_has_changed_meanwhile_is_not_forgotten() throws Exception {
    hub.start();
    hub.goesDown("db-1");
    await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
      assertThat(hub.sandbox.pagerDuty().alerts()).singleElement().satisfies(alert ->
          assertThat(alert.event().path("routing_key").asText()).isEqualTo(KEY));
      assertThat(hub.sandbox.slack().posts()).singleElement().satisfies(post ->
          assertThat(post.channelName()).isEqualTo("U01BENOKA"));
    });
    assertThat(hub.mail.mails()).as("the first channel that works is enough").isEmpty();
    assertThat(hub.page("/api/deliveries") + hub.page("/deliveries")).contains("person:anna").doesNotContain(KEY);

    Files.writeString(folder.resolve("routes/on-call/people.yaml"), PEOPLE.formatted(KEY.replace('a', 'b')));
    Files.writeString(folder.resolve("routes/on-call/schedules.yaml"), SCHEDULES + "---\n" + SCHEDULES.replace("infra", "x"));
    await().atMost(Duration.ofSeconds(10)).until(() -> hub.get("/api/on-call").size() == 2);
    hub.comesBack("db-1");

    await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
      assertThat(hub.sandbox.slack().posts()).singleElement().satisfies(post -> assertThat(post.edited()).isNotNull());
      JsonNode letters = hub.get("/api/dead-letters");
      assertThat(letters).hasSize(1);
      assertThat(letters.get(0).path("reason").asText()).contains("opened under another routing key");
    });
    assertThat(hub.page("/api/dead-letters") + hub.page("/dead-letters")).doesNotContain(KEY);
  }
}

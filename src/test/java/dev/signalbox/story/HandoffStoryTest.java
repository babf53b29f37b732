package dev.signalbox.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.sandbox.ReceivedMail;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An override made at night, with something open, in the whole program. */
class HandoffStoryTest {

  private static final String OUTAGE =
      """
      - route:
          id: outage
          description: Server down
          from:
            uri: kamelet:incident-source
            parameters: {rule: outage, query: SELECT server_id FROM outage, key: server_id, every: 1s}
            steps:
              - to: {uri: kamelet:on-call-action, parameters: {schedule: infrastructure}}
              - to: {uri: kamelet:slack-sink, parameters: {channel: ops-alerts}}
      """;

  /** Nobody's turn ever begins by itself, so that the hour at which the test runs does not matter. */
  private static final String SCHEDULES =
      """
      schedule: infrastructure
      timezone: Europe/Berlin
      handoff_notice: [1d, 0m]
      layers: [{participants: [anna]}]
      ---
      schedule: payments
      timezone: Europe/Berlin
      layers: [{participants: [esra]}]
      ---
      schedule: management
      timezone: Europe/Berlin
      layers: [{participants: [hugo]}]
      """;

  @TempDir Path folder;
  private RunningHub hub;

  @BeforeEach
  void prepare() throws Exception {
    String route = Files.readString(Path.of("routes/rules/handoff.camel.yaml")).replaceAll("every: .*", "every: 1s");
    hub = new RunningHub(folder, OUTAGE)
        .with("on-call/schedules.yaml", SCHEDULES).with("rules/handoff.camel.yaml", route);
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  @Test
  void two_hubs_tell_who_takes_over_once_and_at_once() throws Exception {
    hub.start().start();
    hub.goesDown("db-1");
    await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(hub.get("/api/incidents")).hasSize(1));
    assertThat(hub.mail.mails()).as("anna has always been on call").isEmpty();

    hub.store.update(
        """
        insert into on_call_override (id, schedule, start_at, end_at, kind, names, replaces, author, reason, made_at)
        values (gen_random_uuid(), 'infrastructure', now() - interval '1 second', now() + interval '3 hours', 'set', '{cleo}',
                '{}', 'anna', '', now())""");

    await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(hub.mail.mails()).hasSize(1));
    ReceivedMail mail = hub.mail.mails().get(0);
    assertThat(mail.subject()).isEqualTo("You are on call for infrastructure now");
    assertThat(mail.text()).contains("Hands over: Anna Lindqvist", "Open: 1 incident", "- Server down: db-1");
    assertThat(mail.recipient()).isEqualTo("cleo.marchand@example.com");

    long polls = polls();
    await().atMost(Duration.ofSeconds(20)).until(() -> polls() > polls + 3);
    assertThat(hub.mail.mails()).as("told once").hasSize(1);
    assertThat(hub.get("/api/incidents")).as("it is no incident").hasSize(1);
    JsonNode delivery = hub.get("/api/deliveries?channel=mail").get(0);
    assertThat(delivery.path("kind").asText()).isEqualTo("announced");
    assertThat(delivery.path("status").asText()).isEqualTo("sent");
    assertThat(delivery.path("incidentId").isNull()).isTrue();
    assertThat(hub.page("/deliveries")).contains("handoff");
  }

  private long polls() {
    String last = "select extract(epoch from last_ok_at)::bigint from rule where id = 'handoff'";
    return hub.store.queryForObject(last, Long.class);
  }
}

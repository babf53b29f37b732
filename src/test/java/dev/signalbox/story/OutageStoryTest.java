package dev.signalbox.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.sandbox.Effect;
import dev.signalbox.sandbox.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people on the other side see of an outage, with everything working and with something broken. */
class OutageStoryTest {

  private static final String RULE =
      """
      - route:
          id: outage
          description: Server down
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
              - to: { uri: kamelet:mail-sink, parameters: { to: on-call } }
              - to: kamelet:pagerduty-sink
      """;

  private static final String[] UNPACED = {
    "--signalbox.delivery.channels.slack.per-minute-to-one=0", "--signalbox.delivery.channels.pagerduty.per-minute-to-one=0"
  };

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
  void two_hubs_on_one_store_tell_each_outage_and_its_end_once() {
    // thirty at once are no more than this test wants to see; what Slack and PagerDuty take in a minute is another one's
    hub.start(UNPACED).start(UNPACED);
    String[] servers = IntStream.range(0, 30).mapToObj(i -> "srv-" + i).toArray(String[]::new);
    hub.goesDown(servers);
    await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(hub.sandbox.pagerDuty().alerts()).hasSize(30));
    await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(hub.mail.mails()).hasSize(30));

    hub.source.update("delete from outage");
    await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
      assertThat(hub.sandbox.pagerDuty().alerts()).allSatisfy(alert -> assertThat(alert.status()).isEqualTo("resolved"));
      assertThat(hub.mail.mails()).hasSize(60);
      assertThat(hub.store.queryForObject("select count(*) from delivery where status = 'pending'", Integer.class)).isZero();
    });
    for (String system : List.of("slack", "mail", "pagerduty")) {
      assertThat(hub.sandbox.ledger.duplicates(system)).as(system).isEmpty();
    }
    assertThat(hub.sandbox.slack().posts()).hasSize(30);
  }

  @Test
  void wrong_credentials_pause_one_channel_are_alarmed_through_others_and_mend_by_themselves() throws Exception {
    hub.start();
    hub.sandbox.faults.always("slack", "chat.postMessage", Fault.slackError("invalid_auth"));
    hub.goesDown("db-1");

    await().atMost(Duration.ofSeconds(20)).untilAsserted(() ->
        assertThat(hub.sandbox.pagerDuty().alerts()).extracting(alert -> alert.event().path("payload").path("summary").asText()).anyMatch(text -> text.contains("channel slack")));
    JsonNode slack = channel("slack");
    assertThat(slack.path("state").asText()).isEqualTo("misconfigured");
    assertThat(slack.path("reason").asText()).contains("invalid_auth");
    assertThat(hub.get("/api/dead-letters")).as("nothing is lost meanwhile").isEmpty();
    assertThat(hub.page("/") + hub.page("/deliveries") + hub.page("/api/deliveries") + hub.page("/api/channels")).doesNotContain(RunningHub.CANARY);

    hub.sandbox.faults.clear();
    await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
      assertThat(hub.sandbox.slack().posts()).isNotEmpty();
      assertThat(channel("slack").path("state").asText()).isEqualTo("ok");
    });
  }

  @Test
  void a_rate_limit_is_obeyed_to_the_second_and_delays_nobody_else() {
    hub.start();
    hub.sandbox.faults.next(1, "pagerduty", "enqueue", Fault.rateLimited("4"));
    hub.goesDown("db-1");
    await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(hub.mail.mails()).hasSize(1));
    assertThat(hub.sandbox.pagerDuty().alerts()).isEmpty();
    await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(hub.sandbox.pagerDuty().alerts()).hasSize(1));

    Instant turnedAway = hub.sandbox.faults.struck("pagerduty").get(0).at();
    Instant paged = hub.sandbox.ledger.effects("pagerduty").get(0).at();
    // the hub counts by the database's clock, which it reads again now and then: that may be worth some milliseconds
    assertThat(Duration.between(turnedAway, paged)).isBetween(Duration.ofMillis(3_950), Duration.ofMillis(6_000));
  }

  @Test
  void what_is_refused_is_a_dead_letter_that_can_be_replayed_once_the_cause_is_gone() throws Exception {
    hub.start();
    hub.sandbox.faults.next(1, "pagerduty", "enqueue", Fault.status(400));
    hub.goesDown("db-1");
    await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(hub.get("/api/dead-letters")).hasSize(1));
    JsonNode letter = hub.get("/api/dead-letters").get(0);
    assertThat(letter.path("channel").asText()).isEqualTo("pagerduty");
    assertThat(letter.path("reason").asText()).contains("400");

    hub.post("/api/dead-letters/" + letter.path("id").asText() + "/replay", "{\"by\": \"mira\"}");
    await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(hub.sandbox.pagerDuty().alerts()).hasSize(1));
    Effect alert = hub.sandbox.ledger.effects("pagerduty").get(0);
    assertThat(alert.key()).as("under the incident's own key").isEqualTo(hub.get("/api/incidents").get(0).path("id").asText());
  }

  @Test
  void what_a_person_resolves_is_told_closed_and_stays_closed_while_its_row_is_there() throws Exception {
    hub.start();
    hub.goesDown("db-1");
    await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(hub.sandbox.pagerDuty().alerts()).hasSize(1));
    String id = hub.get("/api/incidents").get(0).path("id").asText();
    hub.post("/api/incidents/" + id + "/resolve", "{\"by\": \"mira\", \"note\": \"rebooted\"}");

    await().atMost(Duration.ofSeconds(10)).untilAsserted(() ->
        assertThat(hub.sandbox.pagerDuty().alerts()).singleElement().satisfies(alert -> assertThat(alert.status()).isEqualTo("resolved")));
    long polls = polls();
    await().atMost(Duration.ofSeconds(10)).until(() -> polls() > polls + 1);
    assertThat(hub.get("/api/incidents")).isEmpty();

    hub.comesBack("db-1");
    long later = polls();
    await().atMost(Duration.ofSeconds(10)).until(() -> polls() > later + 1);
    hub.goesDown("db-1");
    await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(hub.get("/api/incidents")).hasSize(1));
  }

  private long polls() {
    return hub.store.queryForObject("select extract(epoch from last_ok_at)::bigint from rule where id = 'outage'", Long.class);
  }

  private JsonNode channel(String name) throws Exception {
    for (JsonNode channel : hub.get("/api/channels")) {
      if (channel.path("channel").asText().equals(name)) {
        return channel;
      }
    }
    throw new AssertionError("no channel " + name);
  }
}

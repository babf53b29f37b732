package dev.signalbox.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.signalbox.sandbox.Fault;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Slack is down, so somebody hears of it by mail; then it is back. */
class FallbackStoryTest {

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
              severity: error
              every: 1s
            steps:
              - to: { uri: kamelet:on-call-action, parameters: { schedule: infrastructure } }
              - to: { uri: kamelet:slack-sink, parameters: { channel: ops-alerts } }
      """;

  @TempDir Path folder;
  private RunningHub hub;

  @BeforeEach
  void prepare() throws Exception {
    hub = new RunningHub(folder, RULE);
    hub.sandbox.faults.always("slack", "*", Fault.status(503));
    hub.start("--signalbox.delivery.fallback=mail:duty@example.com", "--signalbox.delivery.fallback-after=3s",
        "--signalbox.delivery.first-delay=200ms");
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private void mailed(int mails) {
    await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(hub.mail.mails()).hasSize(mails));
  }

  @Test
  void it_is_told_elsewhere_and_then_where_it_belongs_and_its_end_in_both_places() {
    hub.goesDown("db-1");
    mailed(1);
    assertThat(hub.mail.mails().get(0).text())
        .containsPattern("Sent to: duty@example.com by mail instead of Slack \\(ops-alerts\\): Slack is down: .*HTTP 503");
    assertThat(hub.sandbox.slack().posts()).isEmpty();

    hub.sandbox.faults.clear();
    await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(hub.sandbox.slack().posts()).hasSize(1));
    hub.comesBack("db-1");
    mailed(2);
    await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(pending()).isZero());
    assertThat(hub.sandbox.ledger.duplicates("mail")).isEmpty();
    assertThat(hub.sandbox.slack().posts()).hasSize(1);
  }

  @Test
  void what_is_over_meanwhile_is_not_told_where_nobody_heard_of_it() {
    hub.goesDown("db-1");
    mailed(1);
    hub.comesBack("db-1");
    mailed(2);
    hub.sandbox.faults.clear();
    await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(pending()).isZero());
    assertThat(hub.store.queryForList("select status || coalesce(' ' || last_error, '') from delivery where channel = 'slack' and kind = 'opened'", String.class))
        .first().satisfiesAnyOf(
            suppressed -> assertThat(suppressed).isEqualTo("suppressed resolved_before_sent"),
            // a 503 may have come from a proxy after the message went through: then both are told, in order
            sent -> assertThat(sent).startsWith("sent"));
  }

  private int pending() {
    return hub.store.queryForObject("select count(*) from delivery where status = 'pending'", Integer.class);
  }
}

package dev.signalbox.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.signalbox.sandbox.SlackPost;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Thirty servers of three racks, of which each place is told by the rack. */
class GroupStoryTest {

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
              query: SELECT server_id, split_part(server_id, '-', 1) AS rack FROM outage
              key: server_id
              every: 1s
            steps:
              - to: { uri: kamelet:slack-sink, parameters: { channel: ops-alerts, groupBy: rack, groupWait: 2s, groupInterval: 1s } }
              - to: { uri: kamelet:mail-sink, parameters: { to: ops@example.com, groupBy: rack, groupWait: 2s, groupInterval: 1h } }
      """;

  @TempDir Path folder;
  private RunningHub hub;

  @BeforeEach
  void start() throws Exception {
    hub = new RunningHub(folder, RULE).start("--signalbox.base-url=https://signalbox.example.com");
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  @Test
  void thirty_servers_of_three_racks_are_three_messages_that_follow_and_are_closed_once() throws Exception {
    hub.goesDown(IntStream.range(0, 30).mapToObj(i -> "r" + i % 3 + "-" + i).toArray(String[]::new));
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(said()).containsExactlyInAnyOrder(
        "🔴 Open: Server is down, rack r0: 10 open", "🔴 Open: Server is down, rack r1: 10 open", "🔴 Open: Server is down, rack r2: 10 open"));
    settled();
    assertThat(hub.mail.mails()).hasSize(3);

    String incident = hub.get("/api/incidents?key=r1-4").get(0).path("id").asText();
    assertThat(hub.page("/incidents/" + incident)).contains("with others", "ops-alerts", "ops@example.com");
    String group = hub.store.queryForObject(
        "select id::text from message_group where channel = 'slack' and label = 'rack r1'", String.class);
    assertThat(hub.page("/groups/" + group)).contains("Server is down, rack r1: 10 open", "r1-4", "r1-28").doesNotContain("r2-");

    hub.stop().start();
    polled();
    assertThat(count("delivery")).as("a restart with everything firing tells nothing again").isEqualTo(6);

    hub.comesBack("r1-4");
    hub.goesDown("r1-31");
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(said()).contains("🔴 Open: Server is down, rack r1: 10 open, 1 over"));
    settled();
    assertThat(said()).as("edited").hasSize(3);
    assertThat(hub.mail.mails()).as("a mail an hour").hasSize(3);

    hub.source.update("delete from outage");
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(said()).containsExactlyInAnyOrder(
        "✅ Resolved: Server is down, rack r0: all 10 over", "✅ Resolved: Server is down, rack r1: all 11 over",
        "✅ Resolved: Server is down, rack r2: all 10 over"));
    settled();
    assertThat(hub.mail.mails()).hasSize(6);
    assertThat(hub.sandbox.ledger.duplicates("slack")).isEmpty();
    int told = count("delivery");
    polled();
    assertThat(count("delivery")).as("closed once").isEqualTo(told);
  }

  /** The messages of the channel, as they stand there. */
  private List<String> said() {
    return hub.sandbox.slack().posts().stream()
        .filter(post -> post.threadTs() == null)
        .map(SlackPost::content)
        .map(content -> content.path("text").asText())
        .toList();
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
      Timestamp last = last();
      await().atMost(PATIENCE).until(() -> last().after(last));
    }
  }

  private Timestamp last() {
    return hub.store.queryForObject("select last_ok_at from rule where id = 'outage'", Timestamp.class);
  }
}

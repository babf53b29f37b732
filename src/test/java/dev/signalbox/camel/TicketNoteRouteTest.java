package dev.signalbox.camel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.delivery.Delivery;
import dev.signalbox.delivery.Outbox;
import dev.signalbox.delivery.Outcome;
import dev.signalbox.delivery.RetryPolicy;
import dev.signalbox.incident.ChangeKind;
import dev.signalbox.incident.Incident;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The shipped Kamelet between a row about somebody's ticket and that ticket. */
class TicketNoteRouteTest {

  private static final String RULE =
      """
      - route:
          id: waiting
          from:
            uri: kamelet:incident-source
            parameters:
              rule: waiting
              query: SELECT server_id AS subject, server_id AS incident_id, region AS channel, team AS problem FROM servers
              key: subject
              every: 1s
            steps:
              - to: { uri: kamelet:on-call-action, parameters: { schedule: infrastructure } }
              - to: kamelet:ticket-note-sink
      """;

  private final RuleHarness hub;

  TicketNoteRouteTest() throws Exception {
    hub = new RuleHarness();
    hub.camel.getRegistry().bind("outbox", Outbox.class, hub.store.outbox);
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private Incident ticketed(String server, String channel) {
    Incident incident = hub.store.opened(server, channel, "");
    RetryPolicy retry = new RetryPolicy(Duration.ofSeconds(1), Duration.ofMinutes(5), Duration.ofHours(72), Duration.ofSeconds(30));
    Delivery opening = hub.store.outbox.claim(channel, 1, Duration.ofSeconds(30)).get(0);
    hub.store.outbox.settle(List.of(retry.judge(opening, Outcome.Delivered.as("OPS-1"), hub.store.clock.instant(), new Random(1))));
    return incident;
  }

  @Test
  void the_ticket_that_the_row_is_about_is_told_once_and_names_whoever_is_asked_now() throws Exception {
    Incident jira = ticketed("db-1", "jira");
    Incident other = ticketed("db-2", "servicenow");
    hub.source.update("insert into servers (server_id, region, team) values (?, 'jira', 'OPS-1 is still new after an hour')", jira.id().toString());
    hub.source.update("insert into servers (server_id, region, team) values (?, '', 'which has no ticket')", other.id().toString());
    hub.loadText("waiting.camel.yaml", RULE).start();
    hub.poll();

    List<Delivery> news = hub.store.outbox.claim("jira", 10, Duration.ofSeconds(30));
    assertThat(news).singleElement().satisfies(one -> {
      assertThat(one.kind()).isEqualTo(ChangeKind.ESCALATED);
      assertThat(one.subject().id()).isEqualTo(jira.id());
      assertThat(one.openReference()).isEqualTo("OPS-1");
      assertThat(one.note()).startsWith("OPS-1 is still new after an hour. Asked now: ").contains("Mira");
    });
    assertThat(hub.store.outbox.claim("servicenow", 10, Duration.ofSeconds(30))).isEmpty();
    assertThat(hub.store.story(jira)).isEqualTo("opened sent, escalated pending");
  }
}

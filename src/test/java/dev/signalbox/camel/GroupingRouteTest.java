package dev.signalbox.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The parameters {@code groupBy} and {@code groupWait} of the sinks. */
class GroupingRouteTest {

  private static final String RULE =
      """
      - route:
          id: down
          description: Server is down
          from:
            uri: kamelet:incident-source
            parameters:
              rule: down
              query: SELECT server_id, region FROM servers
              key: server_id
              every: 1s
            steps:
              - to: { uri: kamelet:slack-sink, parameters: { channel: ops, groupBy: region, groupWait: 10s } }
              - to: { uri: kamelet:pagerduty-sink, parameters: { groupBy: rule, groupWait: 10s } }
              - to: { uri: kamelet:mail-sink, parameters: { to: ops@example.com, groupBy: room } }
              - to: { uri: kamelet:mail-sink, parameters: { to: capped@example.com, cap: 1/h, groupWait: 10s } }
              - to: kamelet:jira-ticket-sink
      """;

  private final RuleHarness hub;

  GroupingRouteTest() throws Exception {
    hub = new RuleHarness();
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  @Test
  void each_place_is_told_by_its_own_columns_and_tickets_stay_one_per_incident() throws Exception {
    hub.source.update("insert into servers (server_id, region) values ('a', 'eu'), ('b', 'eu'), ('c', 'us'), ('d', null)");
    hub.loadText("down.camel.yaml", RULE).start();
    assertThat(hub.owed()).as("a row that has no such column is told alone").contains("mail capped@example.com opened a").hasSize(9).contains(
        "jira opened a", "jira opened b", "jira opened c", "jira opened d",
        "mail ops@example.com opened a", "mail ops@example.com opened b", "mail ops@example.com opened c", "mail ops@example.com opened d");

    hub.store.clock.tick(Duration.ofSeconds(10));
    assertThat(hub.store.groups.tell()).isTrue();
    assertThat(hub.owed()).contains(
        "pagerduty opened rule down", "slack ops opened region eu", "slack ops opened region none", "slack ops opened region us",
        "mail capped@example.com opened over the cap 1/h").hasSize(14);
    assertThat(hub.said()).hasEntrySatisfying("down pagerduty", event ->
        assertThat(event).contains("Server is down, rule down: 4 open"));
  }
}

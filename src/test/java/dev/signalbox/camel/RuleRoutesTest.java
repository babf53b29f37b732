package dev.signalbox.camel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.delivery.DeadLetter;
import dev.signalbox.incident.Incident;
import dev.signalbox.incident.Status;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The shipped rules, and what happens to rows and steps that fail. */
class RuleRoutesTest {

  private final RuleHarness hub;

  RuleRoutesTest() throws Exception {
    hub = new RuleHarness();
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  @Test
  void a_fourth_downtime_in_24_hours_alarms_slack_mail_and_pagerduty_once() throws Exception {
    downtimes("db-1", "1 hour", "2 hours", "3 hours", "23 hours 59 minutes");
    downtimes("db-2", "1 hour", "2 hours", "3 hours", "24 hours 1 minute");
    hub.load("routes/rules/repeated-downtime.camel.yaml").start();

    assertThat(hub.owed())
        .containsExactly("mail mira@example.com opened db-1", "pagerduty opened db-1", "slack ops-alerts opened db-1");
    Incident incident = hub.store.incidents.list(true, null, null, 10, 0).get(0);
    assertThat(incident.title()).isEqualTo("Repeated downtime of the same server: db-1");
    assertThat(incident.assignee()).isEqualTo("mira");
    assertThat(incident.schedule()).isEqualTo("infrastructure");
    assertThat(incident.row().get("downtime_count")).contains(4);

    hub.poll();
    assertThat(hub.owed()).as("told once").hasSize(3);
  }

  @Test
  void an_outage_beyond_the_sla_becomes_a_ticket_by_its_age_and_the_servers_own_sla() throws Exception {
    hub.source.update("insert into servers values ('quick', 'payments', 'eu', 10), ('plain', 'payments', 'eu', null)");
    outage("quick", "11 minutes", false);
    outage("plain", "59 minutes", false);
    outage("late", "61 minutes", false);
    hub.load("routes/rules/sla-breach.camel.yaml").start();
    assertThat(hub.owed()).containsExactly("jira opened late", "jira opened quick");

    hub.source.update("update downtime_logs set resolved = true, end_time = now() where server_id = 'late'");
    hub.poll();
    assertThat(hub.store.incidents.list(true, null, "late", 10, 0)).isEmpty();
    assertThat(hub.store.incidents.list(true, null, "quick", 10, 0)).hasSize(1);
  }

  @Test
  void cpu_or_memory_must_stay_high_for_ten_minutes() throws Exception {
    for (int minute : new int[] {1, 3, 5, 7, 9}) {
      sample("hot", minute, 95, 40);
      sample("full", minute, 20, 97);
      sample("spike", minute, minute == 5 ? 99 : 30, 40);
    }
    hub.load("routes/rules/resource-pressure.camel.yaml").start();
    assertThat(hub.owed()).containsExactly("slack ops-alerts opened full", "slack ops-alerts opened hot");
  }

  @Test
  void the_missions_own_queries_work_verbatim() throws Exception {
    downtimes("db-1", "1 hour", "2 hours", "3 hours", "4 hours");
    outage("db-2", "3 hours", false);
    hub.source.update("insert into downtime_logs (server_id, start_time, end_time, downtime_duration_minutes) values ('db-3', now() - interval '5 hours', now() - interval '3 hours', 120)");
    sample("hot", 1, 95, 40);
    String[] queries = {
      "SELECT server_id, COUNT(*) AS downtime_count FROM downtime_logs WHERE start_time >= NOW() - INTERVAL '1 day' GROUP BY server_id HAVING COUNT(*) > 3",
      "SELECT * FROM downtime_logs WHERE downtime_duration_minutes > 60 AND sla_tracking = TRUE",
      "SELECT * FROM downtime_logs WHERE start_time < NOW() - INTERVAL '2 hours' AND resolved = FALSE AND sla_tracking = TRUE",
      "SELECT server_id, cpu_usage, memory_usage FROM server_metrics WHERE cpu_usage > 90 OR memory_usage > 90 ORDER BY timestamp DESC LIMIT 10",
    };
    for (int i = 0; i < queries.length; i++) {
      hub.loadText("mission-" + i + ".camel.yaml", rule("mission-" + i, queries[i], "kamelet:pagerduty-sink"));
    }
    hub.camel.start();
    org.awaitility.Awaitility.await().until(() -> hub.wakes.get() >= 4);
    assertThat(hub.store.incidents.list(true, "mission-0", null, 10, 0)).extracting(one -> one.alert().key()).containsExactly("db-1");
    assertThat(hub.store.incidents.list(true, "mission-1", null, 10, 0)).extracting(one -> one.alert().key()).containsExactly("db-3");
    assertThat(hub.store.incidents.list(true, "mission-2", null, 10, 0)).extracting(one -> one.alert().key()).contains("db-2");
    assertThat(hub.store.incidents.list(true, "mission-3", null, 10, 0)).extracting(one -> one.alert().key()).containsExactly("hot");
  }

  @Test
  void a_poison_row_is_a_dead_letter_and_the_others_go_on() throws Exception {
    outage("db-1", "3 hours", false);
    hub.source.update("insert into downtime_logs (server_id, start_time) values (null, now())");
    hub.loadText("r.camel.yaml", rule("r", "SELECT * FROM downtime_logs ORDER BY id DESC", "kamelet:pagerduty-sink")).start();

    assertThat(hub.owed()).containsExactly("pagerduty opened db-1");
    hub.poll();
    assertThat(hub.store.deadLetters.list(null, "dead", 10, 0))
        .as("one, however often it is read")
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.source()).isEqualTo("row");
              assertThat(letter.rule()).isEqualTo("r");
              assertThat(letter.reason()).isEqualTo("unreadable row: key column 'server_id' is null");
            });
  }

  @Test
  void a_query_that_lost_its_key_column_fails_and_ends_nothing() throws Exception {
    outage("db-1", "3 hours", false);
    hub.source.execute("create view down as select id, server_id from downtime_logs");
    hub.loadText("r.camel.yaml", rule("r", "SELECT * FROM down", "kamelet:pagerduty-sink")).start();

    hub.source.execute("alter view down rename column server_id to host");
    hub.poll();
    assertThat(hub.store.incidents.list(true, "r", "db-1", 10, 0)).as("errors never resolve").hasSize(1);
    assertThat(hub.owed()).containsExactly("pagerduty opened db-1");
    assertThat(hub.store.deadLetters.list(null, null, 10, 0)).isEmpty();
    assertThat(hub.store.incidents.rules().get(0).error())
        .contains("rule r: the query returns no column 'server_id', which is its key; it returns id, host.");
  }

  @Test
  void a_row_that_loses_its_key_ends_no_incident_and_is_one_letter_while_it_waits() throws Exception {
    outage("db-1", "3 hours", false);
    hub.source.update("insert into downtime_logs (server_id, start_time) values (null, now())");
    String query = "SELECT *, extract(epoch from clock_timestamp()) AS seconds_down FROM downtime_logs ORDER BY id";
    hub.loadText("r.camel.yaml", rule("r", query, "kamelet:pagerduty-sink")).start();
    hub.source.update("update downtime_logs set server_id = null where server_id = 'db-1'");
    hub.poll();
    hub.poll();

    assertThat(hub.store.incidents.list(true, "r", "db-1", 10, 0)).as("nobody knows that it is over").hasSize(1);
    assertThat(hub.store.deadLetters.list(null, "dead", 10, 0)).as("two rows, whatever changes in them").hasSize(2);
    String alarm = "select problem from self_check where subject = 'rows of r'";
    assertThat(hub.store.jdbc.queryForList(alarm, String.class))
        .singleElement().asString().startsWith("Rows without a key: nobody knows whether 1 incident is over.");

    hub.store.deadLetters.discard(hub.store.deadLetters.list(null, "dead", 10, 0).get(0).id(), "mira");
    hub.poll();
    assertThat(hub.store.deadLetters.list(null, "dead", 10, 0)).as("what was discarded does not hide that it is still so").hasSize(2);

    hub.source.update("delete from downtime_logs where id = (select min(id) from downtime_logs)");
    hub.poll();
    assertThat(hub.store.incidents.list(true, "r", "db-1", 10, 0)).as("the other was without key all the time").isEmpty();
    assertThat(hub.store.jdbc.queryForList(alarm)).isEmpty();
  }

  @Test
  void a_step_that_throws_leaves_a_dead_letter_and_the_incident() throws Exception {
    outage("db-1", "3 hours", false);
    outage("db-2", "3 hours", false);
    hub.camel.getRegistry().bind("fragile", new Fragile());
    hub.loadText("r.camel.yaml", rule("r", "SELECT * FROM downtime_logs", "bean:fragile")).start();

    assertThat(hub.store.incidents.list(true, "r", null, 10, 0)).hasSize(2);
    assertThat(hub.store.deadLetters.list(null, "dead", 10, 0)).singleElement().extracting(DeadLetter::reason).isEqualTo("IllegalStateException: broken");
  }

  @Test
  void a_poll_that_breaks_off_changes_nothing_and_is_noted() throws Exception {
    outage("db-1", "3 hours", false);
    hub.loadText("r.camel.yaml", rule("r", "SELECT * FROM downtime_logs WHERE resolved = FALSE", "kamelet:pagerduty-sink")).start();
    Incident incident = hub.store.incidents.list(true, "r", null, 10, 0).get(0);

    hub.source.execute("alter table downtime_logs rename column resolved to done");
    hub.poll();
    assertThat(hub.store.incidents.find(incident.id()).orElseThrow().status()).isEqualTo(Status.OPEN);
    assertThat(hub.store.incidents.rules())
        .singleElement()
        .satisfies(
            rule -> {
              assertThat(rule.lastPollOk()).isFalse();
              assertThat(rule.failures()).isOne();
              assertThat(rule.error()).contains("column \"resolved\" does not exist");
            });
    assertThat(hub.store.deadLetters.list(null, null, 10, 0)).as("the poll will be repeated, so nothing is dead").isEmpty();

    hub.source.execute("alter table downtime_logs rename column done to resolved");
    hub.source.update("update downtime_logs set resolved = true");
    hub.poll();
    assertThat(hub.store.incidents.find(incident.id()).orElseThrow().status()).isEqualTo(Status.RESOLVED);
  }

  @Test
  void a_poll_of_too_many_rows_changes_nothing() throws Exception {
    outage("db-1", "3 hours", false);
    outage("db-2", "3 hours", false);
    hub.loadText(
            "r.camel.yaml",
            rule("r", "SELECT * FROM downtime_logs", "kamelet:pagerduty-sink").replace("key: server_id", "key: server_id\n        maxRows: 1"))
        .start();
    assertThat(hub.store.incidents.list(null, null, null, 10, 0)).isEmpty();
    assertThat(hub.store.incidents.rules().get(0).error()).contains("maxRows");
  }

  @Test
  void trouble_with_the_hub_itself_is_an_incident() throws Exception {
    for (int i = 0; i < 3; i++) {
      hub.store.polls.failed("sla-breach", "connection refused");
    }
    hub.load("routes/rules/signalbox.camel.yaml");
    hub.camel.start();
    org.awaitility.Awaitility.await().until(() -> hub.wakes.get() >= 1);
    Incident incident = hub.store.incidents.list(true, "signalbox", null, 10, 0).get(0);
    assertThat(incident.alert()).hasToString("signalbox/sla-breach");
    assertThat(incident.row().get("problem")).contains("The poll fails: connection refused");
    assertThat(hub.owed()).hasSize(3);
  }

  public static final class Fragile {
    public void handle(Notice notice) {
      if (notice.getKey().equals("db-2")) {
        throw new IllegalStateException("broken");
      }
    }
  }

  private static String rule(String id, String query, String sink) {
    return """
        - route:
            id: %s
            description: A rule under test
            from:
              uri: kamelet:incident-source
              parameters:
                rule: %s
                query: "%s"
                every: 1s
                key: server_id
              steps:
                - to:
                    uri: %s
        """
        .formatted(id, id, query, sink);
  }

  private void downtimes(String server, String... ago) {
    for (String one : List.of(ago)) {
      hub.source.update(
          "insert into downtime_logs (server_id, start_time, end_time, resolved) values (?, now() - ?::interval, now() - ?::interval + interval '1 minute', true)",
          server,
          one,
          one);
    }
  }

  private void outage(String server, String age, boolean resolved) {
    hub.source.update("insert into downtime_logs (server_id, start_time, resolved) values (?, now() - ?::interval, ?)", server, age, resolved);
  }

  private void sample(String server, int minutesAgo, int cpu, int memory) {
    hub.source.update("insert into server_metrics values (?, now() - ? * interval '1 minute', ?, ?)", server, minutesAgo, cpu, memory);
  }
}

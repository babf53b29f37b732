package dev.signalbox.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.signalbox.delivery.Deliveries;
import dev.signalbox.escalation.OnCallPlan;
import dev.signalbox.incident.Incident;
import dev.signalbox.incident.IncidentStore.TimelineEntry;
import dev.signalbox.incident.Reason;
import dev.signalbox.silence.maintenance.MaintenanceHolds;
import dev.signalbox.silence.maintenance.MaintenancePlan;
import dev.signalbox.store.StoreFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped rule unresolved-downtime and the shipped escalation, with the shipped people. */
class EscalationRouteTest {

  private static final String RULE = "routes/rules/unresolved-downtime.camel.yaml";
  private static final String LADDER = "routes/rules/escalation.camel.yaml";
  private static final OnCallPlan PEOPLE = OnCallPlan.ofFolder(Path.of("routes/on-call"));

  private static final String SENIOR = "dmitri.halvorsen@example.com";

  private final StoreFixture store = new StoreFixture();
  private final List<RuleHarness> hubs = new ArrayList<>();

  EscalationRouteTest() {
    store.clock.set(Instant.now().truncatedTo(ChronoUnit.SECONDS).toString()); // the watched database has no steered clock
  }

  @AfterEach
  void stop() {
    hubs.forEach(RuleHarness::close);
    hubs.clear();
  }

  private RuleHarness hub(String... files) throws Exception {
    RuleHarness hub = new RuleHarness(store);
    hub.onCall(PEOPLE);
    for (String file : files) {
      hub.load(file);
    }
    hubs.add(hub);
    return hub;
  }

  private static void down(RuleHarness hub, String age) {
    hub.source.update(
        "insert into downtime_logs (server_id, start_time) values ('db-1', now() - ?::interval)", age);
  }

  /** Returns when every rule has been polled at the present instant. */
  private void polled(String... rules) {
    for (String rule : rules) {
      await().atMost(Duration.ofSeconds(20)).until(() -> store.jdbc.queryForObject(
          "select count(*) from rule where id = ? and last_ok_at = ?", Integer.class, rule,
          Timestamp.from(store.clock.instant())) > 0);
    }
  }

  private void look(Duration later, String... rules) {
    store.clock.tick(later);
    polled(rules);
  }

  private Incident incident() {
    return store.incidents.list(null, "unresolved-downtime", null, 10, 0).get(0);
  }

  /** Who was asked by mail or in person, in order: whoever was asked before hears of what follows, too. */
  private List<String> told() {
    return asked(incident().alert().key()).stream().map(address -> "opened " + address).toList();
  }

  private List<String> asked(String server) {
    Incident incident = store.incidents.list(null, "unresolved-downtime", server, 10, 0).get(0);
    return store.deliveries.of(incident.id()).stream()
        .filter(view -> !view.address().equals("ops-alerts") && view.kind().equals("opened"))
        .map(Deliveries.View::address).toList();
  }

  private String manager() {
    String who = PEOPLE.rota().schedule("management").who(store.clock.instant()).first();
    return who + "@example.com";
  }

  @Test
  void who_prefers_what_others_were_told_by_already_is_asked_by_the_next_channel(@TempDir Path folder) throws Exception {
    for (String file : List.of("people.yaml", "schedules.yaml", "escalations.yaml")) {
      String text = Files.readString(Path.of("routes/on-call", file));
      Files.writeString(folder.resolve(file), text.replaceAll("channels: .*", "channels: [pagerduty, mail]"));
    }
    RuleHarness hub = hub(RULE, LADDER);
    hub.onCall(OnCallPlan.ofFolder(folder));
    down(hub, "2 hours 1 second");
    hub.camel.start();
    polled("unresolved-downtime", "escalation");
    look(Duration.ofHours(2), "escalation");

    assertThat(incident().escalationLevel()).isEqualTo(2);
    assertThat(asked("db-1")).as("PagerDuty was told when it opened and takes no escalations").hasSize(2)
        .last().asString().startsWith(manager().replaceFirst("@.*", "")).endsWith("@example.com");
  }

  @Test
  void down_for_two_hours_is_the_senior_engineers_and_for_four_the_managers_whoever_acknowledged_it() throws Exception {
    RuleHarness hub = hub(RULE, LADDER);
    down(hub, "1 hour 59 minutes");
    hub.camel.start();
    polled("unresolved-downtime", "escalation");
    assertThat(store.incidents.list(null, null, null, 10, 0)).as("1:59").isEmpty();

    hub.source.update("update downtime_logs set start_time = now() - interval '2 hours 1 second'");
    look(Duration.ofMinutes(1), "unresolved-downtime", "escalation");
    assertThat(told()).as("2:00").containsExactly("opened " + SENIOR);
    assertThat(incident().escalationLevel()).isEqualTo(1);
    store.incidents.acknowledge(incident().id(), "dmitri", null);

    look(Duration.ofHours(2).minusMinutes(2), "escalation");
    assertThat(told()).as("3:59").hasSize(1);
    look(Duration.ofMinutes(2), "escalation");
    assertThat(told()).as("4:00").hasSize(2).last().asString().startsWith("opened ").contains(manager().split("@")[0]);
    assertThat(incident().escalationLevel()).isEqualTo(2);
    look(Duration.ofDays(1), "escalation");
    assertThat(told()).hasSize(2);

    hub.source.update("update downtime_logs set end_time = now(), resolved = true");
    look(Duration.ofSeconds(30), "unresolved-downtime");
    assertThat(incident().over()).isTrue();
    assertThat(store.jdbc.queryForObject("select count(*) from escalation_timer", Integer.class)).isZero();
  }

  @Test
  void a_hub_that_was_killed_a_minute_before_asks_when_it_is_back_and_the_other_hub_does_not_ask_again() throws Exception {
    RuleHarness hub = hub(RULE, LADDER);
    down(hub, "2 hours 1 second");
    hub.camel.start();
    polled("unresolved-downtime", "escalation");
    assertThat(told()).containsExactly("opened " + SENIOR);
    store.clock.tick(Duration.ofMinutes(119));
    stop();

    store.clock.tick(Duration.ofMinutes(1));
    hub(LADDER).camel.start();
    hub(LADDER).camel.start();
    polled("escalation");
    assertThat(told()).hasSize(2);
    for (int i = 0; i < 5; i++) {
      look(Duration.ofSeconds(1), "escalation");
    }
    assertThat(told()).hasSize(2);
    assertThat(store.incidents.timeline(incident().id())).extracting(TimelineEntry::event).containsOnlyOnce("escalated");
  }

  @Test
  void the_outages_own_clock_counts_where_the_hub_came_late() throws Exception {
    RuleHarness hub = hub(RULE, LADDER);
    down(hub, "3 hours 59 minutes");
    hub.camel.start();
    polled("unresolved-downtime", "escalation");
    assertThat(told()).containsExactly("opened " + SENIOR);
    look(Duration.ofMinutes(5), "escalation"); // and not two hours: the watched database has a clock of its own
    assertThat(told()).as("4:00 of the outage").hasSize(2);
  }

  @Test
  void places_that_know_of_it_hear_of_the_level_and_who_is_asked() throws Exception {
    RuleHarness hub = hub(RULE, LADDER);
    down(hub, "2 hours 1 second");
    hub.camel.start();
    polled("unresolved-downtime", "escalation");
    hub.said();
    store.jdbc.update("update delivery set status = 'sent', reference = 'C1:17'");
    look(Duration.ofHours(2), "escalation");
    assertThat(store.deliveries.of(incident().id()).stream().filter(view -> view.address().equals("ops-alerts"))
        .map(Deliveries.View::kind)).containsExactly("opened", "escalated");
    assertThat(hub.said().get("unresolved-downtime slack ops-alerts"))
        .contains("Level 2 of unresolved-downtime is asked: ", "Nobody took care of it for 2 h 00 min");
  }

  @Test
  void whoever_is_asked_first_now_hears_why_and_an_acknowledgement_that_lapses_is_told() throws Exception {
    RuleHarness hub = hub(RULE, LADDER);
    down(hub, "2 hours 1 second");
    hub.camel.start();
    polled("unresolved-downtime", "escalation");
    hub.said();
    store.jdbc.update("update delivery set status = 'sent', reference = 'C1:17'");
    store.incidents.acknowledge(incident().id(), "dmitri", null);
    look(Duration.ofHours(2), "escalation");

    assertThat(store.deliveries.of(incident().id())).extracting(Deliveries.View::kind).contains("unacknowledged");
    assertThat(incident().acknowledgedBy()).isNull();
    store.jdbc.update("update delivery set status = 'sent' where kind = 'acknowledged'");
    assertThat(hub.said().entrySet()).anySatisfy(said -> {
      assertThat(said.getKey()).contains(manager().split("@")[0]);
      assertThat(said.getValue()).contains("Escalated: Down for more than two hours: db-1", "Level 2 of unresolved-downtime is asked: ");
    });
  }

  @Test
  void maintenance_does_not_count_neither_before_the_first_level_nor_between_two() throws Exception {
    Instant start = store.clock.instant();
    MaintenancePlan plan = MaintenancePlan.of(
        """
        - {title: Patches, matchers: [server_id=db-1], start: %s, duration: 30m}
        - {title: Reboot, matchers: [server_id=db-1], start: %s, duration: 20m}"""
            .formatted(start.minus(Duration.ofHours(1)), start.plus(Duration.ofHours(1))),
        "maintenance.yaml");
    RuleHarness hub = hub(RULE, LADDER);
    hub.holds = new MaintenanceHolds(plan::between);
    down(hub, "2 hours 10 minutes");
    hub.source.update("insert into downtime_logs (server_id, start_time) values ('db-2', now() - interval '2 hours 10 minutes')");
    hub.camel.start();
    polled("unresolved-downtime", "escalation");
    assertThat(store.incidents.held("unresolved-downtime", null, 10, 0)).singleElement()
        .satisfies(one -> assertThat(one.held().hold().reason()).isEqualTo(Reason.IN_MAINTENANCE));
    assertThat(asked("db-1")).as("1:40 without maintenance").isEmpty();
    assertThat(asked("db-2")).as("nothing was planned there").containsExactly(SENIOR);

    look(Duration.ofMinutes(21), "unresolved-downtime", "escalation");
    assertThat(asked("db-1")).as("2:01 without maintenance").containsExactly(SENIOR);
    look(Duration.ofMinutes(40), "unresolved-downtime", "escalation"); // the second one begins
    look(Duration.ofMinutes(20), "unresolved-downtime", "escalation"); // and is over
    look(Duration.ofMinutes(78), "unresolved-downtime", "escalation");
    assertThat(asked("db-2")).as("4:49 with nothing planned").hasSize(2);
    assertThat(asked("db-1")).as("3:59 without maintenance").hasSize(1);
    look(Duration.ofMinutes(3), "unresolved-downtime", "escalation");
    assertThat(asked("db-1")).as("4:02 without maintenance").hasSize(2).last().asString().contains(manager().split("@")[0]);
  }

  @Test
  void maintenance_that_began_and_ended_while_the_hub_was_down_does_not_count_either() throws Exception {
    Instant start = store.clock.instant();
    MaintenancePlan plan = MaintenancePlan.of(
        "- {title: Reboot, matchers: [server_id=db-1], start: %s, duration: 30m}".formatted(start.plus(Duration.ofHours(1))),
        "maintenance.yaml");
    RuleHarness hub = hub(RULE, LADDER);
    hub.holds = new MaintenanceHolds(plan::between);
    down(hub, "2 hours 1 second");
    hub.camel.start();
    polled("unresolved-downtime", "escalation");
    assertThat(asked("db-1")).containsExactly(SENIOR);

    look(Duration.ofHours(2), "unresolved-downtime", "escalation"); // the first look after two hours
    assertThat(asked("db-1")).as("3:30 without maintenance").hasSize(1);
    look(Duration.ofMinutes(29), "unresolved-downtime", "escalation");
    assertThat(asked("db-1")).as("3:59 without maintenance").hasSize(1);
    look(Duration.ofMinutes(1), "unresolved-downtime", "escalation");
    assertThat(asked("db-1")).as("4:00 without maintenance").hasSize(2);
  }

  @Test
  void a_hub_that_never_saw_the_maintenance_counts_the_outages_own_clock_without_it() throws Exception {
    Instant start = store.clock.instant();
    MaintenancePlan plan = MaintenancePlan.of(
        "- {title: Move, matchers: [server_id=db-1], start: %s, duration: 90m}".formatted(start.minus(Duration.ofHours(3))),
        "maintenance.yaml");
    RuleHarness hub = hub(RULE, LADDER);
    hub.holds = new MaintenanceHolds(plan::between);
    down(hub, "5 hours");
    hub.camel.start();
    polled("unresolved-downtime", "escalation");
    assertThat(asked("db-1")).as("3:30 without maintenance").containsExactly(SENIOR);
    look(Duration.ofMinutes(31), "unresolved-downtime", "escalation");
    assertThat(asked("db-1")).as("4:01 without maintenance").hasSize(2);
  }

  @Test
  void two_outages_of_one_server_are_one_incident_that_lasts_as_long_as_one_of_them() throws Exception {
    RuleHarness hub = hub(RULE, LADDER);
    down(hub, "3 hours");
    down(hub, "5 hours");
    hub.camel.start();
    polled("unresolved-downtime", "escalation");
    assertThat(store.incidents.list(null, null, null, 10, 0)).hasSize(1);
    hub.source.update("update downtime_logs set resolved = true, end_time = now() where start_time < now() - interval '4 hours'");
    look(Duration.ofSeconds(30), "unresolved-downtime");
    assertThat(incident().over()).isFalse();
  }
}

package dev.signalbox.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.sandbox.Fault;
import dev.signalbox.sandbox.PagerDutyOnCalls;
import dev.signalbox.sandbox.PagerDutyStandIn;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rota that is kept elsewhere: who is on call while it can be read, while it cannot, and who hears of that. */
class CalendarStoryTest {

  private static final String RULE =
      """
      - route:
          id: outage
          description: Server down
          from:
            uri: kamelet:incident-source
            parameters: {rule: outage, query: SELECT server_id FROM outage, key: server_id, every: 1s}
            steps:
              - to: {uri: kamelet:on-call-action, parameters: {schedule: web}}
              - to: {uri: kamelet:mail-sink, parameters: {to: on-call}}
      """;

  @TempDir Path folder;
  private RunningHub hub;

  @BeforeEach
  void prepare() throws Exception {
    hub = new RunningHub(folder, RULE);
    hub.write("on-call/schedules.yaml", "---\n{schedule: web, pagerduty: PI7DH85, refresh: 1m, fallback: hugo}\n");
    pagerDutyHas("esra");
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private void pagerDutyHas(String name) {
    // the hub's time is the database's, which is this machine's
    Instant yesterday = Instant.now().minus(Duration.ofDays(1));
    hub.sandbox.pagerDuty().onCalls().put("PI7DH85", List.of(new PagerDutyOnCalls.Entry(
        "P1", "Whoever", mail(name), yesterday, yesterday.plus(Duration.ofDays(7)))));
  }

  private static String mail(String name) {
    return Map.of("esra", "esra.yildiz@example.com", "farid", "farid.rahimi@example.com").get(name);
  }

  private List<String> who(int at, String schedule) throws Exception {
    JsonNode participants = hub.get(at, "/api/on-call/" + schedule).path("participants");
    return StreamSupport.stream(participants.spliterator(), false).map(JsonNode::asText).toList();
  }

  /** Nobody steers the database's clock; so what is in the table grows older instead. */
  private void timePasses(Duration time) {
    hub.store.update(
        """
        update on_call_calendar set since = since - ? * interval '1 second',
          read_at = read_at - ? * interval '1 second', due_at = due_at - ? * interval '1 second'""",
        time.toSeconds(), time.toSeconds(), time.toSeconds());
  }

  private Optional<PagerDutyStandIn.Alert> alarm() {
    return hub.sandbox.pagerDuty().alerts().stream()
        .filter(alert -> alert.event().toString().contains("calendar web")).findFirst();
  }

  @Test
  void the_last_good_copy_answers_while_the_source_is_dead_and_people_hear_that_it_is_old() throws Exception {
    hub.start().start();
    assertThat(who(0, "web")).as("from the first moment").containsExactly("esra");
    assertThat(who(1, "web")).containsExactly("esra");

    hub.sandbox.faults.always("pagerduty", "oncalls", Fault.status(503, Map.of(), "see " + RunningHub.CANARY));
    timePasses(Duration.ofMinutes(1));
    await().atMost(Duration.ofSeconds(20)).untilAsserted(() ->
        assertThat(hub.get("/api/calendars").get(0).path("error").asText()).isEqualTo("PagerDuty answers HTTP 503"));
    assertThat(alarm()).as("once is nothing").isEmpty();
    timePasses(Duration.ofMinutes(3));

    await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(alarm()).isPresent());
    assertThat(who(0, "web")).containsExactly("esra");
    assertThat(who(1, "web")).containsExactly("esra");
    JsonNode incident = hub.get("/api/incidents?rule=signalbox").get(0);
    assertThat(incident.path("key").asText()).isEqualTo("calendar web");
    assertThat(incident.path("row").path("problem").asText())
        .isEqualTo("The calendar is stale, its last copy is in use: PagerDuty answers HTTP 503");
    assertThat(hub.page("/on-call") + hub.page("/incidents/" + incident.path("id").asText()))
        .doesNotContain(RunningHub.CANARY);
    String metrics = hub.page(0, "/actuator/prometheus") + hub.page(1, "/actuator/prometheus"); // one of the two tried to read
    assertThat(metrics).contains("signalbox_on_call_calendar_age_seconds{schedule=\"web\"}")
        .contains("signalbox_on_call_calendar_readings_total{outcome=\"failed\",schedule=\"web\"}");

    hub.stop().start();
    assertThat(who(0, "web")).as("after a restart with a dead source").containsExactly("esra");
    hub.goesDown("web-1");
    await().atMost(Duration.ofSeconds(20)).untilAsserted(() ->
        assertThat(hub.mail.mails()).anyMatch(mail -> mail.to().contains(mail("esra"))));

    hub.sandbox.faults.clear();
    pagerDutyHas("farid");
    timePasses(Duration.ofMinutes(2));

    await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(who(0, "web")).containsExactly("farid"));
    await().atMost(Duration.ofSeconds(30)).untilAsserted(() ->
        assertThat(alarm()).hasValueSatisfying(alert -> assertThat(alert.status()).isEqualTo("resolved")));
  }

  @Test
  void without_any_copy_the_fallback_answers_and_other_sources_are_read_beside_it() throws Exception {
    hub.sandbox.faults.always("pagerduty", "oncalls", Fault.status(401, Map.of(), "{}"));
    hub.source.execute("create table rota (who text, starts timestamp, ends timestamp)");
    hub.source.update("insert into rota values ('ben', now() - interval '2 days', now() + interval '2 days')");
    hub.write("sql/rota.sql", "SELECT who AS participant, starts AS start, ends AS end FROM rota WHERE ends > :from");
    hub.write("on-call/office.ics", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART:20240101T000000Z\n"
        + "DTEND:20240102T000000Z\nRRULE:FREQ=DAILY\nSUMMARY:anna\nEND:VEVENT\nEND:VCALENDAR\n");
    hub.write("on-call/schedules.yaml", "---\n{schedule: database, sql: 'file:routes/sql/rota.sql'}\n");
    hub.write("on-call/schedules.yaml", "---\n{schedule: office, ical: on-call/office.ics}\n");

    hub.start();

    assertThat(who(0, "web")).containsExactly("hugo");
    assertThat(hub.get("/api/calendars").get(0).path("error").asText()).contains("HTTP 401", "api-token");
    assertThat(who(0, "database")).containsExactly("ben");
    assertThat(who(0, "office")).containsExactly("anna");

    hub.sandbox.faults.clear();
    hub.write("on-call/schedules.yaml", "# edited: a reason to read everything\n");
    await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(who(0, "web")).containsExactly("esra"));
  }
}

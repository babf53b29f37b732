package dev.signalbox.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import dev.signalbox.incident.Incident;
import dev.signalbox.incident.Severity;
import dev.signalbox.incident.Status;
import dev.signalbox.web.InMemoryIncidents;
import dev.signalbox.web.Scene;
import dev.signalbox.web.WebTest;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IncidentsApiTest extends WebTest {

  private static final String NOBODY = "00000000-0000-4000-8000-000000000000";

  private Incident incident(String key) {
    return scene.incident("sla-breach", key, Severity.ERROR, "Downtime over the SLA: " + key, Duration.ofMinutes(10), "mira");
  }

  private List<String> keys(String query) {
    var result = get("/api/incidents" + query);
    assertThat(result).hasStatusOk();
    return JsonPath.read(body(result), "$[*].key");
  }

  @Test
  void an_incident_has_the_fields_of_the_contract_with_instants_in_utc() {
    Incident incident = incident("srv-1");
    scene.delivery(incident, "jira", "OPS", "opened", "sent", 1, null, "OPS-12", "https://jira.example/browse/OPS-12");

    assertThat(get("/api/incidents?status=open&rule=&key=&page=")).hasStatusOk().bodyJson().isStrictlyEqualTo("""
        [{"id": "%s", "rule": "sla-breach", "key": "srv-1", "status": "open", "severity": "error",
          "title": "Downtime over the SLA: srv-1", "openedAt": "2026-08-03T09:20:00Z", "acknowledgedAt": null,
          "acknowledgedBy": null, "resolvedAt": null, "snoozedUntil": null, "escalationLevel": 0, "assignee": "mira",
          "toldAt": "2026-08-03T09:20:00Z", "held": null, "opens": 1, "flappingSince": null, "parent": null, "children": 0,
          "tickets": [{"channel": "jira", "reference": "OPS-12", "url": "https://jira.example/browse/OPS-12"}],
          "row": {"server_id": "srv-1", "downtime_count": 5, "last_start": "2026-08-03T09:18:50Z", "region": "eu-central",
                  "runbook": "https://wiki.example/runbooks/sla-breach", "note": null}}]""".formatted(incident.id()));
  }

  @Test
  void the_status_chooses_and_open_includes_what_somebody_acknowledged() {
    incident("open");
    Incident taken = incident("taken");
    Incident over = incident("over");
    scene.incidents.incidents.put(taken.id(), InMemoryIncidents.with(taken, Status.ACKNOWLEDGED, Scene.NOW, "mira", null, null));
    scene.incidents.incidents.put(over.id(), InMemoryIncidents.with(over, Status.RESOLVED, null, null, Scene.NOW, null));

    assertThat(keys("")).containsExactlyInAnyOrder("open", "taken");
    assertThat(keys("?status=open")).containsExactlyInAnyOrder("open", "taken");
    assertThat(keys("?status=acknowledged")).containsExactly("taken");
    assertThat(keys("?status=resolved")).containsExactly("over");
    assertThat(keys("?status=all")).containsExactlyInAnyOrder("open", "taken", "over");
    assertThat(keys("?status=all&key=over")).containsExactly("over");
    assertThat(keys("?rule=another")).isEmpty();
  }

  @Test
  void a_page_has_fifty_and_the_next_one_goes_on() {
    for (int i = 0; i < 120; i++) {
      Incident one = scene.incident("sla-breach", "srv-" + i, Severity.ERROR, "t", Duration.ofMinutes(i), null);
      scene.incidents.incidents.put(one.id(), InMemoryIncidents.with(one, Status.ACKNOWLEDGED, Scene.NOW, "mira", null, null));
    }
    for (String status : List.of("open", "acknowledged", "all")) {
      assertThat(keys("?status=" + status)).hasSize(50).startsWith("srv-0").endsWith("srv-49");
      assertThat(keys("?status=" + status + "&page=2")).hasSize(20).startsWith("srv-100");
      assertThat(keys("?status=" + status + "&page=3")).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "?status=closed | status 'closed' is unknown, use one of open, acknowledged, held, resolved, all",
    "?page=-1       | page '-1' is not a page, use 0 for the first, 1 for the second",
    "?page=99999999 | page '99999999' is not a page, use 0 for the first, 1 for the second",
    "/abc           | id 'abc' is not a UUID, for example 7f0c1a52-9d3e-4c1b-8a66-0f2f3f1c9b10",
    "/1-1-1-1-1     | id '1-1-1-1-1' is not a UUID, for example 7f0c1a52-9d3e-4c1b-8a66-0f2f3f1c9b10",
  })
  void a_wrong_value_is_named_in_one_sentence(String path, String sentence) {
    assertThat(get("/api/incidents" + path)).hasStatus(400).bodyJson().isStrictlyEqualTo("{\"error\": \"" + sentence + "\"}");
  }

  @Test
  void one_incident_comes_with_its_timeline_and_its_deliveries() {
    Incident incident = incident("srv-1");
    scene.delivery(incident, "slack", "ops-alerts", "opened", "dead", 3, "channel_not_found", null, null);

    assertThat(get("/api/incidents/" + incident.id())).hasStatusOk().bodyJson()
        .hasPathSatisfying("$.key", key -> assertThat(key).isEqualTo("srv-1"))
        .hasPathSatisfying("$.timeline[0].event", event -> assertThat(event).isEqualTo("opened"))
        .hasPathSatisfying("$.timeline[0].at", at -> assertThat(at).isEqualTo("2026-08-03T09:20:00Z"))
        .hasPathSatisfying("$.deliveries[0].lastError", error -> assertThat(error).isEqualTo("channel_not_found"));
  }

  @Test
  void an_unknown_incident_is_404_with_its_id_for_looking_and_for_acting() {
    for (var answer : List.of(
        get("/api/incidents/" + NOBODY),
        post("/api/incidents/" + NOBODY + "/acknowledge", "{\"by\": \"mira\"}"),
        post("/api/incidents/" + NOBODY + "/resolve", "{\"by\": \"mira\"}"),
        post("/api/incidents/" + NOBODY + "/snooze", "{\"by\": \"mira\", \"until\": \"2026-08-03T10:00:00Z\"}"))) {
      assertThat(answer).hasStatus(404).bodyJson().isStrictlyEqualTo("{\"error\": \"there is no incident " + NOBODY + "\"}");
    }
  }

  @Test
  void acknowledging_records_who_and_the_note_and_twice_is_once() {
    UUID id = incident("srv-1").id();

    assertThat(post("/api/incidents/" + id + "/acknowledge", "{\"by\": \"mira\", \"note\": \"on it\"}")).hasStatusOk().bodyJson()
        .hasPathSatisfying("$.status", status -> assertThat(status).isEqualTo("acknowledged"))
        .hasPathSatisfying("$.acknowledgedBy", by -> assertThat(by).isEqualTo("mira"))
        .hasPathSatisfying("$.timeline[1].detail", note -> assertThat(note).isEqualTo("on it"));
    assertThat(post("/api/incidents/" + id + "/acknowledge", "{\"by\": \"jan\"}")).hasStatusOk();

    assertThat(scene.incidents.timeline(id)).hasSize(2);
  }

  @Test
  void resolving_and_snoozing_change_the_incident() {
    UUID id = incident("srv-1").id();

    assertThat(post("/api/incidents/" + id + "/snooze", "{\"by\": \"mira\", \"until\": \"2026-08-03T12:00:00+02:00\"}"))
        .hasStatusOk().bodyJson().hasPathSatisfying("$.snoozedUntil", at -> assertThat(at).isEqualTo("2026-08-03T10:00:00Z"));
    assertThat(post("/api/incidents/" + id + "/resolve", "{\"by\": \"mira\"}"))
        .hasStatusOk().bodyJson().hasPathSatisfying("$.status", status -> assertThat(status).isEqualTo("resolved"));
    assertThat(post("/api/incidents/" + id + "/snooze", "{\"by\": \"mira\", \"until\": \"2026-08-03T10:00:00Z\"}")).hasStatus(409);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "acknowledge | {}                                                        | by is missing: say who acts, for example {\"by\": \"mira\"}",
    "acknowledge | {\"by\": \"mi\\nra\"}                                     | by 'mi ra' is not a name: at most 100 characters, no control characters",
    "acknowledge | {                                                         | the body cannot be read: send a JSON object of strings, for example {\"by\": \"mira\"}",
    "snooze      | {\"by\": \"mira\"}                                        | until is missing: say when the snooze ends, for example 2026-03-28T02:30:00Z",
    "snooze      | {\"by\": \"mira\", \"until\": \"soon\"}                   | until 'soon' is not an instant, use ISO 8601 as in 2026-03-28T02:30:00Z",
    "snooze      | {\"by\": \"mira\", \"until\": \"2026-08-03T09:00:00Z\"}   | until '2026-08-03T09:00:00Z' has passed already, now is 2026-08-03T09:30:00Z",
    "snooze      | {\"by\": \"mira\", \"until\": \"2026-10-03T09:00:00Z\"}   | until '2026-10-03T09:00:00Z' is more than 30 days ahead, snooze for less",
  })
  void a_wish_that_cannot_be_understood_changes_nothing(String action, String json, String sentence) {
    Incident incident = incident("srv-1");

    assertThat(post("/api/incidents/" + incident.id() + "/" + action, json)).hasStatus(400).bodyJson()
        .hasPathSatisfying("$.error", error -> assertThat(error).isEqualTo(sentence));

    assertThat(scene.incidents.find(incident.id())).contains(incident);
  }
}

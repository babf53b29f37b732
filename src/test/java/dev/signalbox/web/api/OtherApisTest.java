package dev.signalbox.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.delivery.DeadLetter;
import dev.signalbox.document.Place;
import dev.signalbox.escalation.lint.Gap;
import dev.signalbox.escalation.lint.Kind;
import dev.signalbox.escalation.lint.OnCallFinding;
import dev.signalbox.escalation.lint.OnCallFindings;
import dev.signalbox.incident.Incident;
import dev.signalbox.incident.Severity;
import dev.signalbox.oncall.CalendarRef;
import dev.signalbox.oncall.Interval;
import dev.signalbox.oncall.calendar.CalendarStatus;
import dev.signalbox.web.Scene;
import dev.signalbox.web.WebTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OtherApisTest extends WebTest {

  private Incident incident() {
    return scene.incident("sla-breach", "srv-1", Severity.ERROR, "Downtime", Duration.ofMinutes(10), "mira");
  }

  @Test
  void a_delivery_has_the_fields_of_the_contract_and_can_be_filtered() {
    var view = scene.delivery(incident(), "slack", "ops-alerts", "opened", "sent", 2, null, "C1:17", null);
    scene.delivery(incident(), "mail", "on-call", "opened", "pending", 0, null, null, null);

    assertThat(get("/api/deliveries?status=sent&channel=slack")).hasStatusOk().bodyJson().isLenientlyEqualTo("""
        [{"id": "%s", "incidentId": "%s", "channel": "slack", "address": "ops-alerts", "kind": "opened", "status": "sent",
          "attempts": 2, "lastError": null, "reference": "C1:17", "createdAt": "2026-08-03T09:20:01Z",
          "sentAt": "2026-08-03T09:20:01.640Z"}]""".formatted(view.id(), view.incidentId()));
    assertThat(get("/api/deliveries")).bodyJson().hasPathSatisfying("$.length()", n -> assertThat(n).isEqualTo(2));
    assertThat(get("/api/deliveries?page=1")).hasStatusOk().bodyText().isEqualTo("[]");
    assertThat(get("/api/deliveries?status=lost")).hasStatus(400).bodyJson().hasPathSatisfying("$.error",
        error -> assertThat(error).isEqualTo("status 'lost' is unknown, use one of pending, sent, dead, suppressed"));
  }

  @Test
  void channels_tell_their_state_and_rules_their_polls() {
    scene.health("slack", "throttled", "asked to wait", 3, 10, 1);
    scene.rule("sla-breach", "Downtime over the SLA", false, 4, 2, 3, "connection refused");

    assertThat(get("/api/channels")).hasStatusOk().bodyJson().isLenientlyEqualTo("""
        [{"channel": "slack", "state": "throttled", "reason": "asked to wait", "pending": 3, "dead": 1}]""");
    assertThat(get("/api/rules")).hasStatusOk().bodyJson().isStrictlyEqualTo("""
        [{"id": "sla-breach", "description": "Downtime over the SLA", "every": "30s", "lastPollAt": "2026-08-03T09:29:48Z",
          "lastPollOk": false, "rows": 4, "openIncidents": 2, "failures": 3, "error": "connection refused"}]""");
  }

  @Test
  void calendars_tell_how_their_readings_go() {
    Instant now = scene.clock.instant();
    scene.calendars.add(new CalendarStatus("web", CalendarRef.Kind.PAGERDUTY, Duration.ofMinutes(15),
        now.minus(Duration.ofDays(1)), now.minus(Duration.ofHours(1)), 4, "HTTP 503",
        List.of("row 1 names nobody"), Set.of("Zoe")));
    scene.calendars.add(new CalendarStatus(
        "ops", CalendarRef.Kind.ICAL, Duration.ofHours(1), now, null, 0, null, List.of(), Set.of()));

    assertThat(get("/api/calendars")).hasStatusOk().bodyJson().isStrictlyEqualTo("""
        [{"schedule": "web", "kind": "pagerduty", "refresh": "15m", "readAt": "2026-08-03T08:30:00Z", "stale": true,
          "failures": 4, "error": "HTTP 503", "warnings": ["row 1 names nobody"], "unknown": ["Zoe"]},
         {"schedule": "ops", "kind": "ical", "refresh": "1h", "readAt": null, "stale": false, "failures": 0,
          "error": null, "warnings": [], "unknown": []}]""");
  }

  @Test
  void dead_letters_are_listed_shown_replayed_and_discarded() {
    DeadLetter one = scene.deadLetter("delivery", "slack", "ops", incident(), "{\"text\":1}", "channel_not_found", 3);
    DeadLetter two = scene.deadLetter("delivery", "mail", "a@x", incident(), "p", "550 no such user", 1);

    assertThat(get("/api/dead-letters?channel=slack")).hasStatusOk().bodyJson().isLenientlyEqualTo("""
        [{"id": "%s", "channel": "slack", "reason": "channel_not_found", "attempts": 3, "status": "dead"}]""".formatted(one.id()));
    assertThat(get("/api/dead-letters/" + two.id())).hasStatusOk().bodyJson()
        .hasPathSatisfying("$.payload", payload -> assertThat(payload).isEqualTo("p"));
    assertThat(post("/api/dead-letters/" + one.id() + "/replay")).hasStatusOk();
    assertThat(post("/api/dead-letters/" + one.id() + "/replay", "{\"by\": \"mira\"}")).hasStatusOk();
    assertThat(delete("/api/dead-letters/" + two.id())).hasStatusOk();
    assertThat(delete("/api/dead-letters/" + two.id())).hasStatus(409);

    assertThat(scene.deadLetters.actions).containsExactly(
        "replayed " + one.id() + " by api", "replayed " + one.id() + " by mira", "discarded " + two.id() + " by api");
    assertThat(get("/api/dead-letters")).bodyText().isEqualTo("[]");
    assertThat(get("/api/dead-letters?status=discarded")).bodyJson().hasPathSatisfying("$.length()", n -> assertThat(n).isEqualTo(1));
  }

  @Test
  void an_opening_whose_incident_is_over_is_replayed_by_force_only() {
    DeadLetter late = scene.deadLetter("delivery", "jira", "OPS", incident(), "p", "HTTP 400", 1);
    scene.deadLetters.over.add(late.id());

    assertThat(post("/api/dead-letters/" + late.id() + "/replay")).hasStatus(409).bodyJson()
        .hasPathSatisfying("$.error", error -> assertThat(error).asString().startsWith("the incident is over"));
    assertThat(post("/api/dead-letters/" + late.id() + "/replay?force=perhaps")).hasStatus(400);
    assertThat(post("/api/dead-letters/" + late.id() + "/replay?force=true")).hasStatusOk();
  }

  @Test
  void a_whole_channel_is_replayed_and_the_refused_are_named() {
    for (int i = 0; i < 450; i++) {
      scene.deadLetter("delivery", "slack", "ops", null, "p", "r", 1);
    }
    DeadLetter late = scene.deadLetter("delivery", "slack", "ops", null, "p", "r", 1);
    scene.deadLetters.over.add(late.id());
    scene.deadLetter("delivery", "mail", "a@x", null, "p", "r", 1);

    assertThat(post("/api/dead-letters/replay?channel=slack")).hasStatusOk().bodyJson()
        .hasPathSatisfying("$.replayed", n -> assertThat(n).isEqualTo(450))
        .hasPathSatisfying("$.refused[0].id", id -> assertThat(id).isEqualTo(late.id().toString()));
    assertThat(scene.deadLetters.waiting()).isEqualTo(2);
    assertThat(post("/api/dead-letters/replay")).hasStatus(400);
  }

  @Test
  void who_is_on_call_and_when_they_change() {
    scene.shifts.put("infrastructure", List.of(
        Scene.shift(Scene.NOW.minusSeconds(3600), Scene.NOW.plusSeconds(3600), "mira", "jan"),
        Scene.shift(Scene.NOW.plusSeconds(3600), Scene.NOW.plusSeconds(7200), "ana")));

    assertThat(get("/api/on-call/infrastructure?at=2026-08-03T09:30:00Z")).hasStatusOk().bodyJson().isLenientlyEqualTo("""
        {"schedule": "infrastructure", "at": "2026-08-03T09:30:00Z", "participants": ["jan", "mira"], "next": ["ana"]}""");
    assertThat(get("/api/on-call/infrastructure")).hasStatusOk();
    assertThat(get("/api/on-call/infrastructure?at=2026-08-03T14:00:00%2B02:00")).bodyJson().isLenientlyEqualTo("""
        {"at": "2026-08-03T12:00:00Z", "participants": []}""");
    assertThat(get("/api/on-call/infrastructure/shifts?from=2026-08-03T09:00:00Z&to=2026-08-03T11:00:00Z")).bodyJson()
        .isStrictlyEqualTo("""
        [{"start": "2026-08-03T09:00:00Z", "end": "2026-08-03T10:30:00Z", "participants": ["jan", "mira"]},
         {"start": "2026-08-03T10:30:00Z", "end": "2026-08-03T11:00:00Z", "participants": ["ana"]}]""");
    assertThat(get("/api/on-call")).bodyJson().hasPathSatisfying("$[0].schedule", s -> assertThat(s).isEqualTo("infrastructure"));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "404 | /api/on-call/nights                                              | there is no schedule 'nights'; there are: infrastructure",
    "400 | /api/on-call/infrastructure?at=noon                              | at 'noon' is not an instant, use ISO 8601 as in 2026-03-28T02:30:00Z",
    "400 | /api/on-call/infrastructure?at=%2B200000-01-01T00:00:00Z         | at '+200000-01-01T00:00:00Z' is not between 1970-01-01T00:00:00Z and 2200-01-01T00:00:00Z",
    "400 | /api/on-call/infrastructure/shifts?to=2026-08-03T09:00:00Z       | to '2026-08-03T09:00:00Z' is not after from '2026-08-03T09:30:00Z'",
    "400 | /api/on-call/infrastructure/shifts?to=2029-08-03T09:00:00Z       | from '2026-08-03T09:30:00Z' to '2029-08-03T09:00:00Z' is more than 366 days, ask for less",
    "404 | /api/dead-letters/00000000-0000-4000-8000-000000000000           | there is no dead letter 00000000-0000-4000-8000-000000000000",
  })
  void what_is_unknown_or_wrong_is_told_in_one_sentence(int status, String path, String sentence) {
    scene.shifts.put("infrastructure", List.of());
    assertThat(get(path)).hasStatus(status).bodyJson()
        .hasPathSatisfying("$.error", error -> assertThat(error).isEqualTo(sentence));
  }

  @Test
  void what_is_wrong_on_call_is_told_and_an_edit_accepted() {
    Instant noon = Instant.parse("2026-08-04T12:00:00Z");
    Interval hour = new Interval(noon, noon.plusSeconds(3600));
    scene.findings.gaps.add(new Gap("db", hour, false));
    scene.findings.findings.add(
        new OnCallFinding(Kind.GAP, "db", new Place("routes/on-call/schedules.yaml", 18), hour, "schedule 'db' has nobody on call"));
    UUID version = UUID.fromString("0000feed-0000-4000-8000-000000000001");
    scene.findings.edit = new OnCallFindings.Edit(version, Scene.NOW);

    assertThat(get("/api/on-call-findings")).hasStatusOk().bodyJson().isStrictlyEqualTo("""
        {"from": "2026-08-03T09:30:00Z", "to": "2026-11-01T09:30:00Z", "unread": ["night"], "edit": "%s",
         "findings": [{"kind": "gap", "severity": "error", "subject": "db", "file": "routes/on-call/schedules.yaml", "line": 18,
           "start": "2026-08-04T12:00:00Z", "end": "2026-08-04T13:00:00Z", "message": "schedule 'db' has nobody on call"}],
         "gaps": [{"schedule": "db", "start": "2026-08-04T12:00:00Z", "end": "2026-08-04T13:00:00Z", "fallback": false}]}
        """.formatted(version));
    assertThat(post("/api/on-call-findings/accept", "{\"version\": \"%s\"}".formatted(version))).hasStatus(400);
    assertThat(post("/api/on-call-findings/accept", "{\"by\": \"mira\"}")).hasStatus(400).bodyJson()
        .hasPathSatisfying("$.error", error -> assertThat(error).asString().startsWith("version is missing"));
    assertThat(post("/api/on-call-findings/accept", "{\"by\": \"mira\", \"version\": \"%s\"}".formatted(UUID.randomUUID())))
        .hasStatus(409);
    assertThat(post("/api/on-call-findings/accept", "{\"by\": \"mira\", \"version\": \"%s\"}".formatted(version))).hasStatusOk();
    assertThat(scene.findings.acceptedBy).containsExactly("mira");
  }

  @Test
  void the_contract_is_published_and_health_answers() {
    assertThat(get("/api/openapi")).hasStatusOk().bodyJson()
        .hasPathSatisfying("$.paths['/api/incidents/{id}/snooze'].post", post -> assertThat(post).isNotNull())
        .hasPathSatisfying("$.paths['/api/dead-letters/{id}'].delete", delete -> assertThat(delete).isNotNull());
    assertThat(get("/actuator/health/liveness")).hasStatusOk();
    assertThat(get("/actuator/health/readiness")).hasStatusOk();
  }
}

package dev.signalbox.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.escalation.EscalationPolicy;
import dev.signalbox.escalation.Rung;
import dev.signalbox.escalation.Target;
import dev.signalbox.incident.Incident;
import dev.signalbox.incident.Severity;
import dev.signalbox.ladder.Timers;
import dev.signalbox.web.Scene;
import dev.signalbox.web.WebTest;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EscalationsApiTest extends WebTest {

  private static final EscalationPolicy POLICY = new EscalationPolicy(
      "databases", 0,
      List.of(
          new EscalationPolicy.Level(Duration.ofMinutes(15), List.of(new Target.OfUser("mira"))),
          new EscalationPolicy.Level(Duration.ZERO, List.of(new Target.OfUser("jan")))),
      EscalationPolicy.Acknowledgement.USUAL);

  private Incident climbing() {
    Incident incident = scene.incident("sla-breach", "srv-1", Severity.ERROR, "Downtime", Duration.ofMinutes(10), "mira");
    scene.timers.timers.put(incident.id(), new Timers.Timer(
        POLICY, new Rung(1, 0, Scene.NOW), Scene.NOW, Scene.NOW.plus(Duration.ofMinutes(15)), null, null, null));
    return incident;
  }

  @Test
  void an_incident_says_where_it_stands_and_who_would_be_asked_next() {
    Incident incident = climbing();
    assertThat(get("/api/incidents/" + incident.id())).hasStatusOk().bodyJson().extractingPath("$.escalation").asMap()
        .containsEntry("escalation", "databases").containsEntry("level", 1).containsEntry("levels", 2)
        .containsEntry("nextAt", "2026-08-03T09:45:00Z").containsEntry("nextLevel", 2)
        .containsEntry("next", List.of("Jan Lindqvist")).containsEntry("edited", true);
    assertThat(body(get("/incidents/" + incident.id()))).contains("Jan Lindqvist", "level <span>1</span> of <span>2</span>", "Escalate");
  }

  @Test
  void the_next_level_can_be_asked_now_by_somebody() {
    Incident incident = climbing();
    assertThat(post("/api/incidents/" + incident.id() + "/escalate", "{\"by\": \"mira\", \"note\": \"help\"}")).hasStatusOk();
    assertThat(scene.timers.timers.get(incident.id()).hastened()).isEqualTo("mira");
  }

  @Test
  void what_climbs_nothing_or_is_not_there_cannot_be_escalated() {
    Incident incident = scene.incident("sla-breach", "srv-2", Severity.ERROR, "Downtime", Duration.ofMinutes(10), "mira");
    assertThat(post("/api/incidents/" + incident.id() + "/escalate", "{\"by\": \"mira\"}")).hasStatus(409);
    assertThat(post("/api/incidents/" + UUID.randomUUID() + "/escalate", "{\"by\": \"mira\"}")).hasStatus(404);
    assertThat(post("/api/incidents/" + incident.id() + "/escalate", "{}")).hasStatus(400);
  }

  @Test
  void an_edit_shows_which_incidents_it_does_not_reach() {
    Incident incident = climbing();
    assertThat(get("/api/escalations")).hasStatusOk().bodyJson().extractingPath("$[0].outdated[0].incidents[0].id")
        .isEqualTo(incident.id().toString());
    assertThat(body(get("/escalations"))).contains("databases", "1 incident opened before it was changed", "The file has it no more.");
  }
}

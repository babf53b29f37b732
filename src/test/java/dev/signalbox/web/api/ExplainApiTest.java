package dev.signalbox.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.incident.Incident;
import dev.signalbox.incident.Severity;
import dev.signalbox.web.Scene;
import dev.signalbox.web.WebTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ExplainApiTest extends WebTest {

  private Incident told() {
    Incident incident =
        scene.incident("sla-breach", "srv-1", Severity.ERROR, "Downtime over the SLA: srv-1", Duration.ofMinutes(10), "mira");
    scene.delivery(incident, "jira", "OPS", "opened", "sent", 1, null, "OPS-12", "https://jira.example/browse/OPS-12");
    return incident;
  }

  @Test
  void one_incident_is_explained_by_its_id() {
    Incident incident = told();

    assertThat(get("/api/incidents/" + incident.id() + "/explain")).hasStatusOk().bodyJson()
        .extractingPath("$.answer").isEqualTo("Told: jira OPS.");
    assertThat(page("/incidents/" + incident.id() + "/explain")).contains("Told: jira OPS.", "known there as OPS-12");
  }

  @Test
  void an_alert_is_explained_by_rule_and_key_at_an_instant() {
    told();

    assertThat(get("/api/explain?rule=sla-breach&key=srv-1")).hasStatusOk().bodyJson()
        .extractingPath("$.answer").isEqualTo("Told: jira OPS.");
    String before = Scene.NOW.minus(Duration.ofHours(1)).toString();
    assertThat(get("/api/explain?rule=sla-breach&key=srv-1&at=" + before)).hasStatusOk().bodyJson()
        .extractingPath("$.answer").asString().startsWith("Nobody was told: sla-breach had no incident of srv-1 by then.");
    assertThat(page("/explain?rule=sla-breach&key=srv-1")).contains("Told: jira OPS.");
    assertThat(page("/explain")).contains("Choose a rule");
  }

  @Test
  void half_a_question_is_refused_in_a_sentence() {
    assertThat(get("/api/explain?rule=sla-breach")).hasStatus(400).bodyText().contains("key is missing");
    assertThat(get("/api/explain?rule=sla-breach&key=a&at=noon")).hasStatus(400).bodyText().contains("at 'noon' is not an instant");
    assertThat(get("/api/incidents/00000000-0000-4000-8000-000000000000/explain")).hasStatus(404);
  }
}

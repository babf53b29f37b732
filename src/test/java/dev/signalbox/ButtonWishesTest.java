package dev.signalbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.camel.TicketOrder;
import dev.signalbox.escalation.EscalationPolicy;
import dev.signalbox.escalation.OnCallPlan;
import dev.signalbox.escalation.Rung;
import dev.signalbox.incident.Incident;
import dev.signalbox.incident.Severity;
import dev.signalbox.ladder.Timers.Timer;
import dev.signalbox.web.Scene;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is answered to whoever pressed a button. */
class ButtonWishesTest {

  private static final EscalationPolicy POLICY = OnCallPlan.ofTexts(List.of("""
      schedule: db
      timezone: UTC
      layers: [{name: always, participants: [anna]}]
      ---
      escalation: databases
      levels: [{delay_minutes: 15, targets: [{schedule: db}]}, {targets: [{schedule: db}]}]
      """)).policy("databases");

  private final Scene scene = new Scene();
  private final ButtonWishes wishes = new ButtonWishes(
      scene.timers,
      new TicketOrder(Optional.empty(), scene.deliveries, null, scene.onCall, null, scene.clock),
      scene.clock);
  private final Incident incident = scene.incident("sla-breach", "srv-1", Severity.ERROR, "SLA broken: srv-1", Duration.ofMinutes(5), null);

  private void climbs(int level, @Nullable Instant dueAt) {
    scene.timers.timers.put(incident.id(), new Timer(POLICY, new Rung(level, 1, Scene.NOW), Scene.NOW, dueAt, null, null, null));
  }

  @Test
  void escalate_makes_the_next_level_due_now_in_the_name_of_whoever_pressed() {
    climbs(1, Scene.NOW.plusSeconds(900));

    assertThat(wishes.escalate(incident, "anna", "need help")).isEqualTo("the next level is asked now");

    Timer timer = scene.timers.find(incident.id()).orElseThrow();
    assertThat(timer.dueAt()).isEqualTo(Scene.NOW);
    assertThat(timer.hastened()).isEqualTo("anna");
    assertThat(timer.note()).isEqualTo("need help");
  }

  @Test
  void where_there_is_no_next_level_that_is_the_answer() {
    climbs(2, null);
    assertThat(wishes.escalate(incident, "anna", "")).isEqualTo("nothing: level 2 of 'databases' is the last that is asked");

    scene.timers.timers.clear();
    assertThat(wishes.escalate(incident, "anna", "")).isEqualTo("nothing: the rule 'sla-breach' names no escalation");
  }

  @Test
  void a_ticket_is_ordered_where_tickets_are_made() {
    assertThat(wishes.ticket(incident)).isEqualTo("nothing: no ticket system is configured");
  }
}

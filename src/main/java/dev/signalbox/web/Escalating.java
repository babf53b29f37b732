package dev.signalbox.web;

import dev.signalbox.incident.Incident;
import dev.signalbox.incident.IncidentStore;
import dev.signalbox.ladder.Timers;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Somebody cannot wait: the next level of an incident's escalation is asked now. */
@Component
public class Escalating {

  private final IncidentStore incidents;
  private final Timers timers;
  private final Clock clock;

  Escalating(IncidentStore incidents, Timers timers, Clock clock) {
    this.incidents = incidents;
    this.timers = timers;
    this.clock = clock;
  }

  /** Asks within seconds: the next look at the timers does it. Asking again before that changes nothing. */
  public Incident now(UUID id, String by, @Nullable String note) {
    Incident incident = incidents.find(id).orElseThrow(() -> Refusal.unknown("there is no incident %s", id));
    if (incident.over()) {
      throw Refusal.conflict("incident %s is resolved, there is nothing to escalate", id);
    }
    if (!timers.hasten(id, by, note, clock.instant())) {
      throw timers.find(id)
          .map(timer -> Refusal.conflict(
              "level %d of '%s' is the last that is asked, there is nobody above", timer.rung().level(), timer.policy().name()))
          .orElseGet(() -> Refusal.conflict(
              "the rule '%s' named no escalation when the incident opened; name one in its kamelet:on-call-action",
              incident.alert().rule()));
    }
    return incident;
  }
}

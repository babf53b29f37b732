package dev.signalbox.web.api;

import dev.signalbox.delivery.Deliveries;
import dev.signalbox.incident.Incident;
import dev.signalbox.incident.IncidentStore;
import dev.signalbox.incident.Standing;
import dev.signalbox.ladder.Outlook;
import dev.signalbox.web.Actor;
import dev.signalbox.web.Escalating;
import dev.signalbox.web.Given;
import dev.signalbox.web.IncidentFilter;
import dev.signalbox.web.Refusal;
import dev.signalbox.web.Snooze;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.security.Principal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Incidents: to look at, and the few things that a person decides about them. */
@Tag(name = "incidents")
@RestController
@RequestMapping(path = "/api/incidents", produces = MediaType.APPLICATION_JSON_VALUE)
class IncidentsApi {

  private final IncidentStore incidents;
  private final Deliveries deliveries;
  private final Outlook outlook;
  private final Escalating escalating;
  private final Clock clock;

  IncidentsApi(
      IncidentStore incidents, Deliveries deliveries, Outlook outlook, Escalating escalating, Clock clock) {
    this.outlook = outlook;
    this.escalating = escalating;
    this.incidents = incidents;
    this.deliveries = deliveries;
    this.clock = clock;
  }

  /**
   * @param by whoever acts; may be left out by those who are signed in
   * @param until ISO 8601, for snooze
   */
  record Action(@Nullable String by, @Nullable String until, @Nullable String note) {}

  @Operation(summary = "Incidents, newest first, 50 to a page; page counts from 0")
  @GetMapping
  List<IncidentJson> list(
      @Parameter(description = "open (default; acknowledged and held ones too), acknowledged, held, resolved or all")
          @RequestParam(required = false) @Nullable String status,
      @RequestParam(required = false) @Nullable String rule,
      @RequestParam(required = false) @Nullable String key,
      @RequestParam(required = false) @Nullable String page) {
    List<Incident> found = IncidentFilter.of(status, rule, key, page).from(incidents);
    List<UUID> ids = found.stream().map(Incident::id).toList();
    List<Deliveries.View> tickets = deliveries.tickets(ids);
    Map<UUID, Standing> standings = incidents.standings(ids);
    return found.stream().map(incident -> IncidentJson.of(incident, tickets, standings)).toList();
  }

  @Operation(summary = "One incident with its timeline and everything that was sent about it")
  @GetMapping("/{id}")
  IncidentJson.Whole get(@PathVariable String id) {
    return whole(Given.id(id), incidents.find(Given.id(id)));
  }

  @Operation(summary = "Somebody takes care of it: no reminders any more")
  @PostMapping("/{id}/acknowledge")
  IncidentJson.Whole acknowledge(
      @PathVariable String id, @RequestBody(required = false) @Nullable Action action, @Nullable Principal principal) {
    UUID incident = Given.id(id);
    return whole(incident, incidents.acknowledge(incident, by(action, principal), note(action)));
  }

  @Operation(summary = "A person says that it is over; every place that heard of it hears of its end")
  @PostMapping("/{id}/resolve")
  IncidentJson.Whole resolve(
      @PathVariable String id, @RequestBody(required = false) @Nullable Action action, @Nullable Principal principal) {
    UUID incident = Given.id(id);
    return whole(incident, incidents.resolve(incident, by(action, principal), note(action)));
  }

  @Operation(summary = "No reminders until then; until is required, at most 30 days ahead")
  @PostMapping("/{id}/snooze")
  IncidentJson.Whole snooze(
      @PathVariable String id, @RequestBody(required = false) @Nullable Action action, @Nullable Principal principal) {
    UUID incident = Given.id(id);
    String by = by(action, principal);
    Instant until = Snooze.until(action == null ? null : action.until(), clock.instant());
    return whole(incident, Snooze.of(incidents, incident, by, until, note(action)));
  }

  @Operation(summary = "The next level of its escalation is asked now, within seconds, even if it is acknowledged")
  @PostMapping("/{id}/escalate")
  IncidentJson.Whole escalate(
      @PathVariable String id, @RequestBody(required = false) @Nullable Action action, @Nullable Principal principal) {
    UUID incident = Given.id(id);
    return whole(incident, Optional.of(escalating.now(incident, by(action, principal), note(action))));
  }

  private IncidentJson.Whole whole(UUID id, Optional<Incident> found) {
    Incident incident = found.orElseThrow(() -> Refusal.unknown("there is no incident %s", id));
    return new IncidentJson.Whole(
        IncidentJson.of(incident, deliveries.tickets(List.of(id)), incidents.standings(List.of(id))), incidents.timeline(id),
        deliveries.of(id), outlook.of(id).orElse(null));
  }

  private static String by(@Nullable Action action, @Nullable Principal principal) {
    return Actor.required(principal, action == null ? null : action.by());
  }

  private static @Nullable String note(@Nullable Action action) {
    return action == null ? null : Given.note(action.note());
  }
}

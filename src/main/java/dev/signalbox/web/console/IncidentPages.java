package dev.signalbox.web.console;

import dev.signalbox.delivery.Deliveries;
import dev.signalbox.forecast.watch.Kind;
import dev.signalbox.forecast.watch.Ledger;
import dev.signalbox.forecast.watch.Warning;
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
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The list of incidents, and one of them with its evidence, its story and its buttons. */
@Controller
@RequestMapping("/incidents")
class IncidentPages {

  /** So many parts of a mass outage are shown. */
  private static final int CHILDREN = 100;
  private static final Pattern UUID_TEXT = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private final IncidentStore incidents;
  private final Deliveries deliveries;
  private final Outlook outlook;
  private final Escalating escalating;
  private final Ledger ledger;
  private final Clock clock;

  IncidentPages(
      IncidentStore incidents, Deliveries deliveries, Outlook outlook, Escalating escalating, Ledger ledger, Clock clock) {
    this.ledger = ledger;
    this.outlook = outlook;
    this.escalating = escalating;
    this.incidents = incidents;
    this.deliveries = deliveries;
    this.clock = clock;
  }

  @GetMapping
  String list(
      @RequestParam(required = false) @Nullable String status,
      @RequestParam(required = false) @Nullable String rule,
      @RequestParam(required = false) @Nullable String key,
      @RequestParam(required = false) @Nullable String page,
      HttpServletRequest request,
      Model model) {
    IncidentFilter filter = IncidentFilter.of(status, rule, key, page);
    List<Incident> found = filter.from(incidents, IncidentFilter.SIZE + 1);
    model.addAttribute("filter", filter);
    model.addAttribute("statuses", IncidentFilter.STATUSES);
    model.addAttribute("rules", incidents.rules());
    model.addAttribute("lines", IncidentLine.of(found.stream().limit(IncidentFilter.SIZE).toList(), deliveries));
    model.addAttribute("more", found.size() > IncidentFilter.SIZE);
    return Frame.page("incidents", request);
  }

  @GetMapping("/{id}")
  String one(@PathVariable String id, HttpServletRequest request, Model model) {
    UUID incident = Given.id(id);
    Incident found = incidents.find(incident).orElseThrow(() -> unknown(incident));
    model.addAttribute("incident", found);
    Optional<Warning> warning = warning(found);
    model.addAttribute("odd", warning.filter(one -> one.said().kind() == Kind.ANOMALY && one.outcome().isEmpty()).map(Warning::id).orElse(null));
    model.addAttribute("charted", warning.filter(one -> one.course() != null).map(Warning::id).orElse(null));
    Standing standing = incidents.standings(List.of(incident)).getOrDefault(incident, Standing.ALONE);
    model.addAttribute("standing", standing);
    model.addAttribute("children", standing.children() == 0 ? List.of() : incidents.children(incident, CHILDREN));
    model.addAttribute("escalation", outlook.of(incident).orElse(null));
    model.addAttribute("timeline", incidents.timeline(incident));
    model.addAttribute("deliveries", deliveries.of(incident));
    return Frame.page("incident", request);
  }

  /** The forecast that it tells of. */
  private Optional<Warning> warning(Incident incident) {
    return incident.row().get("warning").map(Object::toString).filter(text -> UUID_TEXT.matcher(text).matches()).map(UUID::fromString)
        .flatMap(ledger::warning);
  }

  @PostMapping("/{id}/acknowledge")
  String acknowledge(
      @PathVariable String id, @RequestParam(required = false) @Nullable String note, @Nullable Principal principal) {
    UUID incident = Given.id(id);
    return back(incident, incidents.acknowledge(incident, Actor.ofConsole(principal), Given.note(note)));
  }

  @PostMapping("/{id}/resolve")
  String resolve(
      @PathVariable String id, @RequestParam(required = false) @Nullable String note, @Nullable Principal principal) {
    UUID incident = Given.id(id);
    return back(incident, incidents.resolve(incident, Actor.ofConsole(principal), Given.note(note)));
  }

  @PostMapping("/{id}/snooze")
  String snooze(
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String hours,
      @RequestParam(required = false) @Nullable String note,
      @Nullable Principal principal) {
    UUID incident = Given.id(id);
    String length = Given.oneOf("hours", hours, List.of("1", "4", "24")).orElse("1");
    Instant until = clock.instant().plus(Duration.ofHours(Long.parseLong(length)));
    return back(incident, Snooze.of(incidents, incident, Actor.ofConsole(principal), until, Given.note(note)));
  }

  @PostMapping("/{id}/escalate")
  String escalate(
      @PathVariable String id, @RequestParam(required = false) @Nullable String note, @Nullable Principal principal) {
    UUID incident = Given.id(id);
    return back(incident, Optional.of(escalating.now(incident, Actor.ofConsole(principal), Given.note(note))));
  }

  private static String back(UUID id, Optional<Incident> changed) {
    changed.orElseThrow(() -> unknown(id));
    return "redirect:/incidents/" + id;
  }

  private static Refusal unknown(UUID id) {
    return Refusal.unknown("there is no incident %s", id);
  }
}

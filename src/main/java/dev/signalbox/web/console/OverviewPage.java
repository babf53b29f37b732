package dev.signalbox.web.console;

import dev.signalbox.delivery.DeadLetters;
import dev.signalbox.delivery.Deliveries;
import dev.signalbox.escalation.CurrentPlan;
import dev.signalbox.incident.Incident;
import dev.signalbox.incident.IncidentStore;
import dev.signalbox.incident.IncidentStore.RuleStatus;
import dev.signalbox.oncall.OnCall;
import dev.signalbox.oncall.Rota;
import dev.signalbox.web.RouteFilesView;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Everything that matters now, on one page, worst first. */
@Controller
class OverviewPage {

  /** So many of the newest are looked at to find the worst. */
  private static final int LOOKED_AT = 200;
  private static final int SHOWN = 50;
  private static final Comparator<Incident> WORST_FIRST =
      Comparator.comparing(Incident::severity).thenComparing(Incident::openedAt).reversed();

  private final IncidentStore incidents;
  private final Deliveries deliveries;
  private final DeadLetters deadLetters;
  private final CurrentPlan onCall;
  private final RouteFilesView routeFiles;
  private final Clock clock;

  OverviewPage(
      IncidentStore incidents, Deliveries deliveries, DeadLetters deadLetters, CurrentPlan onCall,
      RouteFilesView routeFiles, Clock clock) {
    this.incidents = incidents;
    this.deliveries = deliveries;
    this.deadLetters = deadLetters;
    this.onCall = onCall;
    this.routeFiles = routeFiles;
    this.clock = clock;
  }

  @GetMapping("/")
  String overview(HttpServletRequest request, Model model) {
    List<Incident> worst =
        incidents.list(true, null, null, LOOKED_AT, 0).stream().sorted(WORST_FIRST).limit(SHOWN).toList();
    List<Deliveries.Health> channels = deliveries.health();
    List<RuleStatus> rules = incidents.rules();
    model.addAttribute("lines", IncidentLine.of(worst, deliveries));
    model.addAttribute("open", incidents.countOpen());
    model.addAttribute("channels", channels);
    model.addAttribute("pending", channels.stream().mapToLong(Deliveries.Health::pending).sum());
    model.addAttribute("sentLastDay", channels.stream().mapToLong(Deliveries.Health::sentLastDay).sum());
    model.addAttribute("troubled", channels.stream().filter(channel -> !channel.state().equals("ok")).count());
    model.addAttribute("deadLetters", deadLetters.waiting());
    model.addAttribute("rules", rules);
    model.addAttribute("failingRules", rules.stream().filter(rule -> Boolean.FALSE.equals(rule.lastPollOk())).count());
    model.addAttribute("onCall", onCallNow());
    model.addAttribute("broken", routeFiles.files().stream().filter(file -> !file.ok()).toList());
    return Frame.page("overview", request);
  }

  private List<OnCall> onCallNow() {
    Instant now = clock.instant();
    Rota rota = onCall.now().rota();
    return rota.schedules().stream().map(schedule -> rota.onCall(schedule, now)).toList();
  }
}

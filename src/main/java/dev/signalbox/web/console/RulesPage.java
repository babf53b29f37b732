package dev.signalbox.web.console;

import dev.signalbox.escalation.lint.OnCallFindings;
import dev.signalbox.incident.IncidentStore;
import dev.signalbox.web.RouteFilesView;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** How the rules' polls go, what the checker says about the route files, and what is wrong with the rota. */
@Controller
class RulesPage {

  private final IncidentStore incidents;
  private final RouteFilesView routeFiles;
  private final OnCallFindings onCall;

  RulesPage(IncidentStore incidents, RouteFilesView routeFiles, OnCallFindings onCall) {
    this.incidents = incidents;
    this.routeFiles = routeFiles;
    this.onCall = onCall;
  }

  @GetMapping("/rules")
  String rules(HttpServletRequest request, Model model) {
    model.addAttribute("rules", incidents.rules());
    model.addAttribute("files", routeFiles.files());
    model.addAttribute("rota", onCall.latest().orElse(null));
    model.addAttribute("edit", onCall.edit().orElse(null));
    return Frame.page("rules", request);
  }
}

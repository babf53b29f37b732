package dev.signalbox.web.console;

import dev.signalbox.incident.IncidentStore;
import dev.signalbox.web.RouteFilesView;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** How the rules' polls go, and what the checker says about the route files. */
@Controller
class RulesPage {

  private final IncidentStore incidents;
  private final RouteFilesView routeFiles;

  RulesPage(IncidentStore incidents, RouteFilesView routeFiles) {
    this.incidents = incidents;
    this.routeFiles = routeFiles;
  }

  @GetMapping("/rules")
  String rules(HttpServletRequest request, Model model) {
    model.addAttribute("rules", incidents.rules());
    model.addAttribute("files", routeFiles.files());
    return Frame.page("rules", request);
  }
}

package dev.signalbox.web.console;

import dev.signalbox.explain.Explainer;
import dev.signalbox.explain.Explanation;
import dev.signalbox.incident.IncidentStore;
import dev.signalbox.web.Asked;
import dev.signalbox.web.Given;
import dev.signalbox.web.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Why somebody was told of an incident, or was not; also of an alert that never became one. */
@Controller
class ExplainPages {

  private final Explainer explainer;
  private final IncidentStore incidents;

  ExplainPages(Explainer explainer, IncidentStore incidents) {
    this.explainer = explainer;
    this.incidents = incidents;
  }

  @GetMapping("/incidents/{id}/explain")
  String incident(@PathVariable String id, HttpServletRequest request, Model model) {
    Explanation found =
        explainer.incident(Given.id(id)).orElseThrow(() -> Refusal.unknown("there is no incident %s", id));
    return page(found, found.rule(), found.key(), null, request, model);
  }

  @GetMapping("/explain")
  String alert(
      @RequestParam(required = false) @Nullable String rule,
      @RequestParam(required = false) @Nullable String key,
      @RequestParam(required = false) @Nullable String at,
      HttpServletRequest request,
      Model model) {
    boolean asked = Given.text(rule).isPresent() && Given.text(key).isPresent();
    Explanation found = asked ? Asked.of(rule, key, at).explained(explainer) : null;
    return page(found, rule, key, at, request, model);
  }

  private String page(
      @Nullable Explanation found,
      @Nullable String rule,
      @Nullable String key,
      @Nullable String at,
      HttpServletRequest request,
      Model model) {
    model.addAttribute("found", found);
    model.addAttribute("rules", incidents.rules());
    model.addAttribute("rule", rule);
    model.addAttribute("key", key);
    model.addAttribute("at", at);
    return Frame.page("explain", request);
  }
}

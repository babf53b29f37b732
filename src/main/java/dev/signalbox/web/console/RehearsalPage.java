package dev.signalbox.web.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.signalbox.incident.ChangeKind;
import dev.signalbox.incident.Incident;
import dev.signalbox.incident.IncidentStore;
import dev.signalbox.web.Given;
import dev.signalbox.web.Refusal;
import dev.signalbox.web.Rehearsals;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What a channel would be told of a row of a rule: the row that it saw last, or one that somebody writes. */
@Controller
@RequestMapping("/rules/{rule}/preview")
class RehearsalPage {

  private static final List<String> KINDS = List.of(
      ChangeKind.OPENED.label(), ChangeKind.REPEATED.label(), ChangeKind.WORSENED.label(), ChangeKind.ACKNOWLEDGED.label(),
      ChangeKind.ESCALATED.label(), ChangeKind.RESOLVED.label());

  private final Rehearsals rehearsals;
  private final IncidentStore incidents;
  private final ObjectMapper json;

  RehearsalPage(Rehearsals rehearsals, IncidentStore incidents, ObjectMapper json) {
    this.rehearsals = rehearsals;
    this.incidents = incidents;
    this.json = json;
  }

  /** @param to empty: where the rule leads */
  record Asked(String channel, String kind, String to, String row) {}

  @GetMapping
  String blank(@PathVariable String rule, HttpServletRequest request, Model model) {
    String row = incidents.list(null, rule, null, 1, 0).stream().findFirst().map(this::row).orElse("{\n}");
    return page(rule, new Asked("", ChangeKind.OPENED.label(), "", row), model, request);
  }

  private String row(Incident last) {
    try {
      return json.writerWithDefaultPrettyPrinter().writeValueAsString(last.row().columns());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  @PostMapping
  String show(
      @PathVariable String rule,
      @RequestParam(defaultValue = "") String channel,
      @RequestParam(defaultValue = "opened") String kind,
      @RequestParam(defaultValue = "") String to,
      @RequestParam(defaultValue = "") String row,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    try {
      model.addAttribute("text", rehearsals.of(rule, row, channel, Given.text(to).orElse(null), kind));
    } catch (Refusal refused) {
      response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
      model.addAttribute("mistake", refused.getMessage());
    }
    return page(rule, new Asked(channel, kind, to, row), model, request);
  }

  private String page(String rule, Asked asked, Model model, HttpServletRequest request) {
    model.addAttribute("rule", rule);
    model.addAttribute("asked", asked);
    model.addAttribute("channels", rehearsals.channels());
    model.addAttribute("kinds", KINDS);
    return Frame.page("preview", request);
  }
}

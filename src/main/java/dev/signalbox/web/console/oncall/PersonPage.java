package dev.signalbox.web.console.oncall;

import dev.signalbox.escalation.CurrentPlan;
import dev.signalbox.escalation.lint.OnCallFindings;
import dev.signalbox.oncall.calendar.CalendarStatuses;
import dev.signalbox.web.Refusal;
import dev.signalbox.web.console.Frame;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** When somebody is on call, on every schedule. */
@Controller
class PersonPage {

  private final CurrentPlan plan;
  private final CalendarStatuses calendars;
  private final OnCallFindings findings;
  private final FeedAddresses feeds;
  private final Clock clock;

  PersonPage(
      CurrentPlan plan, CalendarStatuses calendars, OnCallFindings findings, FeedAddresses feeds, Clock clock) {
    this.feeds = feeds;
    this.plan = plan;
    this.calendars = calendars;
    this.findings = findings;
    this.clock = clock;
  }

  @GetMapping("/on-call/people/{person}")
  String person(
      @PathVariable String person,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String weeks,
      @RequestParam(required = false) @Nullable String zone,
      HttpServletRequest request,
      Model model) {
    CalendarView view = CalendarView.of(from, weeks, zone);
    Instant now = clock.instant();
    Links links = new Links(view, now, Frame.operator(request));
    Trouble trouble = new Trouble(calendars.all(), List.of(), findings.latest(), now);
    PersonPlan drawn = new PersonDrawing(plan.now().rota(), trouble, links).person(person)
        .orElseThrow(() -> Refusal.unknown("there is nobody called '%s'", person));
    model.addAttribute("plan", drawn);
    model.addAttribute("feed", feeds.ofPerson(person, request));
    model.addAttribute("tools", Tools.of(view, String.valueOf(Paths.person(person)), now));
    return Frame.page("person", request);
  }
}

package dev.signalbox.web.console.oncall;

import dev.signalbox.channel.slack.MembershipStandings;
import dev.signalbox.escalation.CurrentPlan;
import dev.signalbox.escalation.lint.OnCallFindings;
import dev.signalbox.oncall.Overrides;
import dev.signalbox.oncall.Rota;
import dev.signalbox.oncall.calendar.CalendarStatuses;
import dev.signalbox.web.Given;
import dev.signalbox.web.Refusal;
import dev.signalbox.web.console.Frame;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Who is on call now and who follows, and the calendar of the coming weeks: of every schedule, or of one. */
@Controller
class OnCallPages {

  private final CurrentPlan plan;
  private final Overrides overrides;
  private final CalendarStatuses calendars;
  private final MembershipStandings groups;
  private final OnCallFindings findings;
  private final FeedAddresses feeds;
  private final Clock clock;

  OnCallPages(
      CurrentPlan plan, Overrides overrides, CalendarStatuses calendars, MembershipStandings groups, OnCallFindings findings,
      FeedAddresses feeds, Clock clock) {
    this.feeds = feeds;
    this.plan = plan;
    this.overrides = overrides;
    this.calendars = calendars;
    this.groups = groups;
    this.findings = findings;
    this.clock = clock;
  }

  @GetMapping("/on-call")
  String all(
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String weeks,
      @RequestParam(required = false) @Nullable String zone,
      HttpServletRequest request,
      Model model) {
    Rota rota = plan.now().rota();
    return draw(rota, rota.schedules(), null, CalendarView.of(from, weeks, zone), request, model);
  }

  @GetMapping("/on-call/{schedule}")
  String one(
      @PathVariable String schedule,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String weeks,
      @RequestParam(required = false) @Nullable String zone,
      @RequestParam(required = false) @Nullable String made,
      @RequestParam(required = false) @Nullable String withdrawn,
      HttpServletRequest request,
      Model model) {
    Rota rota = plan.now().rota();
    model.addAttribute("made", Given.text(made).map(Given::id).map(UUID::toString).orElse(null));
    model.addAttribute("withdrawn", Given.flag("withdrawn", withdrawn));
    model.addAttribute("feed", feeds.ofSchedule(schedule, request));
    rota.find(schedule).orElseThrow(() -> Refusal.unknown("there is no schedule '%s'", schedule));
    return draw(rota, List.of(schedule), schedule, CalendarView.of(from, weeks, zone), request, model);
  }

  private String draw(
      Rota rota, Collection<String> schedules, @Nullable String only, CalendarView view, HttpServletRequest request,
      Model model) {
    Instant now = clock.instant();
    Map<String, List<Overrides.Made>> made = overrides.endingAfter(view.earliest(now)).stream()
        .collect(Collectors.groupingBy(Overrides.Made::schedule));
    Trouble trouble = new Trouble(calendars.all(), groups.standing(), findings.latest(), now);
    Drawing drawing = new Drawing(rota, made, trouble, new Links(view, now, Frame.operator(request)));
    model.addAttribute("only", only);
    model.addAttribute("tools", Tools.of(view, only == null ? Paths.CALENDAR : Paths.schedule(only), now));
    model.addAttribute("plans", schedules.stream().map(drawing::plan).toList());
    return Frame.page("on-call", request);
  }
}

package dev.signalbox.web.console.oncall;

import dev.signalbox.escalation.CurrentPlan;
import dev.signalbox.oncall.Interval;
import dev.signalbox.oncall.Rota;
import dev.signalbox.oncall.Schedule;
import dev.signalbox.override.Booked;
import dev.signalbox.override.OverrideDesk;
import dev.signalbox.override.Wish;
import dev.signalbox.override.WishRefused;
import dev.signalbox.web.Actor;
import dev.signalbox.web.Given;
import dev.signalbox.web.Refusal;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The form that makes an override, and the button that takes one back. It is made only if the maker has seen what it
 * changes: the form carries a name for what was shown, and where that is not what would happen now, it is shown anew.
 */
@Controller
class OverridePages {

  private final CurrentPlan plan;
  private final OverrideDesk desk;
  private final Clock clock;

  OverridePages(CurrentPlan plan, OverrideDesk desk, Clock clock) {
    this.plan = plan;
    this.desk = desk;
    this.clock = clock;
  }

  @GetMapping("/on-call/{schedule}/overrides/new")
  String blank(@PathVariable String schedule, @ModelAttribute("form") OverrideForm form, Model model) {
    Rota rota = plan.now().rota();
    Schedule on = known(rota, schedule);
    WallTime wall = new WallTime(zone(form, on));
    OverrideForm filled = form.from().isEmpty() ? form.startingAt(wall.field(clock.instant())) : form;
    return page(rota, on, filled.named(UUID.randomUUID().toString()), Map.of(), model);
  }

  @PostMapping("/on-call/{schedule}/overrides")
  String make(
      @PathVariable String schedule,
      @ModelAttribute("form") OverrideForm form,
      @Nullable Principal principal,
      Model model,
      HttpServletResponse response) {
    Rota rota = plan.now().rota();
    Schedule on = known(rota, schedule);
    ZoneId shown = zone(form, on);
    OverrideForm filled = form.from().isEmpty() ? form.startingAt(new WallTime(shown).field(clock.instant())) : form;
    if (!filled.mistakes().isEmpty()) {
      response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
      return page(rota, on, filled, filled.mistakes(), model);
    }
    try {
      Wish wish = filled.wish(shown, on.zone());
      String author = Actor.ofConsole(principal);
      OverridePreview preview = OverridePreview.of(
          desk.preview(schedule, wish, author, filled.key()), shown, new Cast(rota.people()), clock.instant());
      if (filled.seen().equals(preview.seen())) {
        return made(desk.make(schedule, wish, author, filled.key()), filled, shown);
      }
      model.addAttribute("preview", preview);
      model.addAttribute("changed", !filled.seen().isEmpty());
      return page(rota, on, filled, Map.of(), model);
    } catch (WishRefused refused) {
      response.setStatus(refused.why() == WishRefused.Why.WRONG
          ? HttpServletResponse.SC_BAD_REQUEST : HttpServletResponse.SC_CONFLICT);
      String field = refused.about().name().toLowerCase(Locale.ROOT);
      return page(rota, on, filled, Map.of(field, refused.sentence()), model);
    }
  }

  @PostMapping("/on-call/{schedule}/overrides/{id}/withdraw")
  String withdraw(
      @PathVariable String schedule,
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String zone,
      @Nullable Principal principal) {
    CalendarView view = CalendarView.of(null, null, zone);
    try {
      desk.withdraw(schedule, Given.id(id), Actor.ofConsole(principal));
    } catch (WishRefused refused) {
      throw Refusal.of(refused);
    }
    return "redirect:" + Paths.schedule(schedule) + view.query(Map.of("withdrawn", "true"));
  }

  /** Back to the calendar, with the override in sight. */
  private String made(Booked booked, OverrideForm form, ZoneId shown) {
    Interval during = booked.override().change().during();
    Instant now = clock.instant();
    CalendarView usual = CalendarView.of(null, null, form.zone());
    boolean inSight = usual.ruler(shown, now).contains(during.start()) || during.contains(now);
    CalendarView view = inSight ? usual : usual.startingOn(new WallTime(shown).date(during.start()));
    return "redirect:" + Paths.schedule(booked.override().schedule())
        + view.query(Map.of("made", booked.override().id().toString()));
  }

  private String page(Rota rota, Schedule on, OverrideForm form, Map<String, String> mistakes, Model model) {
    CalendarView view = CalendarView.of(null, null, form.zone());
    model.addAttribute("form", form);
    model.addAttribute("mistakes", mistakes);
    model.addAttribute("schedule", on.name());
    model.addAttribute("back", Paths.schedule(on.name()) + view.query());
    model.addAttribute("action", Paths.schedule(on.name()) + "/overrides#preview");
    model.addAttribute("zone", new WallTime(view.zone(on.zone())).zone());
    model.addAttribute("choices", Choices.of(rota, on, clock.instant(), form.instead()));
    return "override";
  }

  private static ZoneId zone(OverrideForm form, Schedule on) {
    return CalendarView.of(null, null, form.zone()).zone(on.zone());
  }

  private static Schedule known(Rota rota, String schedule) {
    return rota.find(schedule).orElseThrow(() -> Refusal.unknown("there is no schedule '%s'", schedule));
  }
}

package dev.signalbox.web.console;

import dev.signalbox.incident.Hold;
import dev.signalbox.incident.Incident;
import dev.signalbox.incident.IncidentStore;
import dev.signalbox.silence.Matcher;
import dev.signalbox.silence.Preview;
import dev.signalbox.silence.Silence;
import dev.signalbox.silence.SilenceDesk;
import dev.signalbox.silence.SilenceRefused;
import dev.signalbox.silence.Silences;
import dev.signalbox.silence.Wish;
import dev.signalbox.silence.maintenance.Windows;
import dev.signalbox.web.Actor;
import dev.signalbox.web.Given;
import dev.signalbox.web.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What nobody is told of for a while: the list, and the form with a look at what it would hold. */
@Controller
@RequestMapping("/silences")
class SilencePages {

  private static final int SHOWN = 100;
  private static final int PREVIEWED = 20;
  private static final Duration AHEAD = Duration.ofDays(7);

  private final SilenceDesk desk;
  private final Silences silences;
  private final IncidentStore incidents;
  private final Windows windows;
  private final Clock clock;

  SilencePages(SilenceDesk desk, Silences silences, IncidentStore incidents, Windows windows, Clock clock) {
    this.windows = windows;
    this.desk = desk;
    this.silences = silences;
    this.incidents = incidents;
    this.clock = clock;
  }

  /** A silence in the list. */
  public record Line(Silence silence, String state, int holding, List<String> warnings) {}

  @GetMapping
  String list(HttpServletRequest request, Model model) {
    Instant now = clock.instant();
    Map<Hold, Integer> holding = incidents.holds();
    List<Line> current = silences.list(true, now, SHOWN).stream().map(one -> line(one, now, holding)).toList();
    model.addAttribute("current", current);
    model.addAttribute("past", silences.list(false, now, SHOWN).stream().map(one -> line(one, now, holding)).toList());
    model.addAttribute("now", now);
    model.addAttribute("windows", windows.between(now, now.plus(AHEAD)).stream()
        .sorted(Comparator.comparing(window -> window.during().start()))
        .limit(SHOWN)
        .toList());
    model.addAttribute("holds", holding.entrySet());
    return Frame.page("silences", request);
  }

  private Line line(Silence silence, Instant now, Map<Hold, Integer> holding) {
    return new Line(
        silence, silence.state(now).label(), holding.getOrDefault(silence.hold(), 0), desk.warnings(silence));
  }

  /** @param incident to be silenced: its rule and key are filled in */
  @GetMapping("/new")
  String blank(@RequestParam(required = false) @Nullable String incident, Model model) {
    String matchers = Given.text(incident).map(Given::id).flatMap(incidents::find).map(SilencePages::exactly).orElse("");
    return page(new SilenceForm(matchers, "4h", "", "", "", "", UUID.randomUUID().toString()), null, model);
  }

  private static String exactly(Incident incident) {
    return Matcher.of("rule", Matcher.Op.EQUAL, incident.alert().rule()) + "\n"
        + Matcher.of("key", Matcher.Op.EQUAL, incident.alert().key());
  }

  @PostMapping
  String make(
      @ModelAttribute("form") SilenceForm form, HttpServletResponse response, @Nullable Principal principal, Model model) {
    try {
      Wish wish = form.wish();
      String author = Actor.ofConsole(principal);
      if (form.seen().equals(form.said())) {
        desk.make(wish, author, form.key());
        return "redirect:/silences";
      }
      Preview preview = desk.preview(wish, author);
      model.addAttribute("preview", preview);
      model.addAttribute("examples", preview.holds().stream().limit(PREVIEWED).toList());
      return page(form, null, model);
    } catch (SilenceRefused refused) {
      response.setStatus(refused.why() == SilenceRefused.Why.CONFLICT ? HttpServletResponse.SC_CONFLICT : HttpServletResponse.SC_BAD_REQUEST);
      return page(form, refused.sentence(), model);
    } catch (IllegalArgumentException unreadable) {
      response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
      return page(form, unreadable.getMessage(), model);
    }
  }

  @GetMapping("/{id}/edit")
  String edit(@PathVariable String id, Model model) {
    Silence silence = found(id);
    String matchers = String.join("\n", silence.matchers().all().stream().map(Matcher::toString).toList());
    return editing(silence, new SilenceForm(matchers, "", "", "", silence.comment(), "", ""), null, model);
  }

  @PostMapping("/{id}/edit")
  String change(
      @PathVariable String id,
      @ModelAttribute("form") SilenceForm form,
      HttpServletResponse response,
      @Nullable Principal principal,
      Model model) {
    Silence silence = found(id);
    try {
      desk.edit(silence.id(), form.wish(), Actor.ofConsole(principal));
      return "redirect:/silences";
    } catch (SilenceRefused refused) {
      response.setStatus(refused.why() == SilenceRefused.Why.CONFLICT ? HttpServletResponse.SC_CONFLICT : HttpServletResponse.SC_BAD_REQUEST);
      return editing(silence, form, refused.sentence(), model);
    } catch (IllegalArgumentException unreadable) {
      response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
      return editing(silence, form, unreadable.getMessage(), model);
    }
  }

  private Silence found(String id) {
    try {
      return desk.find(Given.id(id));
    } catch (SilenceRefused refused) {
      throw Refusal.of(refused);
    }
  }

  private String editing(Silence silence, SilenceForm form, @Nullable String mistake, Model model) {
    model.addAttribute("silence", silence);
    model.addAttribute("over", silence.state(clock.instant()) == Silence.State.EXPIRED);
    model.addAttribute("edits", silences.edits(silence.id()));
    model.addAttribute("form", form);
    model.addAttribute("mistake", mistake);
    return "silence-edit";
  }

  @PostMapping("/{id}/expire")
  String expire(@PathVariable String id, @Nullable Principal principal) {
    try {
      desk.expire(Given.id(id), Actor.ofConsole(principal));
    } catch (SilenceRefused refused) {
      throw Refusal.of(refused);
    }
    return "redirect:/silences";
  }

  private static String page(SilenceForm form, @Nullable String mistake, Model model) {
    model.addAttribute("form", form);
    model.addAttribute("mistake", mistake);
    return "silence";
  }
}

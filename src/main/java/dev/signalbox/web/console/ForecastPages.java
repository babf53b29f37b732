package dev.signalbox.web.console;

import dev.signalbox.chart.Picture;
import dev.signalbox.forecast.watch.CourseChart;
import dev.signalbox.forecast.watch.Forecast;
import dev.signalbox.forecast.watch.Kind;
import dev.signalbox.forecast.watch.Ledger;
import dev.signalbox.forecast.watch.Memory;
import dev.signalbox.forecast.watch.Normal;
import dev.signalbox.forecast.watch.Warning;
import dev.signalbox.incident.IncidentStore;
import dev.signalbox.web.Actor;
import dev.signalbox.web.Given;
import dev.signalbox.web.Normality;
import dev.signalbox.web.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** What the models warn of, what became of it, and whether they may page. */
@Controller
class ForecastPages {

  private static final int LOOKED_AT = 200;
  private static final int WARNINGS = 24;
  /** What is measured and soon comes first. */
  private static final Comparator<Warning> NEAREST_FIRST = Comparator
      .comparing((Warning warning) -> warning.said().kind())
      .thenComparing(warning -> warning.said().expectedAt())
      .thenComparing(warning -> -warning.said().probability());
  /** See {@link Normality}; a minute of it may pass before the button is pressed. */
  private static final Duration FARTHEST = Duration.ofDays(14).minusMinutes(1);
  private static final int JUDGED = 25;
  private static final int NEAREST = 15;
  private static final Duration WEEKS = Duration.ofDays(4 * 7);

  private final Ledger ledger;
  private final Memory memory;
  private final IncidentStore incidents;
  private final Normality normality;
  private final Clock clock;

  ForecastPages(Ledger ledger, Memory memory, IncidentStore incidents, Clock clock) {
    this.incidents = incidents;
    this.normality = new Normality(memory, clock);
    this.ledger = ledger;
    this.memory = memory;
    this.clock = clock;
  }

  @GetMapping("/forecasts")
  String forecasts(HttpServletRequest request, Model model) {
    Instant now = clock.instant();
    List<Warning> standing = ledger.warnings(true, LOOKED_AT, 0).stream().sorted(NEAREST_FIRST).toList();
    model.addAttribute("standing", standing.stream().limit(WARNINGS).toList());
    model.addAttribute("more", Math.max(0, standing.size() - WARNINGS));
    model.addAttribute("judged", ledger.judged(JUDGED));
    model.addAttribute("scores", ledger.scores(now.minus(WEEKS)).stream().map(ScoreLine::of).toList());
    model.addAttribute("trust", ledger.trust(now));
    model.addAttribute("models", memory.models());
    model.addAttribute("replayed", ledger.replayed(null, JUDGED, 0));
    model.addAttribute("normals", memory.normals(NEAREST));
    model.addAttribute("nearest", ledger.forecasts(Kind.TREND, null, LOOKED_AT, 0).stream()
        .filter(said -> said.answer().equals("crosses")).limit(NEAREST).toList());
    return Frame.page("forecasts", request);
  }

  /** @param incident whose page the button was on; its story tells of it */
  @PostMapping("/forecasts/{id}/normal")
  String normal(
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String incident,
      @RequestParam(required = false) @Nullable String note,
      @Nullable Principal principal) {
    UUID warning = Given.id(id);
    Forecast said = ledger.warning(warning).map(Warning::said).filter(one -> one.kind() == Kind.ANOMALY)
        .orElseThrow(() -> Refusal.unknown("there is no anomaly %s", warning));
    Instant oldest = clock.instant().minus(FARTHEST);
    String by = Actor.ofConsole(principal);
    @Nullable String why = Given.note(note);
    Normal normal = normality.said(said.server(), said.at().isBefore(oldest) ? oldest : said.at(), by, why);
    if (Given.text(incident).isEmpty()) {
      return "redirect:/forecasts#normals";
    }
    UUID told = Given.id(incident);
    incidents.comment(told, by, "took it for normal since %s%s".formatted(normal.since().truncatedTo(ChronoUnit.SECONDS), why == null ? "" : ": " + why), null);
    return "redirect:/incidents/" + told;
  }

  @GetMapping(path = "/forecasts/{id}/chart.png", produces = MediaType.IMAGE_PNG_VALUE)
  ResponseEntity<byte[]> chart(@PathVariable UUID id) {
    Picture picture = ledger.warning(id).flatMap(CourseChart::of)
        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    return ResponseEntity.ok().cacheControl(CacheControl.maxAge(1, TimeUnit.DAYS).cachePrivate()).body(picture.png());
  }
}

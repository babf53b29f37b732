package dev.signalbox.web.api;

import dev.signalbox.forecast.watch.Forecast;
import dev.signalbox.forecast.watch.Kind;
import dev.signalbox.forecast.watch.Ledger;
import dev.signalbox.forecast.watch.Memory;
import dev.signalbox.forecast.watch.Normal;
import dev.signalbox.forecast.watch.Replayed;
import dev.signalbox.web.Actor;
import dev.signalbox.web.Given;
import dev.signalbox.web.Normality;
import dev.signalbox.web.Refusal;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.security.Principal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What the models expect, how they did, and what they have learnt. */
@Tag(name = "forecasts")
@RestController
@RequestMapping(path = "/api/forecasts", produces = MediaType.APPLICATION_JSON_VALUE)
class ForecastsApi {

  private static final int SIZE = 500;
  private static final Duration WEEKS = Duration.ofDays(12 * 7);
  private static final List<String> KINDS = Arrays.stream(Kind.values()).map(Kind::label).toList();

  private final Ledger ledger;
  private final Memory memory;
  private final Normality normality;
  private final Clock clock;

  ForecastsApi(Ledger ledger, Memory memory, Clock clock) {
    this.normality = new Normality(memory, clock);
    this.ledger = ledger;
    this.memory = memory;
    this.clock = clock;
  }

  /**
   * @param kind trend, anomaly or failure
   * @param probability 0 to 1; of an anomaly a score
   * @param horizonHours how far it looks; 0 for an anomaly, which is about now
   * @param predictedFor when it is expected, or the end of the horizon
   * @param reasons at most three, the strongest first
   * @param model its name and the version of what it has learnt, such as {@code failure-3}
   */
  record ForecastJson(
      String serverId, String kind, double probability, double horizonHours, Instant predictedFor, List<String> reasons,
      String model) {

    static ForecastJson of(Forecast said) {
      return new ForecastJson(
          said.server(), said.kind().label(), Math.rint(said.probability() * 10_000) / 10_000,
          said.horizon().toMinutes() / 60.0, said.expectedAt(), said.reasons(),
          said.version() == 0 ? said.model() : said.model() + "-" + said.version());
    }
  }

  @Operation(summary = "The latest forecast of each server, metric and horizon, the most likely first, 500 to a page")
  @GetMapping
  List<ForecastJson> list(
      @Parameter(description = "trend, anomaly or failure; all of them if left out")
          @RequestParam(required = false) @Nullable String kind,
      @RequestParam(required = false) @Nullable String server,
      @RequestParam(required = false) @Nullable String page) {
    return ledger
        .forecasts(
            Given.oneOf("kind", kind, KINDS).map(Kind::of).orElse(null), Given.text(server).orElse(null), SIZE,
            Given.page(page) * SIZE)
        .stream().map(ForecastJson::of).toList();
  }

  /**
   * @param model simple is the plain rule that the models must beat
   * @param precision null where no warning was judged
   * @param recall null where nothing happened
   * @param leadMinutes of half of the hits at least; null without hits
   * @param baseRate how likely it is anyway; null where that is unknown
   */
  record ScoreJson(
      LocalDate week, String kind, String model, int warnings, int hits, int misses, int avertedUnknown,
      @Nullable Double precision, @Nullable Double recall, @Nullable Long leadMinutes, @Nullable Double baseRate) {}

  @Operation(summary = "How each model did in each of the last twelve weeks, newest first")
  @GetMapping("/scores")
  List<ScoreJson> scores() {
    return ledger.scores(clock.instant().minus(WEEKS)).stream()
        .map(score -> new ScoreJson(
            score.week(), score.kind().label(), score.model(), score.warnings(), score.hits(), score.misses(),
            score.unknown(), score.precision().isPresent() ? score.precision().getAsDouble() : null,
            score.recall().isPresent() ? score.recall().getAsDouble() : null,
            score.lead().map(Duration::toMinutes).orElse(null),
            Double.isNaN(score.baseRate()) ? null : score.baseRate()))
        .toList();
  }

  /**
   * @param leadMinutes null unless it came
   * @param outcome hit, miss or averted-unknown
   */
  record ReplayedJson(
      String serverId, String kind, String metric, double horizonHours, String model, double probability, Instant saidAt, Instant dueAt,
      String outcome, @Nullable Instant cameAt, @Nullable Long leadMinutes) {

    static ReplayedJson of(Replayed one) {
      Forecast said = one.said();
      return new ReplayedJson(
          said.server(), said.kind().label(), said.metric(), said.horizon().toMinutes() / 60.0, said.model(),
          Math.rint(said.probability() * 10_000) / 10_000, said.at(), one.dueAt(), one.outcome().label(), one.event(),
          one.lead().map(Duration::toMinutes).orElse(null));
    }
  }

  @Operation(summary = "What the models would have warned of in the last quarter of the history, and what came, as the last"
      + " training found; the latest verdict first, 500 to a page. Never published, and no live outcome")
  @GetMapping("/replayed")
  List<ReplayedJson> replayed(
      @Parameter(description = "trend, anomaly or failure; all of them if left out")
          @RequestParam(required = false) @Nullable String kind,
      @RequestParam(required = false) @Nullable String page) {
    return ledger.replayed(Given.oneOf("kind", kind, KINDS).map(Kind::of).orElse(null), SIZE, Given.page(page) * SIZE).stream()
        .map(ReplayedJson::of).toList();
  }

  /** @param rows what it learnt from, and how many of them ended in what it predicts */
  record ModelJson(
      String rule, String kind, double horizonHours, int version, Instant trainedAt, Instant knowsSince, int rows,
      int positives, String facts) {}

  @Operation(summary = "What was learnt last, of each kind and horizon")
  @GetMapping("/models")
  List<ModelJson> models() {
    return memory.models().stream()
        .map(model -> new ModelJson(
            model.rule(), model.kind().label(), model.horizon().toMinutes() / 60.0, model.version(), model.trainedAt(),
            model.from(), model.rows(), model.positives(), model.facts()))
        .toList();
  }

  /**
   * @param since what came since then is what the model learns from
   * @param learntAt when it had; null until then
   */
  record NormalJson(String serverId, Instant since, String by, @Nullable String note, Instant at, @Nullable Instant learntAt) {
    static NormalJson of(Normal one) {
      return new NormalJson(one.server(), one.since(), one.by(), one.note(), one.at(), one.learntAt());
    }
  }

  @Operation(summary = "Servers that somebody took for normal as they are, the latest first")
  @GetMapping("/normal")
  List<NormalJson> normals() {
    return memory.normals(SIZE).stream().map(NormalJson::of).toList();
  }

  /**
   * @param since an instant of the last 14 days, such as 2026-03-01T09:00:00Z; now if left out
   * @param by whoever acts; may be left out by whoever is signed in
   */
  record NormalBody(@Nullable String serverId, @Nullable Instant since, @Nullable String by, @Nullable String note) {}

  @Operation(summary = "Says that what a server is since then is normal now: what was usual before is forgotten, and what came"
      + " since is learnt from, by the next round")
  @PostMapping("/normal")
  @ResponseStatus(HttpStatus.ACCEPTED)
  NormalJson normal(@RequestBody NormalBody body, @Nullable Principal principal) {
    String server = Given.text(body.serverId())
        .orElseThrow(() -> Refusal.badInput("serverId is missing: say which server, for example {\"serverId\": \"srv-042\"}"));
    return NormalJson.of(normality.said(server, body.since(), Actor.required(principal, body.by()), Given.note(body.note())));
  }

  /** @param wishedAt models that are trained later fulfil the wish */
  record WishJson(Instant wishedAt) {}

  @Operation(summary = "Wishes that the models be trained now; done by the training route's next look")
  @PostMapping("/training")
  @ResponseStatus(HttpStatus.ACCEPTED)
  WishJson train() {
    Instant now = clock.instant();
    memory.wish(null, now);
    return new WishJson(now);
  }
}

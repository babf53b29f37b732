package dev.signalbox;

import dev.signalbox.channel.Wording;
import dev.signalbox.forecast.watch.Forecast;
import dev.signalbox.forecast.watch.Ledger;
import dev.signalbox.forecast.watch.Score;
import dev.signalbox.forecast.watch.Warning;
import dev.signalbox.forecast.watch.Warning.Outcome;
import dev.signalbox.report.Period;
import dev.signalbox.report.Predictions;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** What the daily report says of the forecasts. */
final class ForecastPredictions implements Predictions {

  private static final int LOOKED_AT = 200;
  private static final Duration WEEKS = Duration.ofDays(4 * 7);

  private final Ledger ledger;

  ForecastPredictions(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public Optional<Told> told(Instant now, Period day) {
    List<Standing> standing = ledger.warnings(true, LOOKED_AT, 0).stream().map(Warning::said)
        .sorted(Comparator.comparingDouble(Forecast::probability).reversed())
        .map(said -> new Standing(
            said.server(), what(said), said.probability(), said.expectedAt(),
            said.reasons().isEmpty() ? "" : said.reasons().get(0)))
        .toList();
    Ledger.Verdicts verdicts = ledger.verdicts(day.from(), day.to());
    List<String> models = models(now);
    boolean nothing = standing.isEmpty() && verdicts.hits() + verdicts.misses() == 0 && models.isEmpty();
    return nothing
        ? Optional.empty()
        : Optional.of(new Told(standing, verdicts.hits(), verdicts.misses(), verdicts.surprises(), models));
  }

  /** Each model that was judged, live or replayed, and the latest week of it that has judged warnings or events. */
  private List<String> models(Instant now) {
    List<Score> scores = ledger.scores(now.minus(WEEKS));
    return ledger.trust(now).stream().map(trust -> {
      String weeks = scores.stream()
          .filter(score -> score.kind() == trust.kind() && score.model().equals(trust.model()) && score.precision().isPresent())
          .findFirst().map(score -> "; " + week(score, scores)).orElse("");
      return "%s, %s: %s; %s%s.".formatted(
          trust.kind().rule(), trust.model(), trust.earned() ? "pages" : "Slack and report only", trust.words(), weeks);
    }).toList();
  }

  private static String week(Score score, List<Score> all) {
    String simple = all.stream()
        .filter(one -> one.week().equals(score.week()) && one.kind() == score.kind() && one.model().equals(Forecast.SIMPLE))
        .findFirst().map(one -> percent(one.precision()) + " and " + percent(one.recall())).orElse("none");
    return "week of %s: precision %s, recall %s, lead %s (the simple rule %s, anyway %s)".formatted(
        score.week(), percent(score.precision()), percent(score.recall()), score.lead().map(Wording::duration).orElse("none"), simple,
        percent(Double.isNaN(score.baseRate()) ? OptionalDouble.empty() : OptionalDouble.of(score.baseRate())));
  }

  private static String percent(OptionalDouble share) {
    return share.isEmpty() ? "unknown" : Math.round(100 * share.getAsDouble()) + " %";
  }

  private static String what(Forecast said) {
    return switch (said.kind()) {
      case TREND -> said.metric() + " reaches its limit";
      case ANOMALY -> "unlike itself";
      case FAILURE -> "a downtime within " + Wording.duration(said.horizon());
    };
  }
}

package dev.signalbox;

import dev.signalbox.channel.Wording;
import dev.signalbox.forecast.watch.Forecast;
import dev.signalbox.forecast.watch.Ledger;
import dev.signalbox.forecast.watch.Warning;
import dev.signalbox.forecast.watch.Warning.Outcome;
import dev.signalbox.report.Period;
import dev.signalbox.report.Predictions;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What the daily report says of the forecasts. */
final class ForecastPredictions implements Predictions {

  private static final int LOOKED_AT = 200;

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
    boolean nothing = standing.isEmpty() && verdicts.hits() + verdicts.misses() == 0;
    return nothing
        ? Optional.empty()
        : Optional.of(new Told(standing, verdicts.hits(), verdicts.misses(), verdicts.surprises()));
  }

  private static String what(Forecast said) {
    return switch (said.kind()) {
      case TREND -> said.metric() + " reaches its limit";
      case ANOMALY -> "unlike itself";
      case FAILURE -> "a downtime within " + Wording.duration(said.horizon());
    };
  }
}

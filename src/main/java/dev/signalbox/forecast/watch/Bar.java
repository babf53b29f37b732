package dev.signalbox.forecast.watch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** From which probability on a forecast is a warning: live and replayed alike. */
final class Bar {

  /** What has been said is said until it is less likely than this share of what made it a warning. */
  private static final double HYSTERESIS = 0.7;
  /** A downtime is worth a warning where it is so many times as likely as on half of the servers. */
  private static final double NEWS = 2;
  /** Fewer are no measure for one another. */
  private static final int FLEET = 4;

  private final Settings settings;
  private final Map<Duration, Double> usual;

  /** @param forecasts all that are made at this time: what is as likely everywhere is no news */
  Bar(Settings settings, Collection<Forecast> forecasts) {
    this.settings = settings;
    usual = usual(forecasts);
  }

  boolean isWarning(Forecast said) {
    return said.probability() >= above(said) && !said.answer().equals("already over");
  }

  /** Whether what has been a warning is none any more. */
  boolean isOver(Forecast said) {
    return said.probability() < HYSTERESIS * above(said);
  }

  private double above(Forecast said) {
    return Math.max(
        settings.warnAbove().getOrDefault(said.kind(), 1.1),
        said.kind() == Kind.FAILURE ? NEWS * usual.getOrDefault(said.horizon(), 0.0) : 0);
  }

  /** The probability of a downtime on half of the servers, at each horizon. */
  private static Map<Duration, Double> usual(Collection<Forecast> forecasts) {
    Map<Duration, List<Double>> all = new HashMap<>();
    forecasts.stream().filter(said -> said.kind() == Kind.FAILURE)
        .forEach(said -> all.computeIfAbsent(said.horizon(), added -> new ArrayList<>()).add(said.probability()));
    Map<Duration, Double> usual = new HashMap<>();
    all.forEach((horizon, probabilities) -> {
      probabilities.sort(Comparator.naturalOrder());
      usual.put(horizon, probabilities.size() < FLEET ? 0.0 : probabilities.get(probabilities.size() / 2));
    });
    return usual;
  }
}

package dev.signalbox.forecast.watch;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an engineer decides about forecasts.
 *
 * @param limits of metrics, in the metric's own unit; a metric without one gets no trend
 * @param percent the metrics that are percentages: less than 0 and more than 100 cannot be
 * @param ahead how far a trend looks
 * @param horizons how far the probability of a downtime looks, ascending
 * @param warnAbove from which probability on a forecast becomes a warning
 * @param pageAbove the share of warnings that came true from which on a model may page
 * @param minOutcomes so many warnings must have been judged before
 * @param anomalyWithin an anomaly was right if a downtime followed within this time
 */
public record Settings(
    Map<String, Double> limits,
    Set<String> percent,
    Duration ahead,
    List<Duration> horizons,
    Map<Kind, Double> warnAbove,
    double pageAbove,
    int minOutcomes,
    Duration anomalyWithin) {

  public Settings {
    limits = Map.copyOf(limits);
    percent = Set.copyOf(percent);
    horizons = List.copyOf(horizons);
    warnAbove = Map.copyOf(warnAbove);
    if (ahead.toMinutes() < 30 || ahead.toDays() > 14) {
      throw new IllegalArgumentException("a trend looks from 30 minutes to 14 days ahead, not %s".formatted(ahead));
    }
    if (!(pageAbove > 0 && pageAbove <= 1)) {
      throw new IllegalArgumentException("pageAbove is a share between 0 and 1, not %s".formatted(pageAbove));
    }
    if (minOutcomes < 1) {
      throw new IllegalArgumentException("minOutcomes is at least 1, not %d".formatted(minOutcomes));
    }
    warnAbove.forEach((kind, above) -> {
      if (!(above > 0 && above <= 1)) {
        throw new IllegalArgumentException(
            "warnAbove: %s is a probability between 0 and 1, not %s".formatted(kind.label(), above));
      }
    });
  }

  double limit(String metric) {
    return limits.getOrDefault(metric, Double.NaN);
  }

  /** When it is known whether a forecast was right. */
  Duration due(Kind kind, Duration horizon) {
    return kind == Kind.ANOMALY ? anomalyWithin : horizon;
  }
}

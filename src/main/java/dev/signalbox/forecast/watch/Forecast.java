package dev.signalbox.forecast.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The latest word of a model on one server.
 *
 * @param metric which one; empty where the whole server is meant
 * @param horizon how far it looks; zero for an anomaly, which is about now
 * @param probability 0 to 1; of an anomaly a score, one half and more is news
 * @param expectedAt when it is expected; the end of the horizon where the model does not say
 * @param earliest of ten comparable courses one was earlier; null without such
 * @param latest one was later; null without such
 * @param answer of a trend in words: {@code crosses}, {@code already over}, {@code not expected}, {@code too little
 *     data}; else empty
 * @param reasons at most three, for people, the strongest first
 * @param model which one said so: {@code trend}, {@code course}, {@code anomaly}, {@code failure}, {@code rate}, {@code
 *     simple}
 * @param version of what it has learnt; 0 for one that learns nothing
 * @param level the metric's last value; NaN without a metric
 */
public record Forecast(
    Kind kind,
    String server,
    String metric,
    Duration horizon,
    Instant at,
    double probability,
    Instant expectedAt,
    @Nullable Instant earliest,
    @Nullable Instant latest,
    String answer,
    List<String> reasons,
    String model,
    int version,
    double level) {

  /** What a model is measured against. */
  public static final String SIMPLE = "simple";

  public Forecast {
    reasons = List.copyOf(reasons);
  }

  /** Which forecast takes the place of which. */
  Subject subject() {
    return new Subject(kind, server, metric, horizon);
  }

  record Subject(Kind kind, String server, String metric, Duration horizon) {}

  Forecast by(String model, double probability, List<String> reasons) {
    return new Forecast(
        kind, server, metric, horizon, at, probability, expectedAt, earliest, latest, answer, reasons, model, 0, level);
  }
}

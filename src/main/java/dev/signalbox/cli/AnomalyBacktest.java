package dev.signalbox.cli;

import dev.signalbox.forecast.Prediction;
import dev.signalbox.forecast.Sample;
import dev.signalbox.forecast.anomaly.AnomalyForecaster;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * {@code --kind anomaly}: a score for every sample, as it is read. History is what the column split calls {@code
 * train} or, where there is no such column, what is before {@code --train-to}; history gets no score.
 */
final class AnomalyBacktest {

  private final @Nullable Instant trainTo;
  private final @Nullable Instant from;
  private final @Nullable Instant to;

  AnomalyBacktest(@Nullable Instant trainTo, @Nullable Instant from, @Nullable Instant to) {
    this.trainTo = trainTo;
    this.from = from;
    this.to = to;
  }

  void run(ForecastInput input, Consumer<Prediction> out) {
    AnomalyForecaster model = new AnomalyForecaster();
    input.metrics(row -> {
      Sample sample = row.sample();
      boolean history = row.split().isEmpty()
          ? trainTo != null && sample.at().isBefore(trainTo) : row.split().equals("train");
      if (history) {
        model.learn(sample);
      } else {
        model.sampled(sample);
        if ((from == null || !sample.at().isBefore(from)) && (to == null || sample.at().isBefore(to))) {
          model.predict(sample.server(), sample.at()).ifPresent(out);
        }
      }
    });
  }
}

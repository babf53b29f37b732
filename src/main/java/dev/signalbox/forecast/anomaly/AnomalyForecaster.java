package dev.signalbox.forecast.anomaly;

import dev.signalbox.forecast.Forecaster;
import dev.signalbox.forecast.Prediction;
import dev.signalbox.forecast.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How unlike its own past a server is now: one small model per server, fed sample by sample.
 *
 * <p>A server begins with history ({@link #learn}) or, without one, spends its first samples on learning what is usual
 * and has no answer meanwhile.
 */
public final class AnomalyForecaster implements Forecaster {

  /** Samples that a server without history learns from: half a day at one a minute. */
  private static final int ENOUGH = 720;

  /** Samples that a history must have at least. */
  private static final int LEAST = 100;

  private final Map<String, ServerModel> models = new HashMap<>();
  private final Set<String> withHistory = new HashSet<>();

  /** A sample of the past that is taken for usual. Has no effect once the server is being watched. */
  public void learn(Sample sample) {
    withHistory.add(sample.server());
    models.computeIfAbsent(sample.server(), added -> ServerModel.of(sample)).learn(sample);
  }

  @Override
  public void sampled(Sample sample) {
    ServerModel model = models.computeIfAbsent(sample.server(), added -> ServerModel.of(sample));
    if (!model.isWatching() && model.learnt() < (withHistory.contains(sample.server()) ? LEAST : ENOUGH)) {
      model.learn(sample);
    } else {
      model.watch(sample);
    }
  }

  /** Nothing to do: each server's model learns on its way. */
  @Override
  public void train(Instant now) {}

  /** About the last sample of the server. */
  @Override
  public Optional<Prediction> predict(String server, Instant at) {
    ServerModel model = models.get(server);
    return model == null || !model.isWatching()
        ? Optional.empty()
        : Optional.of(new Prediction(server, at, Duration.ZERO, model.score(), model.reasons()));
  }
}

package dev.signalbox.forecast.anomaly;

import dev.signalbox.forecast.Forecaster;
import dev.signalbox.forecast.Prediction;
import dev.signalbox.forecast.Sample;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
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

  /** Of a history, so many samples are kept: four weeks at one a minute. */
  private static final int MOST = 40_000;

  private final int mostHistory;
  private final Map<String, ServerModel> models = new HashMap<>();
  private final Set<String> withHistory = new HashSet<>();

  public AnomalyForecaster() {
    this(MOST);
  }

  /** @param mostHistory how many samples of a history are kept, each of 8 bytes per metric and 60 more */
  public AnomalyForecaster(int mostHistory) {
    this.mostHistory = mostHistory;
  }

  /** What it knows of one server. */
  public void writeState(String server, DataOutput out) throws IOException {
    ServerModel model = models.get(server);
    out.writeBoolean(model != null);
    if (model != null) {
      out.writeBoolean(withHistory.contains(server));
      model.write(out);
    }
  }

  /** As written by {@link #writeState}; takes the place of what it knew. */
  public void readState(String server, DataInput in) throws IOException {
    forget(server);
    if (in.readBoolean()) {
      if (in.readBoolean()) {
        withHistory.add(server);
      }
      models.put(server, ServerModel.read(in, mostHistory));
    }
  }

  /** Knows nothing of a server any more: it begins anew. */
  public void forget(String server) {
    models.remove(server);
    withHistory.remove(server);
  }

  /** A sample of the past that is taken for usual. Has no effect once the server is being watched. */
  public void learn(Sample sample) {
    withHistory.add(sample.server());
    models.computeIfAbsent(sample.server(), added -> ServerModel.of(sample, mostHistory)).learn(sample);
  }

  @Override
  public void sampled(Sample sample) {
    ServerModel model = models.computeIfAbsent(sample.server(), added -> ServerModel.of(sample, mostHistory));
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

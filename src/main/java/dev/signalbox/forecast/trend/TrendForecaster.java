package dev.signalbox.forecast.trend;

import dev.signalbox.forecast.Forecaster;
import dev.signalbox.forecast.Prediction;
import dev.signalbox.forecast.Reason;
import dev.signalbox.forecast.Sample;
import dev.signalbox.forecast.learn.Booster;
import dev.signalbox.forecast.learn.BoosterSettings;
import dev.signalbox.forecast.learn.Examples;
import dev.signalbox.forecast.learn.Logit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Will a metric cross its limit within the horizon, from below? Compares now with the same hours of the days before,
 * and learns over all servers and metrics how much such a comparison is worth.
 */
public final class TrendForecaster implements Forecaster {

  private static final int MOST_LOOKS = 150_000;
  private static final double DAYS_NEEDED = 2;
  private static final BoosterSettings TREES = new BoosterSettings(100, 4, 0.1, 0.6, 0.5, 3, 3, 1);

  private static final class Look {
    final Watched watched;
    final long at;
    final float[] row;
    final boolean over;
    boolean hit;

    Look(Watched watched, long at, float[] row) {
      this.watched = watched;
      this.at = at;
      this.row = row;
      over = watched.over;
    }
  }

  private static final class Watched {
    final Series series = new Series();
    final Deque<Look> open = new ArrayDeque<>();
    boolean over;
  }

  private final Duration horizon;
  private final long step;
  private final double limit;
  private final TrendFeatures features;
  private final Map<String, Map<String, Watched>> servers = new LinkedHashMap<>();
  private final Deque<Look> waiting = new ArrayDeque<>();
  private final Deque<Look> settled = new ArrayDeque<>();
  private long nextLook = Long.MIN_VALUE;
  private @Nullable Booster below;
  private @Nullable Booster above;

  public TrendForecaster(Duration horizon, Duration step, double limit) {
    this.horizon = horizon;
    this.step = step.toSeconds();
    this.limit = limit;
    features = new TrendFeatures(horizon.toSeconds());
  }

  @Override
  public void sampled(Sample sample) {
    look(sample.at());
    Map<String, Watched> metrics = servers.computeIfAbsent(sample.server(), added -> new LinkedHashMap<>());
    long second = sample.at().getEpochSecond();
    for (int i = 0; i < sample.values().length; i++) {
      Watched watched = metrics.computeIfAbsent(sample.metrics().get(i), added -> new Watched());
      if (watched.series.read(second, sample.values()[i])) {
        boolean over = sample.values()[i] >= limit;
        if (over && !watched.over) {
          for (Look look : watched.open) {
            look.hit |= second > look.at && second <= look.at + horizon.toSeconds();
          }
        }
        watched.over = over;
      }
    }
  }

  private void look(Instant fact) {
    long now = fact.getEpochSecond();
    if (nextLook == Long.MIN_VALUE) {
      nextLook = Math.floorDiv(now, step) * step + step;
    }
    while (nextLook < now) {
      settle(nextLook);
      for (Map<String, Watched> metrics : servers.values()) {
        for (Watched watched : metrics.values()) {
          if (nextLook - watched.series.lastRead() <= step && watched.series.age(nextLook) >= DAYS_NEEDED) {
            Look look = new Look(watched, nextLook, features.row(watched.series, nextLook, limit));
            waiting.addLast(look);
            watched.open.addLast(look);
          }
        }
      }
      nextLook += step;
    }
  }

  private void settle(long now) {
    while (!waiting.isEmpty() && waiting.peekFirst().at + horizon.toSeconds() < now) {
      Look look = waiting.removeFirst();
      look.watched.open.removeFirst();
      settled.addLast(look);
    }
    while (settled.size() > MOST_LOOKS) {
      settled.removeFirst();
    }
  }

  @Override
  public void train(Instant now) {
    look(now);
    settle(now.getEpochSecond());
    below = learn(false);
    above = learn(true);
  }

  /** A metric over its limit follows other laws: it has to fall below before it can cross again. */
  private Booster learn(boolean over) {
    Examples examples = new Examples(TrendFeatures.WIDTH);
    settled.stream().filter(look -> look.over == over).forEach(look -> examples.add(look.row, look.hit, 1));
    return Booster.fit(examples, TREES);
  }

  /** The most likely metric of the server. */
  @Override
  public Optional<Prediction> predict(String server, Instant at) {
    return servers.getOrDefault(server, Map.of()).keySet().stream()
        .map(metric -> predict(server, metric, at)).flatMap(Optional::stream)
        .max(Comparator.comparingDouble(Prediction::probability));
  }

  /** When a metric will cross, beside how likely it is. */
  public Outlook outlook(String server, String metric, Instant at) {
    Watched watched = servers.getOrDefault(server, Map.of()).get(metric);
    return watched == null
        ? new Outlook.TooLittleData()
        : Crossing.of(watched.series, at.getEpochSecond(), limit, horizon.toSeconds());
  }

  public Set<String> servers() {
    return servers.keySet();
  }

  public Set<String> metrics(String server) {
    return servers.getOrDefault(server, Map.of()).keySet();
  }

  public Optional<Prediction> predict(String server, String metric, Instant at) {
    look(at);
    Watched watched = servers.getOrDefault(server, Map.of()).get(metric);
    Booster model = watched != null && watched.over ? above : below;
    if (watched == null || model == null) {
      return Optional.empty();
    }
    float[] row = features.row(watched.series, at.getEpochSecond(), limit);
    double[] parts = new double[row.length];
    model.explain(row, parts);
    List<Reason> reasons = Reason.strongest(
        parts, i -> "%s %s: %.0f %% of the limit".formatted(metric, TrendFeatures.LABELS[i], 100 * row[i]));
    return Optional.of(new Prediction(server, at, horizon, Logit.probability(model.score(row)), reasons));
  }
}

package dev.signalbox.forecast.trend;

import dev.signalbox.forecast.Forecaster;
import dev.signalbox.forecast.Prediction;
import dev.signalbox.forecast.Reason;
import dev.signalbox.forecast.Sample;
import dev.signalbox.forecast.learn.Booster;
import dev.signalbox.forecast.learn.BoosterSettings;
import dev.signalbox.forecast.learn.Examples;
import dev.signalbox.forecast.learn.Logit;
import dev.signalbox.forecast.learn.Stored;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
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
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
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
    final Series series;
    final double limit;
    final Deque<Look> open = new ArrayDeque<>();
    boolean over;

    Watched(Series series, double limit) {
      this.series = series;
      this.limit = limit;
      over = series.level() >= limit;
    }
  }

  private static final int ENOUGH_TO_LEARN = 30;

  private final Duration horizon;
  private final long step;
  private final ToDoubleFunction<String> limits;
  private final boolean learning;
  private final TrendFeatures features;
  private final Map<String, Map<String, Watched>> servers = new LinkedHashMap<>();
  private final Deque<Look> waiting = new ArrayDeque<>();
  private final Deque<Look> settled = new ArrayDeque<>();
  private long nextLook = Long.MIN_VALUE;
  private @Nullable Booster below;
  private @Nullable Booster above;

  public TrendForecaster(Duration horizon, Duration step, double limit) {
    this(horizon, step, metric -> limit, true);
  }

  /** @param limits of a metric; NaN for one that has none and is not looked at */
  public static TrendForecaster learning(Duration horizon, Duration step, ToDoubleFunction<String> limits) {
    return new TrendForecaster(horizon, step, limits, true);
  }

  /** One that only answers: it remembers nothing to learn from, and is given what another one has learnt. */
  public static TrendForecaster serving(Duration horizon, ToDoubleFunction<String> limits) {
    return new TrendForecaster(horizon, Duration.ofHours(1), limits, false);
  }

  private TrendForecaster(Duration horizon, Duration step, ToDoubleFunction<String> limits, boolean learning) {
    this.learning = learning;
    this.horizon = horizon;
    this.step = step.toSeconds();
    this.limits = limits;
    features = new TrendFeatures(horizon.toSeconds());
  }

  @Override
  public void sampled(Sample sample) {
    look(sample.at());
    Map<String, Watched> metrics = servers.computeIfAbsent(sample.server(), added -> new LinkedHashMap<>());
    long second = sample.at().getEpochSecond();
    for (int i = 0; i < sample.values().length; i++) {
      Watched watched = metrics.get(sample.metrics().get(i));
      if (watched == null) {
        double limit = limits.applyAsDouble(sample.metrics().get(i));
        if (Double.isNaN(limit)) {
          continue;
        }
        watched = new Watched(new Series(), limit);
        metrics.put(sample.metrics().get(i), watched);
      }
      if (watched.series.read(second, sample.values()[i])) {
        boolean over = sample.values()[i] >= watched.limit;
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
    while (learning && nextLook < now) {
      settle(nextLook);
      for (Map<String, Watched> metrics : servers.values()) {
        for (Watched watched : metrics.values()) {
          if (nextLook - watched.series.lastRead() <= step && watched.series.age(nextLook) >= DAYS_NEEDED) {
            Look look = new Look(watched, nextLook, features.row(watched.series, nextLook, watched.limit));
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
        : Crossing.of(watched.series, at.getEpochSecond(), watched.limit, horizon.toSeconds());
  }

  /** The last value of a metric; NaN where there was none. */
  public double level(String server, String metric) {
    Watched watched = servers.getOrDefault(server, Map.of()).get(metric);
    return watched == null ? Double.NaN : watched.series.level();
  }

  /** The course of a metric so far: means of half hours by the second in which they begin, oldest first. */
  public Map<Long, Double> course(String server, String metric, Instant from) {
    Map<Long, Double> course = new TreeMap<>();
    Watched watched = servers.getOrDefault(server, Map.of()).get(metric);
    if (watched != null) {
      long last = Math.floorDiv(watched.series.lastRead(), Series.SLOT);
      for (long slot = Math.floorDiv(from.getEpochSecond(), Series.SLOT); slot <= last; slot++) {
        double mean = watched.series.mean(slot, slot + 1);
        if (!Double.isNaN(mean)) {
          course.put(slot * Series.SLOT, mean);
        }
      }
    }
    return course;
  }

  /** What it knows of one server. */
  public void writeState(String server, DataOutput out) throws IOException {
    Map<String, Watched> metrics = servers.getOrDefault(server, Map.of());
    out.writeInt(metrics.size());
    for (Map.Entry<String, Watched> each : metrics.entrySet()) {
      out.writeUTF(each.getKey());
      each.getValue().series.write(out);
    }
  }

  /** As written by {@link #writeState}; takes the place of what it knew. */
  public void readState(String server, DataInput in) throws IOException {
    Map<String, Watched> metrics = new LinkedHashMap<>();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      String metric = in.readUTF();
      Series series = Series.read(in);
      double limit = limits.applyAsDouble(metric);
      if (!Double.isNaN(limit)) {
        metrics.put(metric, new Watched(series, limit));
      }
    }
    servers.put(server, metrics);
  }

  /** Knows nothing of a server any more. */
  public void forget(String server) {
    servers.remove(server);
  }

  /** Whether it was trained, here or elsewhere. */
  public boolean hasLearnt() {
    return below != null && above != null;
  }

  /** What it learnt from last: looks at a metric below its limit, and how many of them ended in a crossing. */
  public int[] learntFrom() {
    int[] counts = new int[2];
    for (Look look : settled) {
      counts[0] += look.over ? 0 : 1;
      counts[1] += look.over || !look.hit ? 0 : 1;
    }
    return counts;
  }

  /** Whether there were enough crossings for what it learnt to be worth anything. */
  public boolean learntEnough() {
    return learntFrom()[1] >= ENOUGH_TO_LEARN;
  }

  public void write(DataOutput out) throws IOException {
    if (below == null || above == null) {
      throw new IllegalStateException("nothing has been learnt: train first");
    }
    Stored.write(below, out);
    Stored.write(above, out);
  }

  /** Takes over what another one has learnt. */
  public void read(DataInput in) throws IOException {
    below = (Booster) Stored.scorer(in);
    above = (Booster) Stored.scorer(in);
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
    float[] row = features.row(watched.series, at.getEpochSecond(), watched.limit);
    double[] parts = new double[row.length];
    double score = model.explain(row, parts);
    List<Reason> reasons = Reason.strongest(
        parts, i -> "%s %s: %.0f %% of the limit".formatted(metric, TrendFeatures.LABELS[i], 100 * row[i]));
    return Optional.of(new Prediction(server, at, horizon, Logit.probability(score), reasons));
  }
}

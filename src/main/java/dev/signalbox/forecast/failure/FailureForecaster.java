package dev.signalbox.forecast.failure;

import dev.signalbox.forecast.Forecaster;
import dev.signalbox.forecast.Outage;
import dev.signalbox.forecast.Prediction;
import dev.signalbox.forecast.Sample;
import dev.signalbox.forecast.Server;
import dev.signalbox.forecast.learn.Logit;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.Optional;

/**
 * The probability that a server has an unplanned outage within the horizon, from its own history, that of its pools and
 * neighbours, and its metrics. Looks at every server in regular steps, remembers what it saw, and learns from what
 * came. Before there is enough to learn from it says the smoothed rate.
 */
public final class FailureForecaster implements Forecaster {

  private static final int MOST_ROWS = 150_000;

  private record Ended(String server, long at, String cause) {}

  private final Duration horizon;
  private final long step;
  private final Layout layout = new Layout();
  private final Causes causes = new Causes();
  private final Features features = new Features(layout, causes);
  private final Neighbourhood neighbourhood = new Neighbourhood();
  private final Map<String, Dossier> servers = new LinkedHashMap<>();
  private final Deque<Ended> ends = new ArrayDeque<>();
  private final Snapshots snapshots;
  private final boolean learning;
  private long nextLook = Long.MIN_VALUE;
  private FailureModel model;

  /** @param step how often it looks at every server for later learning */
  public FailureForecaster(Duration horizon, Duration step, long seed) {
    this(horizon, step, seed, true);
  }

  private FailureForecaster(Duration horizon, Duration step, long seed, boolean learning) {
    this.learning = learning;
    this.horizon = horizon;
    this.step = step.toSeconds();
    snapshots = new Snapshots(horizon.toSeconds(), MOST_ROWS, seed);
    model = FailureModel.learn(snapshots.examples(layout), features.rate(horizon), layout);
  }

  /** One that only answers: it remembers nothing to learn from, and is given what another one has learnt. */
  public static FailureForecaster serving(Duration horizon) {
    return new FailureForecaster(horizon, Duration.ofDays(1), 1, false);
  }

  /** What it has learnt. */
  public void write(DataOutput out) throws IOException {
    model.write(out);
  }

  /** Takes over what another one has learnt. */
  public void read(DataInput in) throws IOException {
    model = FailureModel.read(in, features.rate(horizon), layout);
  }

  /** Whether there was enough to learn from; if not, it says the base rate. */
  public boolean hasLearnt() {
    return model.learnt();
  }

  /** What it learnt from last: rows, and how many of them ended in an outage. */
  public int[] learntFrom() {
    return new int[] {snapshots.size(), snapshots.hits()};
  }

  public Set<String> servers() {
    return servers.keySet();
  }

  /** What the metrics of a server came to; nothing for a server that it does not know. */
  public void writeGauges(String server, DataOutput out) throws IOException {
    Dossier dossier = servers.get(server);
    out.writeInt(dossier == null ? 0 : dossier.gauges.size());
    if (dossier != null) {
      for (Map.Entry<String, Gauge> each : dossier.gauges.entrySet()) {
        out.writeUTF(each.getKey());
        each.getValue().write(out);
      }
    }
  }

  /** As written by {@link #writeGauges}; skipped for a server that it does not know. */
  public void readGauges(String server, DataInput in) throws IOException {
    Dossier dossier = servers.get(server);
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      String metric = in.readUTF();
      Gauge gauge = new Gauge(layout, metric);
      gauge.read(in);
      if (dossier != null) {
        dossier.gauges.put(metric, gauge);
      }
    }
  }

  @Override
  public void joined(Server server) {
    look(server.activeFrom());
    if (!servers.containsKey(server.id())) {
      Dossier added = new Dossier(server);
      neighbourhood.place(added, server);
      servers.put(server.id(), added);
    }
  }

  @Override
  public void left(Server server) {
    look(server.activeTo().orElseThrow());
    Dossier dossier = servers.get(server.id());
    if (dossier != null && !dossier.gone) {
      dossier.gone = true;
      Neighbourhood.all(dossier).forEach(Pool::leaves);
    }
  }

  @Override
  public void sampled(Sample sample) {
    look(sample.at());
    Dossier dossier = servers.get(sample.server());
    if (dossier != null) {
      dossier.read(sample, layout);
    }
  }

  @Override
  public void began(Outage outage) {
    look(outage.start());
    Dossier dossier = servers.get(outage.server());
    if (dossier == null) {
      return;
    }
    long second = outage.start().getEpochSecond();
    Past past = new Past(second, outage.planned());
    dossier.outages.add(past);
    if (!outage.planned()) {
      Neighbourhood.kin(dossier).crowds(past);
      Neighbourhood.all(dossier).forEach(pool -> pool.failed(second));
      if (learning) {
        snapshots.failed(dossier, second);
      }
    }
  }

  @Override
  public void ended(Outage outage) {
    Instant end = outage.end().orElseThrow();
    look(end);
    Dossier dossier = servers.get(outage.server());
    if (dossier == null) {
      return;
    }
    for (Past past : dossier.outages) {
      if (past.start == outage.start().getEpochSecond() && past.planned == outage.planned() && past.end == Past.LASTS) {
        past.end = end.getEpochSecond();
        past.cause = outage.cause();
        if (!past.planned) {
          ends.addLast(new Ended(dossier.id, past.end, past.cause));
        }
        return;
      }
    }
  }

  /** Looks at the servers as often as a step has passed before this fact. */
  private void look(Instant fact) {
    long now = fact.getEpochSecond();
    if (nextLook == Long.MIN_VALUE) {
      nextLook = Math.floorDiv(now, step) * step + step;
    }
    while (learning && nextLook < now) {
      settle(nextLook);
      for (Dossier server : servers.values()) {
        if (!server.gone && server.since <= nextLook && !server.isDown()) {
          snapshots.take(server, nextLook, features.row(server, nextLook));
        }
      }
      nextLook += step;
    }
  }

  private void settle(long now) {
    snapshots.settle(now); // one that only answers has none
    while (!ends.isEmpty() && ends.peekFirst().at + horizon.toSeconds() < now) {
      Ended ended = ends.removeFirst();
      boolean again = servers.get(ended.server).outages.stream()
          .anyMatch(past -> !past.planned && past.start > ended.at && past.start <= ended.at + horizon.toSeconds());
      causes.followed(ended.cause, again);
    }
  }

  @Override
  public void train(Instant now) {
    look(now);
    settle(now.getEpochSecond());
    model = FailureModel.learn(snapshots.examples(layout), features.rate(horizon), layout);
  }

  @Override
  public Optional<Prediction> predict(String server, Instant at) {
    Dossier dossier = servers.get(server);
    if (dossier == null || dossier.gone || dossier.isDown()) {
      return Optional.empty();
    }
    look(at);
    if (!learning) {
      settle(at.getEpochSecond());
    }
    FailureModel.Answer answer = model.answer(features.row(dossier, at.getEpochSecond()), layout);
    return Optional.of(
        new Prediction(server, at, horizon, Logit.probability(answer.score()), answer.reasons()));
  }
}

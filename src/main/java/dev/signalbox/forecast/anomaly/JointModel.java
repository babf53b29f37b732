package dev.signalbox.forecast.anomaly;

import dev.signalbox.forecast.Reason;
import dev.signalbox.forecast.Sample;
import dev.signalbox.forecast.learn.Stored;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Several metrics of one server: how abruptly they jump, and how far they are from what is usual for all of them
 * together and at this hour. Restlessness counts as a part of that distance: while an incident goes on, metrics jump.
 */
final class JointModel implements ServerModel {

  private static final double SMOOTHING_SECONDS = 600;
  /** So much of the distance is restlessness. */
  private static final double RESTLESS = 0.25;
  /** From here on a jump is news. */
  private static final double NEWS = 14;

  private @Nullable History history;
  private Season season = new Season();
  private List<String> names = List.of();
  private @Nullable Baseline baseline;
  private @Nullable Surprise surprise;
  private double[] z = {};
  private double distance = Double.NaN;
  private double median;
  private double usual = 1;
  private Level level = new Level(0);
  private long last = Long.MIN_VALUE;
  private double abrupt;
  private double[] values = {};

  JointModel(int mostHistory) {
    history = new History(mostHistory);
  }

  static JointModel read(DataInput in, int mostHistory) throws IOException {
    JointModel model = new JointModel(mostHistory);
    int count = Stored.length(in);
    List<String> names = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      names.add(in.readUTF());
    }
    model.names = names;
    model.last = in.readLong();
    if (in.readBoolean()) {
      model.history = null;
      model.baseline = Baseline.read(in);
      model.surprise = Surprise.read(in);
      model.level = Level.read(in);
      model.z = Stored.doubles(in);
      model.values = Stored.doubles(in);
      model.distance = in.readDouble();
      model.median = in.readDouble();
      model.usual = in.readDouble();
      model.abrupt = in.readDouble();
    } else {
      model.history = History.read(in, mostHistory);
      model.season = Season.read(in);
    }
    return model;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeBoolean(false);
    out.writeInt(names.size());
    for (String name : names) {
      out.writeUTF(name);
    }
    out.writeLong(last);
    out.writeBoolean(isWatching());
    if (baseline != null && surprise != null) {
      baseline.write(out);
      surprise.write(out);
      level.write(out);
      Stored.write(z, out);
      Stored.write(values, out);
      out.writeDouble(distance);
      out.writeDouble(median);
      out.writeDouble(usual);
      out.writeDouble(abrupt);
    } else if (history != null) {
      history.write(out);
      season.write(out);
    }
  }

  @Override
  public void learn(Sample sample) {
    if (history == null) {
      return;
    }
    if (names.isEmpty()) {
      names = sample.metrics();
    }
    long second = sample.at().getEpochSecond();
    if (second > last) {
      last = second;
      double[] row = aligned(sample);
      history.add(second, row);
      season.add(second, row);
    }
  }

  @Override
  public int learnt() {
    return history == null ? 0 : history.size();
  }

  @Override
  public boolean isWatching() {
    return baseline != null;
  }

  @Override
  public void watch(Sample sample) {
    if (baseline == null) {
      settle(sample);
    }
    long second = sample.at().getEpochSecond();
    if (second <= last || baseline == null || surprise == null) {
      return;
    }
    values = aligned(sample);
    level.next(second - last, values);
    abrupt = surprise.of(level);
    drift(second, second - last, baseline);
    last = second;
  }

  private void drift(long second, double seconds, Baseline base) {
    base.standardise(values, z);
    double now = base.distance(z, values, second) + RESTLESS * Math.log1p(abrupt);
    distance = Double.isNaN(distance) ? now : distance
        + (1 - Math.exp(-seconds / SMOOTHING_SECONDS)) * (now - distance);
  }

  /** Makes the model of the history, and walks through it again to know which distances and jumps are usual. */
  private void settle(Sample first) {
    History past = history == null ? new History(1) : history;
    if (names.isEmpty()) {
      names = first.metrics();
    }
    Baseline base = Baseline.of(past, season, names.size());
    Surprise surprises = new Surprise(offs(past), base.spread, base.least);
    z = new double[names.size()];
    level = new Level(names.size());
    double[] distances = new double[past.size()];
    double[] alone = new double[past.size()];
    double[] together = new double[past.size()];
    for (int i = 0; i < past.size(); i++) {
      values = past.row(i);
      double seconds = past.seconds(i);
      level.next(seconds, values);
      alone[i] = surprises.alone(level);
      together[i] = surprises.together(level);
    }
    surprises.calibrate(alone, together);
    for (int i = 0; i < past.size(); i++) {
      values = past.row(i);
      abrupt = surprises.joined(alone[i], together[i]);
      drift(past.second(i), past.seconds(i), base);
      distances[i] = distance;
    }
    Arrays.sort(distances);
    if (distances.length > 0) {
      median = distances[distances.length / 2];
      usual = Math.max(0.05, distances[(int) (distances.length * 0.99)] - median);
    }
    baseline = base;
    surprise = surprises;
    history = null;
    season = new Season();
  }

  private List<double[]> offs(History past) {
    Level walk = new Level(names.size());
    List<double[]> offs = new ArrayList<>(past.size());
    for (int i = 0; i < past.size(); i++) {
      walk.next(past.seconds(i), past.row(i));
      offs.add(walk.off.clone());
    }
    return offs;
  }

  @Override
  public double score() {
    if (abrupt > NEWS) {
      return 0.5 + 0.5 * abrupt / (abrupt + 50);
    }
    double over = (distance - median) / usual - 1;
    return 0.25 * (1 + over / (1 + Math.abs(over)));
  }

  @Override
  public List<Reason> reasons() {
    if (baseline == null || surprise == null || values.length == 0) {
      return List.of();
    }
    Baseline base = baseline;
    double[] jump = surprise.jump;
    double[] weights = IntStream.range(0, z.length).mapToDouble(m -> Math.max(Math.abs(z[m]), jump[m])).toArray();
    return Reason.strongest(weights, m -> "%s is %.4g, usually %.4g to %.4g".formatted(
        names.get(m), values[m], base.mean[m] - 2 * base.spread[m], base.mean[m] + 2 * base.spread[m]));
  }

  /** The sample's values in the order of the names that this model knows. */
  private double[] aligned(Sample sample) {
    if (sample.metrics().equals(names)) {
      return sample.values();
    }
    double[] ordered = new double[names.size()];
    for (int m = 0; m < ordered.length; m++) {
      int at = sample.metrics().indexOf(names.get(m));
      ordered[m] = at < 0 ? Double.NaN : sample.values()[at];
    }
    return ordered;
  }
}

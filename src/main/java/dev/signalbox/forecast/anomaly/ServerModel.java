package dev.signalbox.forecast.anomaly;

import dev.signalbox.forecast.Reason;
import dev.signalbox.forecast.Sample;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The model of one server: first it learns what is usual, then it watches. */
final class ServerModel {

  private static final double SMOOTHING_SECONDS = 600;
  private static final double NEWS = 5;
  private static final double RARE = 0.998;

  private @Nullable History history = new History();
  private List<String> names = List.of();
  private @Nullable Baseline baseline;
  private @Nullable Surprise surprise;
  private double[] z = {};
  private double distance = Double.NaN;
  private double median;
  private double usual;
  private double news = NEWS;
  private long last = Long.MIN_VALUE;
  private double abrupt;
  private double far;
  private double[] values = {};

  void learn(Sample sample) {
    if (history == null) {
      return;
    }
    if (names.isEmpty()) {
      names = sample.metrics();
    }
    long second = sample.at().getEpochSecond();
    if (second > last) {
      last = second;
      history.add(second, aligned(sample));
    }
  }

  int learnt() {
    return history == null ? 0 : history.size();
  }

  boolean isWatching() {
    return baseline != null;
  }

  /** A sample that is not later than the last one changes nothing. */
  void watch(Sample sample) {
    if (baseline == null) {
      settle(sample);
    }
    long second = sample.at().getEpochSecond();
    if (second <= last || baseline == null || surprise == null) {
      return;
    }
    values = aligned(sample);
    step(second - last, baseline, surprise);
    last = second;
  }

  private void step(double seconds, Baseline usualRow, Surprise jumps) {
    abrupt = jumps.next(seconds, values, usualRow.spread);
    usualRow.standardise(values, z);
    double now = usualRow.distance(z);
    distance = Double.isNaN(distance) ? now : distance + (1 - Math.exp(-seconds / SMOOTHING_SECONDS)) * (now - distance);
    far = (distance - median) / usual;
  }

  /** Makes the baseline of the history and walks through it once more, to know how far away is usual. */
  private void settle(Sample first) {
    History past = history == null ? new History() : history;
    if (names.isEmpty()) {
      names = first.metrics();
    }
    Baseline made = Baseline.of(past, names.size());
    Surprise jumps = new Surprise(names.size());
    z = new double[names.size()];
    median = 0;
    usual = 1;
    double[] distances = new double[past.size()];
    double[] jumpy = new double[past.size()];
    for (int i = 0; i < past.size(); i++) {
      values = past.row(i);
      step(i == 0 ? 1 : past.second(i) - past.second(i - 1), made, jumps);
      distances[i] = distance;
      jumpy[i] = abrupt;
    }
    if (distances.length > 0) {
      Arrays.sort(distances);
      Arrays.sort(jumpy);
      news = Math.max(NEWS, jumpy[(int) (distances.length * RARE)]);
      median = distances[distances.length / 2];
      usual = Math.max(0.05, distances[(int) (distances.length * 0.99)] - median);
    }
    baseline = made;
    surprise = jumps;
    history = null;
  }

  /** 0 to 1: below one half by the distance from the baseline, above by what is abrupt and far at once. */
  double score() {
    double now = abrupt * Math.sqrt(Math.max(0.1, Math.min(10, far)));
    if (now > news) {
      return 0.5 + 0.5 * now / (now + 20);
    }
    double over = far - 1;
    return 0.25 * (1 + over / (1 + Math.abs(over)));
  }

  List<Reason> reasons() {
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

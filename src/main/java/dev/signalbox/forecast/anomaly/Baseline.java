package dev.signalbox.forecast.anomaly;

import dev.signalbox.forecast.learn.Eigen;
import dev.signalbox.forecast.learn.Stored;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * What is usual for a server: mean and spread of each metric and how they move together, as principal components. How
 * far a row is from it is the mean of two distances: along all components, each by its own spread, and across those
 * that carry nearly all of the usual movement. Kept from the history; it does not adapt, so that a long incident stays
 * one.
 */
final class Baseline {

  private static final double FARTHEST = 20;
  private static final double CARRIED = 0.98;
  private static final double LEAST_SPREAD = 0.02;

  final double[] mean;
  final double[] spread;

  /** Half a percent of what each metric can be: a constant metric may twitch so much. */
  final double[] least;

  private final double[] variances;
  private final double[][] components;
  private final int main;

  private Baseline(double[] mean, double[] spread, double[] least, Eigen eigen) {
    this.mean = mean;
    this.spread = spread;
    this.least = least;
    variances = eigen.values();
    components = eigen.vectors();
    double all = Math.max(1e-9, Arrays.stream(variances).sum());
    double sum = 0;
    int count = 0;
    while (count < variances.length && sum < CARRIED * all) {
      sum += variances[count++];
    }
    main = count;
  }

  void write(DataOutput out) throws IOException {
    Stored.write(mean, out);
    Stored.write(spread, out);
    Stored.write(least, out);
    Stored.write(variances, out);
    Stored.write(components, out);
  }

  static Baseline read(DataInput in) throws IOException {
    double[] mean = Stored.doubles(in);
    double[] spread = Stored.doubles(in);
    double[] least = Stored.doubles(in);
    return new Baseline(mean, spread, least, new Eigen(Stored.doubles(in), Stored.rows(in)));
  }

  static Baseline of(History history, int metrics) {
    double[] mean = new double[metrics];
    double[] spread = new double[metrics];
    double[] least = new double[metrics];
    for (int m = 0; m < metrics; m++) {
      moments(history, m, mean, spread, least);
    }
    double[][] covariance = new double[metrics][metrics];
    double[] z = new double[metrics];
    for (int i = 0; i < history.size(); i++) {
      standardise(history.row(i), mean, spread, z);
      for (int a = 0; a < metrics; a++) {
        for (int b = 0; b <= a; b++) {
          covariance[a][b] += z[a] * z[b];
        }
      }
    }
    for (int a = 0; a < metrics; a++) {
      for (int b = 0; b <= a; b++) {
        covariance[a][b] /= Math.max(1, history.size());
        covariance[b][a] = covariance[a][b];
      }
    }
    return new Baseline(mean, spread, least, Eigen.of(covariance));
  }

  private static void moments(History history, int m, double[] mean, double[] spread, double[] least) {
    double n = 0;
    double sum = 0;
    double squares = 0;
    double largest = 0;
    for (int i = 0; i < history.size(); i++) {
      double x = history.row(i)[m];
      if (!Double.isNaN(x)) {
        n++;
        double before = sum / Math.max(1, n - 1);
        sum += x;
        squares += (x - before) * (x - sum / n);
        largest = Math.max(largest, x < 0 ? 2 * -x : x);
      }
    }
    mean[m] = n == 0 ? Double.NaN : sum / n;
    least[m] = 0.005 * (largest <= 100 ? 100 : largest);
    spread[m] = Math.max(n == 0 ? 0 : Math.sqrt(Math.max(0, squares / n)), least[m]);
  }

  /** What is missing counts as usual. */
  void standardise(double[] values, double[] into) {
    standardise(values, mean, spread, into);
  }

  private static void standardise(double[] values, double[] mean, double[] spread, double[] into) {
    for (int m = 0; m < into.length; m++) {
      double z = (values[m] - mean[m]) / spread[m];
      into[m] = Double.isNaN(z) ? 0 : Math.max(-FARTHEST, Math.min(FARTHEST, z));
    }
  }

  /** Logarithm of the distance of a standardised row. */
  double distance(double[] z) {
    double along = 0;
    double across = 0;
    for (int c = 0; c < components.length; c++) {
      double part = 0;
      for (int m = 0; m < z.length; m++) {
        part += components[c][m] * z[m];
      }
      along += part * part / Math.max(variances[c], LEAST_SPREAD);
      across += c < main ? 0 : part * part;
    }
    return 0.5 * Math.log(1e-4 + along / z.length) + 0.5 * Math.log(1e-4 + across);
  }
}

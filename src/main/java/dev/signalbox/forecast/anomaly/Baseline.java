package dev.signalbox.forecast.anomaly;

import dev.signalbox.forecast.learn.Eigen;
import dev.signalbox.forecast.learn.Stored;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * What is usual for a server: mean and spread of each metric, how they move together, as principal components, and
 * what they are at this hour of the day. How far a row is from it is the mean of distances: along all components, each
 * by its own spread; across those that carry nearly all of the usual movement; and of each metric from its hour. Kept
 * from the history; it does not adapt, so that a long incident stays one.
 */
final class Baseline {

  private static final double FARTHEST = 20;
  private static final double CARRIED = 0.98;
  private static final double LEAST_SPREAD = 0.02;
  private static final double FARTHEST_FROM_HOUR = 10;

  private static final double ALONG = 0.35;
  private static final double ACROSS = 0.15;
  private static final double HOURLY = 0.5;

  final double[] mean;
  final double[] spread;

  /** Half a percent of what each metric can be: a constant metric may twitch so much. */
  final double[] least;

  private final double[] variances;
  private final double[][] components;
  private final int main;
  /** By hour and metric, standardised as a row is. */
  private final double[][] hours;
  /** How far a metric usually is from its hour. */
  private final double[] apart;

  private Baseline(double[] mean, double[] spread, double[] least, Eigen eigen, double[][] hours, double[] apart) {
    this.hours = hours;
    this.apart = apart;
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
    Stored.write(hours, out);
    Stored.write(apart, out);
  }

  static Baseline read(DataInput in) throws IOException {
    double[] mean = Stored.doubles(in);
    double[] spread = Stored.doubles(in);
    double[] least = Stored.doubles(in);
    return new Baseline(mean, spread, least, new Eigen(Stored.doubles(in), Stored.rows(in)), Stored.rows(in), Stored.doubles(in));
  }

  static Baseline of(History history, Season season, int metrics) {
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
    double[][] hours = season.profile(mean);
    for (double[] hour : hours) {
      standardise(hour.clone(), mean, spread, hour);
    }
    return new Baseline(mean, spread, least, Eigen.of(covariance), hours, apart(history, mean, spread, hours));
  }

  private static double[] apart(History history, double[] mean, double[] spread, double[][] hours) {
    int metrics = mean.length;
    double[] sum = new double[metrics];
    double[] squares = new double[metrics];
    double[] z = new double[metrics];
    for (int i = 0; i < history.size(); i++) {
      standardise(history.row(i), mean, spread, z);
      double[] hour = hours[Season.hour(history.second(i))];
      for (int m = 0; m < metrics; m++) {
        double off = z[m] - hour[m];
        sum[m] += off;
        squares[m] += off * off;
      }
    }
    double n = Math.max(1, history.size());
    double[] apart = new double[metrics];
    for (int m = 0; m < metrics; m++) {
      double average = sum[m] / n;
      apart[m] = Math.max(LEAST_SPREAD, Math.sqrt(Math.max(0, squares[m] / n - average * average)));
    }
    return apart;
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

  /**
   * Logarithm of the distance of a standardised row.
   *
   * @param values the row as it was, whose missing values are no distance
   */
  double distance(double[] z, double[] values, long second) {
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
    return ALONG * Math.log(1e-4 + along / z.length) + ACROSS * Math.log(1e-4 + across)
        + HOURLY * Math.log(0.05 + fromHour(z, values, second));
  }

  private double fromHour(double[] z, double[] values, long second) {
    double[] hour = hours[Season.hour(second)];
    double sum = 0;
    for (int m = 0; m < z.length; m++) {
      double off = Double.isNaN(values[m]) ? 0 : Math.min(FARTHEST_FROM_HOUR, Math.abs(z[m] - hour[m]) / apart[m]);
      sum += off * off;
    }
    return sum / z.length;
  }
}

package dev.signalbox.forecast.anomaly;

import dev.signalbox.forecast.learn.Stored;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What each metric is at each hour of the day (UTC), the hours before and after counted in. Of a history of less than
 * three days no hour is told apart: what came once at noon need not be usual at noon.
 */
final class Season {

  static final int HOURS = 24;

  private static final long HOUR_SECONDS = 3600;
  private static final long LEAST_SECONDS = 3 * 24 * HOUR_SECONDS;

  private double[][] sums = {};
  private double[][] weights = {};
  private long first = Long.MAX_VALUE;
  private long last = Long.MIN_VALUE;

  static int hour(long second) {
    return (int) Math.floorMod(Math.floorDiv(second, HOUR_SECONDS), (long) HOURS);
  }

  /** A sample that is alone in its half hour weighs as much as the thirty of another day. */
  void add(long second, double[] values) {
    if (sums.length == 0) {
      sums = new double[HOURS][values.length];
      weights = new double[HOURS][values.length];
    }
    double weight = last == Long.MIN_VALUE ? 1 : Math.min(second - last, HOUR_SECONDS);
    int hour = hour(second);
    for (int m = 0; m < values.length; m++) {
      if (!Double.isNaN(values[m])) {
        sums[hour][m] += weight * values[m];
        weights[hour][m] += weight;
      }
    }
    first = Math.min(first, second);
    last = second;
  }

  /** By hour and metric; the mean where an hour is not known. */
  double[][] profile(double[] mean) {
    double[][] profile = new double[HOURS][];
    for (int hour = 0; hour < HOURS; hour++) {
      profile[hour] = mean.clone();
      for (int m = 0; m < mean.length && last - LEAST_SECONDS >= first; m++) {
        double sum = 0;
        double weight = 0;
        for (int near = hour + HOURS - 1; near <= hour + HOURS + 1; near++) {
          sum += sums[near % HOURS][m];
          weight += weights[near % HOURS][m];
        }
        profile[hour][m] = weight == 0 ? mean[m] : sum / weight;
      }
    }
    return profile;
  }

  void write(DataOutput out) throws IOException {
    Stored.write(sums, out);
    Stored.write(weights, out);
    out.writeLong(first);
    out.writeLong(last);
  }

  static Season read(DataInput in) throws IOException {
    Season season = new Season();
    season.sums = Stored.rows(in);
    season.weights = Stored.rows(in);
    season.first = in.readLong();
    season.last = in.readLong();
    return season;
  }
}

package dev.signalbox.forecast.anomaly;

import dev.signalbox.forecast.learn.Stored;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Where each metric was within the last half hour, and how far it is off now. Adapts, so that what goes on is no news.
 */
final class Level {

  private static final double MEMORY_SECONDS = 1800;

  private final double[] mean;
  private final double[] variance;

  /** Of the last row; 0 where a value is missing. */
  final double[] off;

  /** Before the last row. */
  final double[] spread;

  Level(int metrics) {
    mean = new double[metrics];
    Arrays.fill(mean, Double.NaN);
    variance = new double[metrics];
    off = new double[metrics];
    spread = new double[metrics];
  }

  void write(DataOutput out) throws IOException {
    for (double[] each : new double[][] {mean, variance, off, spread}) {
      Stored.write(each, out);
    }
  }

  static Level read(DataInput in) throws IOException {
    double[] mean = Stored.doubles(in);
    Level level = new Level(mean.length);
    System.arraycopy(mean, 0, level.mean, 0, mean.length);
    for (double[] each : new double[][] {level.variance, level.off, level.spread}) {
      System.arraycopy(Stored.doubles(in), 0, each, 0, each.length);
    }
    return level;
  }

  /** @param seconds since the last row; a gap longer than the memory counts as one memory */
  void next(double seconds, double[] values) {
    double share = 1 - Math.exp(-Math.min(seconds, MEMORY_SECONDS) / MEMORY_SECONDS);
    for (int m = 0; m < mean.length; m++) {
      spread[m] = Math.sqrt(variance[m]);
      if (Double.isNaN(values[m])) {
        off[m] = 0;
        continue;
      }
      if (Double.isNaN(mean[m])) {
        mean[m] = values[m];
      }
      off[m] = values[m] - mean[m];
      mean[m] += share * off[m];
      variance[m] = (1 - share) * (variance[m] + share * off[m] * off[m]);
    }
  }
}

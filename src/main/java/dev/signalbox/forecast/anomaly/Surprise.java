package dev.signalbox.forecast.anomaly;

import dev.signalbox.forecast.learn.Eigen;
import dev.signalbox.forecast.learn.Stored;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * How abruptly a server leaves where it was: it finds the beginning of an incident, as {@link Baseline} finds its
 * extent. Two views are joined: each metric by itself, against its own spread; and the metrics together, along the
 * ways in which they usually jump, so that two which part company are noticed although each alone would not be.
 */
final class Surprise {

  private static final double USUAL = 0.6;
  private static final double LEAST_SPREAD = 0.05;
  private static final double FARTHEST = 10;

  /** Beyond this a jump counts by its logarithm: one broken metric is not worth more than several odd ones. */
  private static final double LARGE = 7;

  /** So restless is a calm server at least. */
  private static final double CALM = 0.02;

  private static final double ALONE = 0.7;

  private final double[] spread;
  private final double[] jumpSpread;
  private final Eigen ways;
  private double restlessAlone = 1;
  private double restlessTogether = 1;

  /** Of the last row, each metric's jump in units of its spread. */
  final double[] jump;

  /**
   * @param offs the rows of {@link Level#off} in the history
   * @param least the least spread of each metric
   */
  Surprise(List<double[]> offs, double[] spread, double[] least) {
    int metrics = spread.length;
    this.spread = spread;
    jump = new double[metrics];
    jumpSpread = new double[metrics];
    for (int m = 0; m < metrics; m++) {
      double squares = 0;
      for (double[] off : offs) {
        squares += off[m] * off[m];
      }
      jumpSpread[m] = Math.max(least[m], Math.sqrt(squares / Math.max(1, offs.size())));
    }
    ways = Eigen.of(covariance(offs, jumpSpread));
  }

  private Surprise(double[] spread, double[] jumpSpread, Eigen ways) {
    this.spread = spread;
    this.jumpSpread = jumpSpread;
    this.ways = ways;
    jump = new double[spread.length];
  }

  void write(DataOutput out) throws IOException {
    Stored.write(spread, out);
    Stored.write(jumpSpread, out);
    Stored.write(ways.values(), out);
    Stored.write(ways.vectors(), out);
    Stored.write(jump, out);
    out.writeDouble(restlessAlone);
    out.writeDouble(restlessTogether);
  }

  static Surprise read(DataInput in) throws IOException {
    Surprise surprise = new Surprise(
        Stored.doubles(in), Stored.doubles(in), new Eigen(Stored.doubles(in), Stored.rows(in)));
    System.arraycopy(Stored.doubles(in), 0, surprise.jump, 0, surprise.jump.length);
    surprise.restlessAlone = in.readDouble();
    surprise.restlessTogether = in.readDouble();
    return surprise;
  }

  /** What jumps often must jump farther to be news, though not as much farther: hence the root. */
  void calibrate(double[] alone, double[] together) {
    restlessAlone = Math.sqrt(Math.max(CALM, median(alone)));
    restlessTogether = Math.sqrt(Math.max(CALM, median(together)));
  }

  double of(Level level) {
    return joined(alone(level), together(level));
  }

  /** Of both views, once they are calibrated. */
  double joined(double alone, double together) {
    return ALONE * alone / restlessAlone + (1 - ALONE) * together / restlessTogether;
  }

  double alone(Level level) {
    double sum = 0;
    for (int m = 0; m < jump.length; m++) {
      jump[m] = bounded(level.off[m] / Math.hypot(level.spread[m], USUAL * spread[m]));
      sum += jump[m] * jump[m];
    }
    return sum / Math.max(1, jump.length);
  }

  double together(Level level) {
    double sum = 0;
    for (int way = 0; way < jump.length; way++) {
      double along = 0;
      for (int m = 0; m < jump.length; m++) {
        along += ways.vectors()[way][m] * Math.max(-FARTHEST, Math.min(FARTHEST, level.off[m] / jumpSpread[m]));
      }
      double part = bounded(along / Math.sqrt(Math.max(LEAST_SPREAD, ways.values()[way])));
      sum += part * part;
    }
    return sum / Math.max(1, jump.length);
  }

  private static double bounded(double jump) {
    double size = Math.abs(jump);
    return size <= LARGE ? size : LARGE * (1 + 0.05 * Math.log(size / LARGE));
  }

  private static double[][] covariance(List<double[]> offs, double[] scale) {
    int metrics = scale.length;
    double[][] covariance = new double[metrics][metrics];
    for (double[] off : offs) {
      for (int a = 0; a < metrics; a++) {
        for (int b = 0; b <= a; b++) {
          covariance[a][b] += off[a] / scale[a] * (off[b] / scale[b]) / offs.size();
        }
      }
    }
    for (int a = 0; a < metrics; a++) {
      for (int b = 0; b < a; b++) {
        covariance[b][a] = covariance[a][b];
      }
    }
    return covariance;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted.length == 0 ? 1 : sorted[sorted.length / 2];
  }
}

package dev.signalbox.forecast.anomaly;

/**
 * How abruptly metrics leave where they were within the last hour. Adapts, so that what goes on is no news: it finds the
 * beginning of an incident, {@link Baseline} its extent.
 */
final class Surprise {

  private static final double MEMORY_SECONDS = 3600;
  private static final double USUAL = 0.6;
  private static final double MOST = 7;

  private final double[] level;
  private final double[] variance;
  final double[] jump;

  Surprise(int metrics) {
    level = new double[metrics];
    java.util.Arrays.fill(level, Double.NaN);
    variance = new double[metrics];
    jump = new double[metrics];
  }

  /**
   * @param seconds since the last row
   * @param spread usual spread of each metric
   * @return the mean of the squared jumps, each in units of its own spread and bounded
   */
  double next(double seconds, double[] values, double[] spread) {
    double share = 1 - Math.exp(-Math.min(seconds, MEMORY_SECONDS) / MEMORY_SECONDS);
    double sum = 0;
    for (int m = 0; m < level.length; m++) {
      double x = values[m];
      jump[m] = 0;
      if (Double.isNaN(x)) {
        continue;
      }
      if (Double.isNaN(level[m])) {
        level[m] = x;
      }
      double off = x - level[m];
      double usual = USUAL * spread[m];
      jump[m] = Math.min(MOST, Math.abs(off) / Math.sqrt(variance[m] + usual * usual));
      sum += jump[m] * jump[m];
      level[m] += share * off;
      variance[m] = (1 - share) * (variance[m] + share * off * off);
    }
    return sum / Math.max(1, level.length);
  }
}

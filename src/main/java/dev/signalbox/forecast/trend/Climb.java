package dev.signalbox.forecast.trend;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A metric that has been rising for hours beside its usual course: what is left after the mean of the same half hours of
 * the days before rises steadily, and by more than it usually moves.
 */
final class Climb {

  private static final int[] HALF_HOURS = {12, 8, 5};
  private static final int DAYS = 7;
  private static final double STEADY = 0.75;
  private static final double USUAL_STEPS = 4;
  private static final double LEAST_RISE = 0.02;
  /** How much longer than so far it may be thought to go on. */
  private static final int LONGER = 2;

  private final Series series;
  private final long here;
  private final long now;
  private final double[] excess;
  private final double[] rates; // per second, between any two half hours, ascending

  private Climb(Series series, long here, long now, double[] excess) {
    this.series = series;
    this.here = here;
    this.now = now;
    this.excess = excess;
    rates = rates(excess);
  }

  /** The longest rise that is steady; null if there is none. */
  static @Nullable Climb of(Series series, long now) {
    long here = Math.floorDiv(series.lastRead(), Series.SLOT);
    double usual = usualStep(series, here - HALF_HOURS[0]);
    for (int length : HALF_HOURS) {
      double[] excess = new double[length];
      for (int i = 0; i < length; i++) {
        long slot = here - length + 1 + i;
        excess[i] = series.mean(slot, slot + 1) - season(series, slot);
      }
      Climb climb = new Climb(series, here, now, excess);
      if (climb.isSteady(usual)) {
        return climb;
      }
    }
    return null;
  }

  private boolean isSteady(double usual) {
    int up = 0;
    for (int i = 1; i < excess.length; i++) {
      up += excess[i] > excess[i - 1] ? 1 : 0;
    }
    double rise = excess[excess.length - 1] - excess[0];
    return up >= STEADY * (excess.length - 1) // and so no half hour is missing
        && rise > Math.max(USUAL_STEPS * usual, LEAST_RISE * Math.abs(series.level()))
        && rates[rates.length / 10] > 0;
  }

  /** Seconds until the limit at each of the rates seen; infinite where that is farther than can be believed. */
  double[] delays(double limit, long horizon) {
    long believed = Math.min(horizon, LONGER * (excess.length - 1L) * Series.SLOT);
    double[] delays = new double[rates.length];
    for (int r = 0; r < rates.length; r++) {
      delays[r] = Double.POSITIVE_INFINITY;
      for (int slot = 1; (slot - 1) * (long) Series.SLOT < believed; slot++) {
        double then = season(series, here + slot) - season(series, here) + series.level();
        double rising = rates[r] * slot * Series.SLOT;
        if (then + rising >= limit) {
          double before = slot == 1 ? series.level() : season(series, here + slot - 1) - season(series, here)
              + series.level() + rates[r] * (slot - 1) * Series.SLOT;
          double part = before >= limit ? 0 : (limit - before) / (then + rising - before);
          delays[r] = Math.max(0, (slot - 1 + part) * Series.SLOT - (now - series.lastRead()));
          break;
        }
      }
    }
    return delays;
  }

  String words() {
    return "has risen by %.3g an hour for %.3g hours, against its usual course".formatted(
        rates[rates.length / 2] * 3600, (excess.length - 1) / 2.0);
  }

  /** The mean of this half hour on the days before it; 0 where there is none, as then nothing is usual. */
  private static double season(Series series, long slot) {
    double sum = 0;
    int n = 0;
    for (int day = 1; day <= DAYS; day++) {
      double mean = series.mean(slot - (long) day * Series.A_DAY, slot - (long) day * Series.A_DAY + 1);
      if (!Double.isNaN(mean)) {
        sum += mean;
        n++;
      }
    }
    return n == 0 ? 0 : sum / n;
  }

  /** How far it usually moves from one half hour to the next, on the day before. */
  private static double usualStep(Series series, long until) {
    double[] steps = new double[Series.A_DAY];
    int n = 0;
    for (long slot = until - Series.A_DAY; slot < until; slot++) {
      double step = Math.abs(series.mean(slot + 1, slot + 2) - series.mean(slot, slot + 1));
      if (!Double.isNaN(step)) {
        steps[n++] = step;
      }
    }
    Arrays.sort(steps, 0, n);
    return n == 0 ? 0 : steps[n / 2];
  }

  private static double[] rates(double[] excess) {
    double[] rates = new double[excess.length * (excess.length - 1) / 2];
    int n = 0;
    for (int i = 0; i < excess.length; i++) {
      for (int j = i + 1; j < excess.length; j++) {
        rates[n++] = (excess[j] - excess[i]) / ((j - i) * (double) Series.SLOT);
      }
    }
    Arrays.sort(rates);
    return rates;
  }
}

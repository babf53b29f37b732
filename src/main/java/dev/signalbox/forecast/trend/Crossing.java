package dev.signalbox.forecast.trend;

import java.time.Instant;
import java.util.Arrays;

/**
 * Estimates when a metric crosses: each of the days before, moved up or down to where the metric is now, is one way
 * that it may go on. What has only grown so far (a disk that fills) goes on growing instead, at the rates seen between
 * any two days; what has been climbing for hours against its usual course (memory that leaks) goes on climbing.
 */
final class Crossing {

  static final int DAYS_NEEDED = 3;

  private static final int GROWTH_DAYS_NEEDED = 5;
  private static final double MOSTLY = 0.9;

  private Crossing() {}

  static Outlook of(Series series, long now, double limit, long horizon) {
    if (series.level() >= limit) {
      return new Outlook.AlreadyOver();
    }
    if (now - series.lastRead() > Series.SLOT) {
      return new Outlook.TooLittleData();
    }
    Climb climb = Climb.of(series, now);
    if (climb != null) {
      double[] delays = climb.delays(limit, horizon);
      Outlook climbing = outlook(now, delays, horizon, climb.words());
      if (climbing instanceof Outlook.Crosses) {
        return climbing;
      }
    }
    double[] daily = daily(series, now);
    boolean grows = grows(daily);
    double[] delays = grows ? growth(daily, series.level(), limit) : days(series, now, limit, horizon);
    if (delays.length < DAYS_NEEDED) {
      return new Outlook.TooLittleData();
    }
    return outlook(now, delays, horizon, grows
        ? "has grown by %.3g a day for %d days".formatted(
            (daily[daily.length - 1] - daily[0]) / (daily.length - 1), daily.length)
        : "went over the limit on %d of the %d days before, from where it is now".formatted(
            Arrays.stream(delays).filter(each -> each <= horizon).count(), delays.length));
  }

  private static Outlook outlook(long now, double[] delays, long horizon, String why) {
    Arrays.sort(delays);
    double middle = delays[delays.length / 2];
    double share = Arrays.stream(delays).filter(each -> each <= horizon).count() / (double) delays.length;
    return middle > horizon
        ? new Outlook.NotExpected()
        : new Outlook.Crosses(at(now, middle), at(now, delays[delays.length / 10]),
            at(now, Math.min(horizon, delays[delays.length - 1 - delays.length / 10])), share, why);
  }

  private static Instant at(long now, double delay) {
    return Instant.ofEpochSecond(now + Math.round(delay));
  }

  /** Seconds until the limit on each day before; infinite where it would not have crossed. */
  private static double[] days(Series series, long now, double limit, long horizon) {
    long here = Math.floorDiv(now, Series.SLOT) + 1;
    double[] delays = new double[Series.DAYS];
    int n = 0;
    for (int day = 1; day < Series.DAYS; day++) {
      long then = here - (long) day * Series.A_DAY;
      double before = series.mean(then - 2, then);
      if (Double.isNaN(before)) {
        continue;
      }
      double moved = series.mean(here - 2, here) - before;
      double delay = Double.POSITIVE_INFINITY;
      for (int slot = 0; slot * (long) Series.SLOT < horizon; slot++) {
        if (series.highest(then + slot, then + slot + 1) + moved >= limit) {
          delay = slot * (double) Series.SLOT;
          break;
        }
      }
      delays[n++] = delay;
    }
    return Arrays.copyOf(delays, n);
  }

  /** The mean of each whole day back from now, the oldest first. */
  private static double[] daily(Series series, long now) {
    long here = Math.floorDiv(now, Series.SLOT) + 1;
    double[] means = new double[Series.DAYS];
    int n = 0;
    for (int day = Series.DAYS - 1; day >= 0; day--) {
      double mean = series.mean(here - (day + 1L) * Series.A_DAY, here - (long) day * Series.A_DAY);
      if (!Double.isNaN(mean)) {
        means[n++] = mean;
      }
    }
    return Arrays.copyOf(means, n);
  }

  private static boolean grows(double[] daily) {
    int up = 0;
    for (int i = 1; i < daily.length; i++) {
      up += daily[i] > daily[i - 1] ? 1 : 0;
    }
    return daily.length >= GROWTH_DAYS_NEEDED && up >= MOSTLY * (daily.length - 1);
  }

  /** Seconds until the limit at the rate between each two days. */
  private static double[] growth(double[] daily, double level, double limit) {
    double[] delays = new double[daily.length * (daily.length - 1) / 2];
    int n = 0;
    for (int i = 0; i < daily.length; i++) {
      for (int j = i + 1; j < daily.length; j++) {
        double perSecond = (daily[j] - daily[i]) / ((j - i) * 86_400.0);
        delays[n++] = perSecond <= 0 ? Double.POSITIVE_INFINITY : (limit - level) / perSecond;
      }
    }
    return delays;
  }
}

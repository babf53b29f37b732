package dev.signalbox.forecast.trend;

import java.util.Arrays;

/** What may say that a metric crosses its limit within the horizon, in units of the limit (1 = at the limit). */
final class TrendFeatures {

  /** Names for people; the same order as in a row. */
  static final String[] LABELS = {
    "now", "mean of the last hour", "mean of the last 6 hours", "mean of the last day",
    "highest of the last hour", "highest of the last 6 hours", "highest of the last day", "highest of the last week",
    "rise within the last hour", "rise within the last 6 hours",
    "highest in these hours yesterday", "highest in these hours two days ago", "highest in these hours three days ago",
    "highest in these hours a week ago", "highest in these hours two weeks ago",
    "mean over days of the highest in these hours", "share of days that crossed in these hours",
    "usual rise in these hours added to now", "largest rise in these hours added to now",
    "distance from the usual level at this time", "usual mean in these hours",
    "share of half hours over the limit in the last week", "spread of the highest in these hours",
    "share of recent days that crossed in these hours"
  };

  static final int WIDTH = LABELS.length;

  private final int ahead;

  TrendFeatures(long horizonSeconds) {
    ahead = (int) Math.max(1, (horizonSeconds + Series.SLOT - 1) / Series.SLOT);
  }

  float[] row(Series series, long now, double limit) {
    long slot = Math.floorDiv(now, Series.SLOT);
    boolean begun = Math.floorMod(now, Series.SLOT) == 0; // the half hour that begins now holds one sample at most
    long here = begun ? slot : slot + 1;
    float[] row = new float[WIDTH];
    Arrays.fill(row, Float.NaN);
    double level = series.level();
    double[] basic = {
      level, series.mean(here - 2, here), series.mean(here - 12, here), series.mean(here - Series.A_DAY, here),
      series.highest(here - 2, here), series.highest(here - 12, here), series.highest(here - Series.A_DAY, here),
      series.highest(here - 7L * Series.A_DAY, here)};
    for (int i = 0; i < basic.length; i++) {
      row[i] = (float) (basic[i] / limit);
    }
    row[8] = (float) ((level - series.mean(here - 4, here - 2)) / limit);
    row[9] = (float) ((basic[2] - series.mean(here - 24, here - 12)) / limit);
    season(series, here, limit, basic[1], row);
    return row;
  }

  private void season(Series series, long here, double limit, double hour, float[] row) {
    double n = 0;
    double sum = 0;
    double squares = 0;
    double crossed = 0;
    double rises = 0;
    double largest = Double.NaN;
    double before = 0;
    double means = 0;
    double weight = 0;
    double recent = 0;
    for (int day = 1; day < Series.DAYS; day++) {
      long then = here - (long) day * Series.A_DAY;
      double most = series.highest(then, then + ahead) / limit;
      double level = series.mean(then - 2, then) / limit;
      if (Double.isNaN(most) || Double.isNaN(level)) {
        continue;
      }
      int place = day <= 3 ? 9 + day : day == 7 ? 13 : day == 14 ? 14 : -1;
      if (place >= 0) {
        row[place] = (float) most;
      }
      n++;
      sum += most;
      squares += most * most;
      crossed += most >= 1 ? 1 : 0;
      rises += most - level;
      largest = Double.isNaN(largest) ? most - level : Math.max(largest, most - level);
      before += level;
      means += series.mean(then, then + ahead) / limit;
      double fresh = Math.pow(0.75, day) + (day % 7 == 0 ? 0.3 : 0);
      weight += fresh;
      recent += most >= 1 ? fresh : 0;
    }
    row[21] = (float) over(series, here, limit);
    if (n == 0) {
      return;
    }
    row[15] = (float) (sum / n);
    row[16] = (float) (crossed / n);
    row[17] = (float) (hour / limit + rises / n);
    row[18] = (float) (hour / limit + largest);
    row[19] = (float) (hour / limit - before / n);
    row[20] = (float) (means / n);
    row[22] = (float) Math.sqrt(Math.max(0, squares / n - sum / n * (sum / n)));
    row[23] = (float) (recent / weight);
  }

  private static double over(Series series, long here, double limit) {
    double n = 0;
    double over = 0;
    for (long slot = here - 7L * Series.A_DAY; slot < here; slot++) {
      double most = series.highest(slot, slot + 1);
      if (!Double.isNaN(most)) {
        n++;
        over += most >= limit ? 1 : 0;
      }
    }
    return n == 0 ? Double.NaN : over / n;
  }
}

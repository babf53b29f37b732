package dev.signalbox.forecast.trend;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The last {@value #DAYS} days of one metric of one server: maximum and mean of each half hour. Half hours without a
 * sample are NaN.
 */
final class Series {

  static final int DAYS = 15;
  static final int SLOT = 1800;
  static final int A_DAY = 86_400 / SLOT;

  private static final int SLOTS = DAYS * A_DAY;

  private final float[] highest = new float[SLOTS];
  private final float[] sum = new float[SLOTS];
  private final short[] count = new short[SLOTS];
  private long current = Long.MIN_VALUE;
  private long first = Long.MIN_VALUE;
  private long lastRead = Long.MIN_VALUE;
  private double level = Double.NaN;

  Series() {
    Arrays.fill(highest, Float.NaN);
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(current);
    out.writeLong(first);
    out.writeLong(lastRead);
    out.writeDouble(level);
    for (int i = 0; i < SLOTS; i++) {
      out.writeShort(count[i]);
      if (count[i] != 0) {
        out.writeFloat(highest[i]);
        out.writeFloat(sum[i]);
      }
    }
  }

  static Series read(DataInput in) throws IOException {
    Series series = new Series();
    series.current = in.readLong();
    series.first = in.readLong();
    series.lastRead = in.readLong();
    series.level = in.readDouble();
    for (int i = 0; i < SLOTS; i++) {
      series.count[i] = in.readShort();
      if (series.count[i] != 0) {
        series.highest[i] = in.readFloat();
        series.sum[i] = in.readFloat();
      }
    }
    return series;
  }

  /** A sample that is older than the last one is ignored: the half hour that it belongs to has been used already. */
  boolean read(long second, double value) {
    if (Double.isNaN(value) || second <= lastRead) {
      return false;
    }
    long slot = Math.floorDiv(second, SLOT);
    if (current == Long.MIN_VALUE) {
      current = slot;
      first = slot;
    }
    for (; current < slot && slot - current < SLOTS; ) {
      clear(++current);
    }
    if (current < slot) {
      Arrays.fill(highest, Float.NaN);
      Arrays.fill(sum, 0);
      Arrays.fill(count, (short) 0);
      current = slot;
    }
    int at = place(slot);
    highest[at] = Float.isNaN(highest[at]) ? (float) value : Math.max(highest[at], (float) value);
    sum[at] += (float) value;
    count[at]++;
    level = value;
    lastRead = second;
    return true;
  }

  private void clear(long slot) {
    int at = place(slot);
    highest[at] = Float.NaN;
    sum[at] = 0;
    count[at] = 0;
  }

  private static int place(long slot) {
    return (int) Math.floorMod(slot, (long) SLOTS);
  }

  double level() {
    return level;
  }

  long lastRead() {
    return lastRead;
  }

  /** Days since the first sample. */
  double age(long second) {
    return first == Long.MIN_VALUE ? 0 : (second / (double) SLOT - first) / A_DAY;
  }

  /** The highest value of the half hours {@code [from, to)}; NaN where nothing was read or it is too long ago. */
  double highest(long from, long to) {
    double most = Double.NaN;
    for (long slot = Math.max(from, current - SLOTS + 1); slot < Math.min(to, current + 1); slot++) {
      float here = highest[place(slot)];
      if (!Float.isNaN(here) && !(most >= here)) {
        most = here;
      }
    }
    return most;
  }

  /** The mean of the half hours {@code [from, to)}, each as important as any other; NaN as above. */
  double mean(long from, long to) {
    double total = 0;
    int n = 0;
    for (long slot = Math.max(from, current - SLOTS + 1); slot < Math.min(to, current + 1); slot++) {
      int at = place(slot);
      if (count[at] > 0) {
        total += sum[at] / count[at];
        n++;
      }
    }
    return n == 0 ? Double.NaN : total / n;
  }
}

package dev.signalbox.forecast.failure;

import dev.signalbox.forecast.failure.Layout.Form;
import dev.signalbox.forecast.learn.Stored;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * One metric of one server in constant space: its last value, how that compares with what it was on average, and when
 * it changed. A value stands until the next one comes.
 */
final class Gauge {

  private static final double[] DAYS = {3, 14, 60};
  private static final double DAY = 86_400;

  private final int last;
  private final int[] rise = new int[DAYS.length];
  private final int still;
  private final double[] average = new double[DAYS.length];
  private double value = Double.NaN;
  private long at;
  private long changed;

  Gauge(Layout layout, String metric) {
    last = layout.place(metric, Form.LOG);
    for (int i = 0; i < DAYS.length; i++) {
      rise[i] = layout.place("rise of %s against the last %.0f days".formatted(metric, DAYS[i]), Form.LOG);
    }
    still = layout.place("days since %s changed".formatted(metric), Form.LOG);
  }

  void write(DataOutput out) throws IOException {
    out.writeDouble(value);
    out.writeLong(at);
    out.writeLong(changed);
    Stored.write(average, out);
  }

  void read(DataInput in) throws IOException {
    value = in.readDouble();
    at = in.readLong();
    changed = in.readLong();
    System.arraycopy(Stored.doubles(in), 0, average, 0, average.length);
  }

  void read(long second, double now) {
    if (Double.isNaN(now)) {
      return;
    }
    if (Double.isNaN(value)) {
      Arrays.fill(average, now);
      changed = 0;
    } else {
      for (int i = 0; i < average.length; i++) {
        average[i] = average(i, second);
      }
      if (now != value) {
        changed = second;
      }
    }
    value = now;
    at = Math.max(at, second);
  }

  private double average(int i, long second) {
    return value + (average[i] - value) * Math.exp(-Math.max(0, second - at) / (DAYS[i] * DAY));
  }

  void fill(float[] row, long second) {
    if (Double.isNaN(value)) {
      return;
    }
    row[last] = Layout.form(Form.LOG, value);
    for (int i = 0; i < rise.length; i++) {
      row[rise[i]] = Layout.form(Form.LOG, value - average(i, second));
    }
    row[still] = Layout.form(Form.LOG, changed == 0 ? 1000 : (second - changed) / DAY);
  }
}

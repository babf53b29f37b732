package dev.signalbox.forecast.anomaly;

import dev.signalbox.forecast.learn.Stored;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The last week of a server, one row for each half hour, and for how long the server has been unlike itself in it. What
 * has lasted for a week is no incident but how the server is now.
 */
final class Week {

  private static final long SPACING = 1800;
  private static final int ROWS = 336;
  private static final double LASTING = 7 * 86_400;
  /** A while of usual days between strange ones is forgotten less fast than it passes. */
  private static final double BACK = 3;
  /** A gap says nothing about what was in it. */
  private static final double LONGEST = 3600;

  private final int metrics;
  private float[] rows = {};
  private long added;
  private long last = Long.MIN_VALUE;
  private double strange;

  Week(int metrics) {
    this.metrics = metrics;
  }

  void add(long second, double seconds, double[] values, boolean odd) {
    double passed = Math.min(seconds, LONGEST);
    strange = Math.max(0, strange + (odd ? passed : -BACK * passed));
    if (last != Long.MIN_VALUE && second - last < SPACING) {
      return;
    }
    last = second;
    if (rows.length == 0) {
      rows = new float[ROWS * metrics];
    }
    int at = (int) (added++ % ROWS) * metrics;
    for (int m = 0; m < metrics; m++) {
      rows[at + m] = (float) values[m];
    }
  }

  /** Whether the server has been unlike itself for a week, and is known well enough as it is now. */
  boolean isNewNormal() {
    return strange >= LASTING && added >= ROWS / 2;
  }

  /** As a past to learn from; what follows counts anew. */
  History taken() {
    History past = new History(ROWS);
    int count = (int) Math.min(added, ROWS);
    for (long i = added - count; i < added; i++) {
      double[] row = new double[metrics];
      for (int m = 0; m < metrics; m++) {
        row[m] = rows[(int) (i % ROWS) * metrics + m];
      }
      past.add(i * SPACING, row);
    }
    strange = 0;
    return past;
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(added);
    out.writeLong(last);
    out.writeDouble(strange);
    out.writeInt(rows.length);
    for (float each : rows) {
      out.writeFloat(each);
    }
  }

  static Week read(DataInput in, int metrics) throws IOException {
    Week week = new Week(metrics);
    week.added = in.readLong();
    week.last = in.readLong();
    week.strange = in.readDouble();
    week.rows = new float[Stored.length(in)];
    for (int i = 0; i < week.rows.length; i++) {
      week.rows[i] = in.readFloat();
    }
    return week;
  }
}

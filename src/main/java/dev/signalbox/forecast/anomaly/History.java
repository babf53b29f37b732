package dev.signalbox.forecast.anomaly;

import java.util.ArrayList;
import java.util.List;

/** The latest rows of a server's past, at most {@value #MOST}, until a baseline is made of them. */
final class History {

  private static final int MOST = 40_000;

  private final List<double[]> rows = new ArrayList<>();
  private final List<Long> seconds = new ArrayList<>();
  private int added;

  void add(long second, double[] values) {
    if (rows.size() < MOST) {
      rows.add(values);
      seconds.add(second);
    } else {
      rows.set(added % MOST, values);
      seconds.set(added % MOST, second);
    }
    added++;
  }

  int size() {
    return rows.size();
  }

  /** In order of time, 0 is the oldest. */
  double[] row(int index) {
    return rows.get(place(index));
  }

  /** Since the row before. */
  double seconds(int index) {
    return index == 0 ? 1 : seconds.get(place(index)) - seconds.get(place(index - 1));
  }

  private int place(int index) {
    return added <= MOST ? index : (added + index) % MOST;
  }
}

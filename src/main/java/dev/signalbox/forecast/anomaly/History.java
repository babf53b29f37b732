package dev.signalbox.forecast.anomaly;

import dev.signalbox.forecast.learn.Stored;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The latest rows of a server's past, until a baseline is made of them. */
final class History {

  private final int most;
  private final List<double[]> rows = new ArrayList<>();
  private final List<Long> seconds = new ArrayList<>();
  private int added;

  /** @param most how many rows to keep */
  History(int most) {
    this.most = most;
  }

  void add(long second, double[] values) {
    if (rows.size() < most) {
      rows.add(values);
      seconds.add(second);
    } else {
      rows.set(added % most, values);
      seconds.set(added % most, second);
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

  long second(int index) {
    return seconds.get(place(index));
  }

  /** Since the row before. */
  double seconds(int index) {
    return index == 0 ? 1 : seconds.get(place(index)) - seconds.get(place(index - 1));
  }

  private int place(int index) {
    return added <= most ? index : (added + index) % most;
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(size());
    for (int i = 0; i < size(); i++) {
      out.writeLong(seconds.get(place(i)));
      Stored.write(row(i), out);
    }
  }

  static History read(DataInput in, int most) throws IOException {
    History history = new History(most);
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      history.add(in.readLong(), Stored.doubles(in));
    }
    return history;
  }
}

package dev.signalbox.forecast.anomaly;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * How rare a value is among those before it, for values in the upper tail: keeps the {@value #KEPT} largest and a
 * count.
 */
final class Rarity {

  private static final int KEPT = 512;

  private final double[] largest = new double[KEPT]; // ascending, filled from the end
  private int kept;
  private long count;

  void write(DataOutput out) throws IOException {
    out.writeLong(count);
    out.writeInt(kept);
    for (int i = KEPT - kept; i < KEPT; i++) {
      out.writeDouble(largest[i]);
    }
  }

  static Rarity read(DataInput in) throws IOException {
    Rarity rarity = new Rarity();
    rarity.count = in.readLong();
    rarity.kept = in.readInt();
    for (int i = KEPT - rarity.kept; i < KEPT; i++) {
      rarity.largest[i] = in.readDouble();
    }
    return rarity;
  }

  void add(double value) {
    count++;
    if (kept == KEPT && value <= largest[0]) {
      return;
    }
    int place = place(value);
    if (kept < KEPT) {
      System.arraycopy(largest, KEPT - kept, largest, KEPT - kept - 1, place - (KEPT - kept));
      kept++;
    } else {
      System.arraycopy(largest, 1, largest, 0, place - 1);
    }
    largest[place - 1] = value;
  }

  /** The first place of a value that is not smaller. */
  private int place(double value) {
    int found = Arrays.binarySearch(largest, KEPT - kept, KEPT, value);
    if (found < 0) {
      return -found - 1;
    }
    while (found > KEPT - kept && largest[found - 1] == value) {
      found--;
    }
    return found;
  }

  /**
   * Orders of magnitude: 2 is one value in a hundred, and more for what is larger than all before. 0 for what is usual.
   */
  double of(double value) {
    if (kept == KEPT && value < largest[0]) {
      return 0;
    }
    int atLeast = KEPT - place(value);
    double most = kept == 0 ? 0 : largest[KEPT - 1];
    return Math.log10((count + 1.0) / (atLeast + 1)) + (most > 0 && value > most ? Math.log10(value / most) : 0);
  }
}

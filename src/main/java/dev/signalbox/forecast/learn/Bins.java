package dev.signalbox.forecast.learn;

import java.util.Arrays;

/** Cuts one feature into at most {@value #MOST} bins with about as many rows each. Bin 0 is for missing values. */
final class Bins {

  static final int MOST = 64;

  private static final int LOOKED_AT = 200_000;

  /** Ascending; a value falls into bin i + 1 if edge i is the first that it does not exceed. */
  private final float[] edges;

  private Bins(float[] edges) {
    this.edges = edges;
  }

  static Bins of(Examples examples, int feature) {
    int stride = Math.max(1, examples.size() / LOOKED_AT);
    float[] values = new float[examples.size() / stride + 1];
    int n = 0;
    for (int i = 0; i < examples.size(); i += stride) {
      float x = examples.row(i)[feature];
      if (!Float.isNaN(x)) {
        values[n++] = x;
      }
    }
    Arrays.sort(values, 0, n);
    float[] edges = new float[MOST - 2];
    int cuts = 0;
    int position = 0;
    for (int cut = 1; cut < MOST - 1 && position < n; cut++) {
      // what fills several bins is one bin, and the rest is shared out anew
      int left = MOST - 1 - cut;
      position = Math.max(position + 1, position + (n - position) / (left + 1));
      if (position >= n) {
        break;
      }
      float edge = values[position - 1];
      while (position < n && values[position] == edge) {
        position++;
      }
      if (position < n) {
        edges[cuts++] = edge + (values[position] - edge) / 2;
      }
    }
    return new Bins(Arrays.copyOf(edges, cuts));
  }

  int bin(float value) {
    if (Float.isNaN(value)) {
      return 0;
    }
    int found = Arrays.binarySearch(edges, value);
    return (found >= 0 ? found : -found - 1) + 1;
  }

  /** How many bins, with that of missing values. */
  int count() {
    return edges.length + 2;
  }

  /** The largest value of a bin but the last. */
  float upTo(int bin) {
    return edges[bin - 1];
  }
}

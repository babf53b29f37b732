package dev.signalbox.forecast.learn;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * One tree of decisions, laid out like a heap: the children of node i are 2i + 1 (at most the threshold) and 2i + 2.
 *
 * @param feature which feature a node looks at, -1 for a leaf
 * @param missingLeft where a missing value goes
 * @param value log odds, at inner nodes the average of those below
 */
record Tree(int[] feature, float[] threshold, boolean[] missingLeft, float[] value) {

  void write(DataOutput out) throws IOException {
    out.writeInt(feature.length);
    for (int i = 0; i < feature.length; i++) {
      out.writeInt(feature[i]);
      out.writeFloat(threshold[i]);
      out.writeBoolean(missingLeft[i]);
      out.writeFloat(value[i]);
    }
  }

  static Tree read(DataInput in) throws IOException {
    int nodes = Stored.length(in);
    Tree tree = new Tree(new int[nodes], new float[nodes], new boolean[nodes], new float[nodes]);
    for (int i = 0; i < nodes; i++) {
      tree.feature[i] = in.readInt();
      tree.threshold[i] = in.readFloat();
      tree.missingLeft[i] = in.readBoolean();
      tree.value[i] = in.readFloat();
    }
    return tree;
  }

  double score(float[] row) {
    int node = 0;
    while (feature[node] >= 0) {
      node = next(node, row);
    }
    return value[node];
  }

  /** What each step of the row's way through the tree adds goes to the step's feature; returns the score. */
  double explain(float[] row, double[] into) {
    int node = 0;
    while (feature[node] >= 0) {
      int next = next(node, row);
      into[feature[node]] += value[next] - value[node];
      node = next;
    }
    return value[node];
  }

  private int next(int node, float[] row) {
    float x = row[feature[node]];
    boolean left = Float.isNaN(x) ? missingLeft[node] : x <= threshold[node];
    return 2 * node + (left ? 1 : 2);
  }
}

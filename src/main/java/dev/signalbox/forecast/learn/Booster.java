package dev.signalbox.forecast.learn;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Gradient-boosted trees: a sum of small trees, each of which corrects those before it. */
public final class Booster implements Scorer {

  private final double base;
  private final List<Tree> trees;

  Booster(double base, List<Tree> trees) {
    this.base = base;
    this.trees = List.copyOf(trees);
  }

  public static Booster fit(Examples examples, BoosterSettings settings) {
    return new BoosterTraining(examples, settings).train();
  }

  void write(DataOutput out) throws IOException {
    out.writeDouble(base);
    out.writeInt(trees.size());
    for (Tree tree : trees) {
      tree.write(out);
    }
  }

  static Booster read(DataInput in) throws IOException {
    double base = in.readDouble();
    int count = Stored.length(in);
    List<Tree> trees = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      trees.add(Tree.read(in));
    }
    return new Booster(base, trees);
  }

  @Override
  public double score(float[] row) {
    double sum = base;
    for (Tree tree : trees) {
      sum += tree.score(row);
    }
    return sum;
  }

  @Override
  public double explain(float[] row, double[] into) {
    double sum = base;
    for (Tree tree : trees) {
      sum += tree.explain(row, into);
    }
    return sum;
  }
}

package dev.signalbox.forecast.learn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Grows trees level by level on histograms of the log loss's gradient and curvature. */
final class BoosterTraining {

  private final Examples examples;
  private final BoosterSettings settings;
  private final SplittableRandom random;
  private final Bins[] bins;
  private final byte[][] binned; // by feature, then row
  private final int[] usual; // the fullest bin of each feature, which is not counted but inferred
  private final double[] scores;
  private final float[] gradient;
  private final float[] curve;
  private final int[] chosen; // the rows that the tree at hand sees
  private final byte[] place; // node of each chosen row within its level
  private int seen;

  BoosterTraining(Examples examples, BoosterSettings settings) {
    this.examples = examples;
    this.settings = settings;
    random = new SplittableRandom(settings.seed());
    bins = new Bins[examples.width()];
    binned = new byte[examples.width()][examples.size()];
    usual = new int[bins.length];
    for (int f = 0; f < bins.length; f++) {
      bins[f] = Bins.of(examples, f);
      int[] counts = new int[Bins.MOST];
      for (int i = 0; i < examples.size(); i++) {
        int bin = bins[f].bin(examples.row(i)[f]);
        binned[f][i] = (byte) bin;
        usual[f] = ++counts[bin] > counts[usual[f]] ? bin : usual[f];
      }
    }
    scores = new double[examples.size()];
    gradient = new float[examples.size()];
    curve = new float[examples.size()];
    chosen = new int[examples.size()];
    place = new byte[examples.size()];
  }

  Booster train() {
    double base = Logit.logOdds(examples.rate());
    List<Tree> trees = new ArrayList<>();
    if (examples.positives() == 0 || examples.positives() == examples.size()) {
      return new Booster(base, trees);
    }
    Arrays.fill(scores, base);
    for (int i = 0; i < settings.trees(); i++) {
      slopes();
      Tree tree = grow();
      trees.add(tree);
      for (int row = 0; row < scores.length; row++) {
        scores[row] += tree.score(examples.row(row));
      }
    }
    return new Booster(base, trees);
  }

  private void slopes() {
    seen = 0;
    for (int i = 0; i < scores.length; i++) {
      if (random.nextDouble() < settings.rows()) {
        double p = Logit.probability(scores[i]);
        double weight = examples.weight(i);
        gradient[seen] = (float) (weight * ((examples.label(i) ? 1 : 0) - p));
        curve[seen] = (float) (weight * p * (1 - p));
        place[seen] = 0;
        chosen[seen++] = i;
      }
    }
  }

  private Tree grow() {
    int nodes = (1 << settings.depth() + 1) - 1;
    Tree tree = new Tree(new int[nodes], new float[nodes], new boolean[nodes], new float[nodes]);
    Arrays.fill(tree.feature(), -1);
    int[] features = features();
    for (int level = 0; level < settings.depth(); level++) {
      int first = (1 << level) - 1;
      Split[] best = best(features, 1 << level);
      boolean any = false;
      for (int i = 0; i < best.length; i++) {
        if (best[i] != null && (level == 0 || tree.feature()[(first + i - 1) / 2] >= 0)) {
          any = true;
          best[i].into(tree, first + i, settings, bins);
        } else {
          best[i] = null;
        }
      }
      if (!any) {
        break;
      }
      descend(best);
    }
    return tree;
  }

  private int[] features() {
    int[] some = new int[bins.length];
    int n = 0;
    for (int f = 0; f < bins.length; f++) {
      if (bins[f].count() > 2 || hasMissing(f)) {
        if (random.nextDouble() < settings.features()) {
          some[n++] = f;
        }
      }
    }
    if (n == 0 && bins.length > 0) {
      some[n++] = random.nextInt(bins.length);
    }
    return Arrays.copyOf(some, n);
  }

  private boolean hasMissing(int feature) {
    for (int i = 0; i < Math.min(1000, examples.size()); i++) {
      if (binned[feature][i] == 0) {
        return true;
      }
    }
    return false;
  }

  private Split[] best(int[] features, int nodes) {
    Split[] best = new Split[nodes];
    double[] totals = new double[nodes * 2];
    for (int i = 0; i < seen; i++) {
      if (place[i] >= 0) {
        totals[2 * place[i]] += gradient[i];
        totals[2 * place[i] + 1] += curve[i];
      }
    }
    double[] sums = new double[nodes * Bins.MOST * 2];
    for (int feature : features) {
      histograms(feature, totals, sums);
      for (int node = 0; node < nodes; node++) {
        Split split = Split.best(feature, sums, node * Bins.MOST * 2, bins[feature].count(), settings);
        if (split != null && (best[node] == null || split.gain() > best[node].gain())) {
          best[node] = split;
        }
      }
    }
    return best;
  }

  private void histograms(int feature, double[] totals, double[] sums) {
    Arrays.fill(sums, 0);
    byte[] column = binned[feature];
    int skipped = usual[feature];
    for (int i = 0; i < seen; i++) {
      int bin = column[chosen[i]];
      if (bin != skipped && place[i] >= 0) {
        int at = (place[i] * Bins.MOST + bin) * 2;
        sums[at] += gradient[i];
        sums[at + 1] += curve[i];
      }
    }
    for (int node = 0; node * 2 < totals.length; node++) {
      int from = node * Bins.MOST * 2;
      double g = totals[2 * node];
      double h = totals[2 * node + 1];
      for (int bin = 0; bin < bins[feature].count(); bin++) {
        g -= sums[from + 2 * bin];
        h -= sums[from + 2 * bin + 1];
      }
      sums[from + 2 * skipped] = g;
      sums[from + 2 * skipped + 1] = Math.max(0, h);
    }
  }

  /** Moves the rows one level down; a row in a leaf has no place any more. */
  private void descend(Split[] splits) {
    for (int i = 0; i < seen; i++) {
      if (place[i] >= 0) {
        Split split = splits[place[i]];
        place[i] = split == null ? -1 : (byte) (2 * place[i] + (split.left(binned[split.feature()][chosen[i]]) ? 0
            : 1));
      }
    }
  }
}

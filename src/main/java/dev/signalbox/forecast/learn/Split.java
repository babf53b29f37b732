package dev.signalbox.forecast.learn;

import org.jspecify.annotations.Nullable;

/**
 * The best way to part the rows of a node by one feature.
 *
 * @param upTo the last bin that goes left
 * @param sums gradient and curvature, left and right
 */
record Split(int feature, int upTo, boolean missingLeft, double gain, double[] sums) {

  /** @param from where the histogram of the node begins: gradient and curvature of bin 0 (missing), 1, 2 … */
  static @Nullable Split best(int feature, double[] histogram, int from, int bins, BoosterSettings settings) {
    double g = 0;
    double h = 0;
    for (int bin = 0; bin < bins; bin++) {
      g += histogram[from + 2 * bin];
      h += histogram[from + 2 * bin + 1];
    }
    if (h < 2 * settings.leafWeight()) {
      return null;
    }
    double missingG = histogram[from];
    double missingH = histogram[from + 1];
    double without = g * g / (h + settings.ridge());
    Split best = null;
    double leftG = 0;
    double leftH = 0;
    for (int bin = 1; bin < bins; bin++) {
      leftG += histogram[from + 2 * bin];
      leftH += histogram[from + 2 * bin + 1];
      for (int missing = 0; missing < (missingH > 0 ? 2 : 1); missing++) {
        double lg = leftG + missing * missingG;
        double lh = leftH + missing * missingH;
        double rh = h - lh;
        if (lh < settings.leafWeight() || rh < settings.leafWeight()) {
          continue;
        }
        double gain = lg * lg / (lh + settings.ridge()) + (g - lg) * (g - lg) / (rh + settings.ridge()) - without;
        if (gain > 1e-6 && (best == null || gain > best.gain)) {
          best = new Split(feature, bin, missing == 1, gain, new double[] {lg, lh, g - lg, rh});
        }
      }
    }
    return best;
  }

  boolean left(int bin) {
    return bin == 0 ? missingLeft : bin <= upTo;
  }

  /** Writes the decision into a node, and the values of its two children. */
  void into(Tree tree, int node, BoosterSettings settings, Bins[] bins) {
    tree.feature()[node] = feature;
    tree.threshold()[node] = upTo + 1 < bins[feature].count() ? bins[feature].upTo(upTo) : Float.POSITIVE_INFINITY;
    tree.missingLeft()[node] = missingLeft;
    tree.value()[2 * node + 1] = (float) (settings.rate() * sums[0] / (sums[1] + settings.ridge()));
    tree.value()[2 * node + 2] = (float) (settings.rate() * sums[2] / (sums[3] + settings.ridge()));
  }
}

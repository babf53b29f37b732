package dev.signalbox.forecast.failure;

import dev.signalbox.forecast.Reason;
import dev.signalbox.forecast.learn.Booster;
import dev.signalbox.forecast.learn.BoosterSettings;
import dev.signalbox.forecast.learn.Examples;
import dev.signalbox.forecast.learn.Logistic;
import dev.signalbox.forecast.learn.Scorer;
import java.util.List;

/**
 * What was learnt at one time: boosted trees; a logistic regression where there are too few outages for trees to tell
 * chance from cause; the smoothed rate where there are too few for anything.
 */
final class FailureModel {

  private static final int ENOUGH_FOR_WEIGHTS = 30;
  private static final int ENOUGH_FOR_TREES = 500;
  private static final double RIDGE = 50;

  private final Scorer scorer;
  private final boolean learnt;

  private FailureModel(Scorer scorer, boolean learnt) {
    this.scorer = scorer;
    this.learnt = learnt;
  }

  /** @param rate what to say before there is enough to learn from */
  static FailureModel learn(Examples examples, Scorer rate) {
    if (examples.positives() < ENOUGH_FOR_WEIGHTS) {
      return new FailureModel(rate, false);
    }
    return new FailureModel(examples.positives() < ENOUGH_FOR_TREES
        ? Logistic.fit(examples, RIDGE) : Booster.fit(examples, BoosterSettings.DEFAULT), true);
  }

  /** Log odds. */
  double score(float[] row) {
    return scorer.score(row);
  }

  List<Reason> reasons(float[] row, Layout layout) {
    if (!learnt) {
      return List.of(new Reason("too little history to learn from: the base rate", 1));
    }
    double[] parts = new double[layout.width()];
    scorer.explain(row, parts);
    return Reason.strongest(parts, i -> layout.words(i, row[i]));
  }
}

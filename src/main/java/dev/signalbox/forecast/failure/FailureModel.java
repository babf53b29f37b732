package dev.signalbox.forecast.failure;

import dev.signalbox.forecast.Reason;
import dev.signalbox.forecast.learn.Booster;
import dev.signalbox.forecast.learn.BoosterSettings;
import dev.signalbox.forecast.learn.Examples;
import dev.signalbox.forecast.learn.Logistic;
import dev.signalbox.forecast.learn.Scorer;
import java.util.List;

/**
 * What was learnt at one time: boosted trees, or a logistic regression where there are too few outages for trees to tell
 * chance from cause.
 */
final class FailureModel {

  private static final int ENOUGH_FOR_TREES = 500;
  private static final double RIDGE = 50;

  private final Scorer scorer;

  private FailureModel(Scorer scorer) {
    this.scorer = scorer;
  }

  static FailureModel learn(Examples examples) {
    return new FailureModel(examples.positives() < ENOUGH_FOR_TREES
        ? Logistic.fit(examples, RIDGE) : Booster.fit(examples, BoosterSettings.DEFAULT));
  }

  /** Log odds. */
  double score(float[] row) {
    return scorer.score(row);
  }

  List<Reason> reasons(float[] row, Layout layout) {
    double[] parts = new double[layout.width()];
    scorer.explain(row, parts);
    return Reason.strongest(parts, i -> layout.words(i, row[i]));
  }
}

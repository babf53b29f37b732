package dev.signalbox.forecast.failure;

import dev.signalbox.forecast.Reason;
import dev.signalbox.forecast.learn.Booster;
import dev.signalbox.forecast.learn.BoosterSettings;
import dev.signalbox.forecast.learn.Examples;
import dev.signalbox.forecast.learn.Logistic;
import dev.signalbox.forecast.learn.Scorer;
import dev.signalbox.forecast.learn.Stored;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * What was learnt at one time: boosted trees; a logistic regression where there are too few outages for trees to tell
 * chance from cause; the smoothed rate where there are too few for anything. A model knows the places of its features
 * by name, so that one that was learnt elsewhere reads rows that are laid out otherwise.
 */
final class FailureModel {

  private static final int ENOUGH_FOR_WEIGHTS = 30;
  private static final int ENOUGH_FOR_TREES = 500;
  private static final double RIDGE = 50;
  private static final List<Reason> BASE_RATE =
      List.of(new Reason("too little history to learn from: the base rate", 1));

  private final Scorer scorer;
  private final boolean learnt;
  private final Layout layout;
  private int[] places = {};

  private FailureModel(Scorer scorer, boolean learnt, Layout layout) {
    this.scorer = scorer;
    this.learnt = learnt;
    this.layout = layout;
  }

  /** @param rate what to say before there is enough to learn from */
  static FailureModel learn(Examples examples, Scorer rate, Layout layout) {
    if (examples.positives() < ENOUGH_FOR_WEIGHTS) {
      return new FailureModel(rate, false, layout);
    }
    return new FailureModel(examples.positives() < ENOUGH_FOR_TREES
        ? Logistic.fit(examples, RIDGE) : Booster.fit(examples, BoosterSettings.DEFAULT), true, layout);
  }

  /** @param rate what to say if the stored one had too little to learn from */
  static FailureModel read(DataInput in, Scorer rate, Layout live) throws IOException {
    return in.readBoolean()
        ? new FailureModel(Stored.scorer(in), true, Layout.read(in)) : new FailureModel(rate, false, live);
  }

  void write(DataOutput out) throws IOException {
    out.writeBoolean(learnt);
    if (learnt) {
      Stored.write(scorer, out);
      layout.write(out);
    }
  }

  boolean learnt() {
    return learnt;
  }

  /** Log odds, and why. */
  record Answer(double score, List<Reason> reasons) {}

  /** @param live how the row is laid out */
  Answer answer(float[] row, Layout live) {
    float[] mine = own(row, live);
    if (!learnt) {
      return new Answer(scorer.score(mine), BASE_RATE);
    }
    double[] parts = new double[layout.width()];
    double score = scorer.explain(mine, parts);
    return new Answer(score, Reason.strongest(parts, i -> layout.words(i, mine[i])));
  }

  private float[] own(float[] row, Layout live) {
    if (live == layout) {
      return row;
    }
    if (places.length != live.width()) {
      places = live.placesIn(layout);
    }
    float[] mine = layout.emptyRow();
    for (int i = 0; i < row.length; i++) {
      if (places[i] >= 0) {
        mine[places[i]] = row[i];
      }
    }
    return mine;
  }
}

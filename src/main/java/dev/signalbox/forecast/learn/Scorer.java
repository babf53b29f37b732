package dev.signalbox.forecast.learn;

/** A trained model that turns a row into log odds, and says what each feature had to do with it. */
public interface Scorer {

  /** The log odds of the label. */
  double score(float[] row);

  /**
   * Adds to each feature's place what it adds to the log odds, compared with an average row; a scorer may have nothing
   * to say.
   *
   * @return the log odds, as {@link #score}: who wants both asks once
   */
  default double explain(float[] row, double[] into) {
    return score(row);
  }
}

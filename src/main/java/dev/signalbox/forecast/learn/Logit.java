package dev.signalbox.forecast.learn;

/** Probabilities and log odds. */
public final class Logit {

  private Logit() {}

  public static double probability(double logOdds) {
    return 1 / (1 + Math.exp(-logOdds));
  }

  /** Bounded, so that 0 and 1 stay finite. */
  public static double logOdds(double probability) {
    double p = Math.min(1 - 1e-9, Math.max(1e-9, probability));
    return Math.log(p / (1 - p));
  }
}

package dev.signalbox.forecast.failure;

import java.util.HashMap;
import java.util.Map;

/** How often an outage of a cause is followed by another one within the horizon. */
final class Causes {

  private static final double PRIOR = 20;

  private final Map<String, double[]> known = new HashMap<>();
  private final double[] all = new double[2];

  /** To be told once the outcome is certain. */
  void followed(String cause, boolean again) {
    double[] one = known.computeIfAbsent(cause, added -> new double[2]);
    one[0] += again ? 1 : 0;
    one[1]++;
    all[0] += again ? 1 : 0;
    all[1]++;
  }

  /** The share that came again, pulled towards that of all causes while there are few. */
  double again(String cause) {
    double average = (all[0] + 1) / (all[1] + 20);
    double[] one = known.getOrDefault(cause, new double[2]);
    return (one[0] + PRIOR * average) / (one[1] + PRIOR);
  }
}

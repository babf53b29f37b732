package dev.signalbox.forecast;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a model expects.
 *
 * @param at when it was asked; nothing later than this went into it
 * @param horizon how far it looks ahead; zero for an anomaly, which is about now
 * @param probability 0 to 1; for an anomaly a score that is compared with others and not a frequency
 * @param reasons at most three, the strongest first
 */
public record Prediction(String server, Instant at, Duration horizon, double probability, List<Reason> reasons) {

  public Prediction {
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException("%s at %s: %s is no probability".formatted(server, at, probability));
    }
    reasons = List.copyOf(reasons);
  }

  /** The same under another name, such as {@code db-7/memory_usage}. */
  public Prediction about(String name) {
    return new Prediction(name, at, horizon, probability, reasons);
  }
}

package dev.signalbox.forecast;

import java.time.Instant;
import java.util.List;

/**
 * What one server reported at one instant.
 *
 * @param metrics the names, shared by the samples of a source; a model finds its metrics by name, so that one may
 *     appear or vanish
 * @param values as many as names; NaN where there was none. Not copied
 */
public record Sample(String server, Instant at, List<String> metrics, double[] values) implements Fact {

  public Sample {
    if (metrics.size() != values.length) {
      throw new IllegalArgumentException("%s at %s: %d metrics, but %d values".formatted(server, at, metrics.size(),
          values.length));
    }
  }

  @Override
  public void tell(Listener listener) {
    listener.sampled(this);
  }
}

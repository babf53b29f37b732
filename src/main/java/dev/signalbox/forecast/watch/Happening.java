package dev.signalbox.forecast.watch;

import java.time.Instant;

/**
 * Something that a warning may have been about.
 *
 * @param metric that rose to its limit; empty for a downtime
 * @param planned maintenance, which no warning is about
 */
public record Happening(String server, String metric, Instant at, boolean planned) {

  static Happening crossing(String server, String metric, Instant at) {
    return new Happening(server, metric, at, false);
  }

  static Happening downtime(String server, Instant at, boolean planned) {
    return new Happening(server, "", at, planned);
  }

  public boolean isDowntime() {
    return metric.isEmpty();
  }
}

package dev.signalbox.forecast.watch;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a forecast is about. */
public enum Kind {
  /** A metric reaches its limit. */
  TREND("resource-forecast"),
  /** A server is unlike its own past, now. */
  ANOMALY("server-anomaly"),
  /** A server has an unplanned downtime. */
  FAILURE("downtime-forecast");

  private final String rule;

  Kind(String rule) {
    this.rule = rule;
  }

  /** As the store, the API and the command line spell it: {@code trend}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The rule that publishes it, as shipped. */
  public String rule() {
    return rule;
  }

  /** @throws IllegalArgumentException with the known ones, if there is no such kind */
  public static Kind of(String label) {
    return Arrays.stream(values()).filter(kind -> kind.label().equals(label)).findFirst()
        .orElseThrow(() -> new IllegalArgumentException("'%s' is no kind of forecast; use one of %s".formatted(
            label, Arrays.stream(values()).map(Kind::label).collect(Collectors.joining(", ")))));
  }
}

package dev.signalbox.incident;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How bad, mildest first; the names are PagerDuty's. */
public enum Severity {
  INFO,
  WARNING,
  ERROR,
  CRITICAL;

  /**
   * Reads a severity as people write it, in any case.
   *
   * @throws IllegalArgumentException naming the value and the four that exist
   */
  public static Severity of(String text) {
    for (Severity severity : values()) {
      if (severity.label().equals(text.strip().toLowerCase(Locale.ROOT))) {
        return severity;
      }
    }
    throw new IllegalArgumentException(
        "severity '%s' is unknown, use one of %s"
            .formatted(text, Arrays.stream(values()).map(Severity::label).collect(Collectors.joining(", "))));
  }

  /** Lower case, as YAML, JSON and PagerDuty spell it: {@code critical}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  public boolean worseThan(Severity other) {
    return compareTo(other) > 0;
  }
}

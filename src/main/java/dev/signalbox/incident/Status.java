package dev.signalbox.incident;

import java.util.Locale;

/** Where an incident stands in its life. Snoozed is not a status: it is an instant until which nobody is reminded. */
public enum Status {
  OPEN,
  ACKNOWLEDGED,
  RESOLVED;

  /** Lower case, as the store, JSON and the console spell it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Status of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }
}

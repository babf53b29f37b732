package dev.signalbox.incident;

import java.util.Locale;

/** What happened to an incident, as far as the world outside should hear of it. */
public enum ChangeKind {
  OPENED,
  /** Told again: still wrong after the repeat interval. */
  REPEATED,
  /** Severity rose. */
  WORSENED,
  RESOLVED;

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static ChangeKind of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }
}

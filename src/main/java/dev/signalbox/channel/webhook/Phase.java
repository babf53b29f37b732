package dev.signalbox.channel.webhook;

import dev.signalbox.incident.ChangeKind;
import java.util.Locale;

/** Where in the life of an incident a notice stands, as far as another system cares. */
public enum Phase {
  OPEN,
  UPDATE,
  CLOSE;

  public static Phase of(ChangeKind kind) {
    return kind.first() ? OPEN : kind == ChangeKind.RESOLVED ? CLOSE : UPDATE;
  }

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package dev.signalbox.incident;

import java.util.Locale;

/** What the world outside hears of an incident, and of what is none. */
public enum ChangeKind {
  OPENED,
  /** Told again: still wrong after the repeat interval. */
  REPEATED,
  /** Severity rose. */
  WORSENED,
  /** Somebody takes care of it. */
  ACKNOWLEDGED,
  /** Nobody takes care of it any more. */
  UNACKNOWLEDGED,
  /** It waited too long: the next level is asked. */
  ESCALATED,
  /** It fell to somebody else, because somebody gave it away or the shift changed. */
  HANDED_OVER,
  /** Somebody said something about it. */
  NOTED,
  /** Nothing happened: its picture, which was not there when it was told, is put into what was told. */
  ILLUSTRATED,
  /** It is open again: its row came back, or somebody closed its ticket although it is not over, which that ticket alone hears. */
  REOPENED,
  RESOLVED,
  /** Told once, of something that is no incident: nothing follows it. */
  ANNOUNCED;

  /** Whether whoever hears this hears of its subject for the first time. */
  public boolean first() {
    return this == OPENED || this == ANNOUNCED;
  }

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static ChangeKind of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }
}

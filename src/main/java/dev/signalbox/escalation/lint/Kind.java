package dev.signalbox.escalation.lint;

import dev.signalbox.incident.Severity;
import java.util.Locale;

/**
 * What can be wrong with the rota, the worst first. An error is somebody who is not woken; a warning is what nobody
 * would want if they knew; an info is a remark, which fails no check.
 */
public enum Kind {
  /** Nobody is on call, and there is no fallback. */
  GAP(Severity.ERROR),
  /** No level of an escalation reaches anybody. */
  ESCALATION_WITHOUT_PEOPLE(Severity.ERROR),
  /** The calendar of a schedule should be in the folder and cannot be read. */
  UNREADABLE_CALENDAR(Severity.ERROR),
  /** An escalation asks somebody whom no channel can reach. */
  UNREACHABLE_PERSON(Severity.ERROR),
  /** Only the fallback stands in. A fallback is a net; whoever means it as a plan writes a layer, and is not warned. */
  FALLBACK_ONLY(Severity.WARNING),
  /** A level of an escalation reaches nobody; it is left out then. */
  LEVEL_WITHOUT_PEOPLE(Severity.WARNING),
  /** Somebody on call lacks the id that a channel of a rule needs. */
  MISSING_ID(Severity.WARNING),
  /** An edit in place changed whose turn it was or is. */
  TURNS_DEALT_ANEW(Severity.WARNING),
  /** Of two overrides one makes the other vain. */
  CONTRADICTING_OVERRIDES(Severity.WARNING),
  /** An override takes away somebody who is not on call then. */
  VAIN_OVERRIDE(Severity.WARNING),
  /** A level asks those whom the level before it has asked. */
  REPEATED_LEVEL(Severity.WARNING),
  /** At times a level asks nobody whom the level before it has not asked. */
  SAME_PERSON_TWICE(Severity.INFO),
  /** The holidays end while a layer still asks for them. */
  HOLIDAYS_END(Severity.INFO),
  /** An override or an absence that is over, or of somebody who is never on call. */
  LEFTOVER(Severity.INFO),
  UNUSED_PERSON(Severity.INFO),
  UNUSED_SCHEDULE(Severity.INFO);

  private final Severity severity;

  Kind(Severity severity) {
    this.severity = severity;
  }

  public Severity severity() {
    return severity;
  }

  /** As metrics and JSON spell it: {@code missing-id}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

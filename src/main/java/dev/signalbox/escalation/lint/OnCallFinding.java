package dev.signalbox.escalation.lint;

import dev.signalbox.Finding;
import dev.signalbox.document.Place;
import dev.signalbox.incident.Severity;
import dev.signalbox.oncall.Interval;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with the rota.
 *
 * @param subject the name of the schedule, escalation or person
 * @param place where that is written
 * @param during when it goes wrong first, clipped to the time that was looked at; null where time does not matter
 * @param message one sentence: what, when, remedy
 */
public record OnCallFinding(Kind kind, String subject, Place place, @Nullable Interval during, String message) {

  OnCallFinding(Kind kind, String subject, Place place, String message) {
    this(kind, subject, place, null, message);
  }

  public Severity severity() {
    return kind.severity();
  }

  public Finding asFinding() {
    return new Finding(place.file(), place.line(), message);
  }

  /** {@code file:line: message}. */
  @Override
  public String toString() {
    return asFinding().toString();
  }
}

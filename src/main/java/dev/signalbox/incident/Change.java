package dev.signalbox.incident;

import java.time.Instant;

/**
 * Something that the world outside should hear of: what happened to an incident, or an announcement.
 *
 * @param subject as it is after the change
 * @param at database time of the poll or the action
 */
public record Change(ChangeKind kind, Reason reason, Subject subject, Instant at) {

  /** An announcement is told as soon as it is made. */
  public static Change announced(Subject subject) {
    return new Change(ChangeKind.ANNOUNCED, Reason.TOLD_ONCE, subject, subject.since());
  }
}

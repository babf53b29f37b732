package dev.signalbox.incident;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that the world outside should hear of: what happened to an incident, or an announcement.
 *
 * @param subject as it is after the change
 * @param at database time of the poll or the action
 * @param note what else there is to say, one line; null for nothing
 */
public record Change(ChangeKind kind, Reason reason, Subject subject, Instant at, @Nullable String note) {

  public Change(ChangeKind kind, Reason reason, Subject subject, Instant at) {
    this(kind, reason, subject, at, null);
  }

  /** An announcement is told as soon as it is made. */
  public static Change announced(Subject subject) {
    return new Change(ChangeKind.ANNOUNCED, Reason.TOLD_ONCE, subject, subject.since());
  }
}

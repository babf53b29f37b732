package dev.signalbox.incident;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One thing that a poll writes about one incident. */
public sealed interface Move {

  /** A new incident; already resolved if it was adopted. */
  record Open(Incident incident, long fingerprint, Instant nextRepeatAt, Reason reason) implements Move {}

  /** The row is still there, but it or what follows from it changed. A null reason is not worth a line in the timeline. */
  record Refresh(
      UUID incident, Row row, long fingerprint, Severity severity, int repeats, Instant nextRepeatAt, @Nullable Reason reason, Instant at)
      implements Move {}

  /** The row was missing, or came back before that mattered. */
  record Missed(UUID incident, int missed) implements Move {}

  /** The spell is over; the incident is resolved unless a person had done so before. */
  record End(UUID incident, Reason reason, Instant at) implements Move {}
}

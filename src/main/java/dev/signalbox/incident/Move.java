package dev.signalbox.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One thing that a poll writes about one incident. */
public sealed interface Move {

  /** A new incident; already resolved if it was adopted, not told yet if it is held. */
  record Open(Incident incident, long fingerprint, Instant nextRepeatAt, Reason reason) implements Move {}

  /**
   * The row is back soon after the incident was resolved: it is open again, under its old id.
   *
   * @param incident with the evidence of now, and whoever it falls to now
   */
  record Reopen(
      Incident incident, long fingerprint, Instant nextRepeatAt, Reason reason, Flapping flapping, @Nullable String detail, Instant at)
      implements Move {

    public Reopen of(Incident assigned) {
      return new Reopen(assigned, fingerprint, nextRepeatAt, reason, flapping, detail, at);
    }
  }

  /**
   * The row of a flapping incident came or went, or it does not flap any more; nobody is told.
   *
   * @param event for the timeline; null is not worth a line
   */
  record Flap(UUID incident, Flapping flapping, @Nullable String event, Reason reason, @Nullable String detail, Instant at) implements Move {}

  /** The row is still there, but it or what follows from it changed. A null reason is not worth a line in the timeline. */
  record Refresh(
      UUID incident, Row row, long fingerprint, Severity severity, int repeats, Instant nextRepeatAt, @Nullable Reason reason, Instant at)
      implements Move {}

  /** Its news is held back from now on, or by something else than before. */
  record Hold(UUID incident, Held held, Instant at) implements Move {}

  /** Nothing holds its news back any more. */
  record Release(UUID incident, Held was, Instant at) implements Move {}

  /**
   * So long its timers should have rested, or should not have, while nobody looked.
   *
   * @param time negative if they rested too long
   * @param since when somebody looked last
   */
  record Rested(UUID incident, Duration time, Instant since, Instant at) implements Move {}

  /** The opening that was held back is told now: the incident is as it is at this moment. */
  record Tell(Incident incident, long fingerprint, Instant nextRepeatAt, Instant at) implements Move {}

  /** Much of what a rule watches is wrong at once: the incident that stands for all of it. */
  record Outbreak(Incident incident, long fingerprint, Instant nextRepeatAt) implements Move {}

  /** Whatever is held as part of an outage of this rule belongs to this one. */
  record Attach(UUID outage, String rule, String title) implements Move {}

  /** The row was missing, or came back before that mattered. */
  record Missed(UUID incident, int missed) implements Move {}

  /** The spell is over; the incident is resolved unless a person had done so before. */
  record End(UUID incident, Reason reason, Instant at, @Nullable String detail) implements Move {
    public End(UUID incident, Reason reason, Instant at) {
      this(incident, reason, at, null);
    }
  }
}

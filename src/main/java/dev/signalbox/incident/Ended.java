package dev.signalbox.incident;

import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An incident that a poll found to be over.
 *
 * @param note what else there is to say of its end; null for nothing
 * @param patience how long to keep that to ourselves: it may be open again by then, and neither is told
 */
public record Ended(UUID incident, Reason reason, @Nullable String note, Duration patience) {

  /** Told at once. */
  public Ended(UUID incident, Reason reason, @Nullable String note) {
    this(incident, reason, note, Duration.ZERO);
  }
}

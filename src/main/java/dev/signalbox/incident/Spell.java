package dev.signalbox.incident;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The little that a poll needs to remember of an alert that was there at the poll before: small, because a storm has a
 * hundred thousand of them. A spell lasts until the row is gone, even if a person resolved its incident earlier.
 *
 * @param missed completed polls in a row without the row
 * @param nextRepeatAt when the next reminder is due
 * @param repeats reminders so far
 * @param held what holds its news back; null if nothing does
 * @param told whether the rule's places have been told of it
 * @param flapping how often it has been open
 */
public record Spell(
    UUID incident,
    String key,
    Status status,
    Severity severity,
    long fingerprint,
    int missed,
    int repeats,
    Instant nextRepeatAt,
    @Nullable Instant snoozedUntil,
    Instant openedAt,
    @Nullable Held held,
    boolean told,
    Flapping flapping) {

  /** When it was opened last. */
  Instant began() {
    return flapping.lately().isEmpty() ? openedAt : flapping.lately().get(flapping.lately().size() - 1);
  }
}

package dev.signalbox.web;

import dev.signalbox.incident.Incident;
import dev.signalbox.incident.IncidentStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Quiet for a while, within reason: a snooze without end is a lost incident. */
public final class Snooze {

  private static final Duration LONGEST = Duration.ofDays(30);

  private Snooze() {}

  /** Reads when a snooze ends: after {@code now}, at most 30 days later. */
  public static Instant until(@Nullable String text, Instant now) {
    Instant until = Given.instant("until", text)
        .orElseThrow(() -> Refusal.badInput(
            "until is missing: say when the snooze ends, for example 2026-03-28T02:30:00Z"));
    if (!until.isAfter(now)) {
      throw Refusal.badInput("until '%s' has passed already, now is %s", until, now);
    }
    if (until.isAfter(now.plus(LONGEST))) {
      throw Refusal.badInput("until '%s' is more than %d days ahead, snooze for less", until, LONGEST.toDays());
    }
    return until;
  }

  /** Empty if there is no such incident; refused if it is over. */
  public static Optional<Incident> of(IncidentStore store, UUID id, String by, Instant until, @Nullable String note) {
    store.find(id).filter(Incident::over).ifPresent(incident -> {
      throw Refusal.conflict("incident %s is resolved, there is nothing to snooze", id);
    });
    return store.snooze(id, by, until, note);
  }
}

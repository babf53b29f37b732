package dev.signalbox.silence;

import dev.signalbox.incident.Hold;
import dev.signalbox.incident.Reason;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody's word that what matches is not to be told for a while. Half-open: it is in force at {@code startsAt} and no longer
 * at {@code endsAt}.
 *
 * @param author a user's name, or what the maker called himself where there are no users
 * @param comment why, one line
 * @param expiredAt when somebody ended it early; from then on it holds nothing
 */
public record Silence(
    UUID id,
    Matchers matchers,
    Instant startsAt,
    Instant endsAt,
    String author,
    String comment,
    Instant madeAt,
    @Nullable Instant expiredAt,
    @Nullable String expiredBy) {

  /** Where it stands. */
  public enum State {
    PENDING,
    ACTIVE,
    EXPIRED;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public State state(Instant now) {
    if (expiredAt != null || !now.isBefore(endsAt)) {
      return State.EXPIRED;
    }
    return now.isBefore(startsAt) ? State.PENDING : State.ACTIVE;
  }

  /** What it says of what it holds. */
  public Hold hold() {
    return new Hold(
        Reason.SILENCED, "\"%s\" of %s, until %s".formatted(comment, author, endsAt.truncatedTo(ChronoUnit.SECONDS)));
  }
}

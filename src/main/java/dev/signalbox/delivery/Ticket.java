package dev.signalbox.delivery;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A ticket of an incident, as it was when it was last seen.
 *
 * @param reference the key or number by which people call it: {@code OPS-42}
 * @param createdAt when the hub learned of it; what happened to it earlier is no news
 * @param changedAt since when it is in its category
 */
public record Ticket(
    UUID incident,
    String channel,
    String reference,
    @Nullable String url,
    Look look,
    Instant createdAt,
    Instant changedAt,
    Instant seenAt) {

  /** How far it is; what its system calls that is everybody's own. */
  public enum Category {
    NEW,
    IN_PROGRESS,
    DONE;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Category of(String label) {
      return valueOf(label.toUpperCase(Locale.ROOT));
    }
  }

  /**
   * How a ticket looks.
   *
   * @param state as its system calls it: {@code Waiting for parts}; empty if nobody said
   * @param assignee a name of people.yaml where the person is known, else a name for people to read; null for nobody
   * @param written JSON of the values that the hub wrote last, by field; null if it wrote none
   */
  public record Look(Category category, String state, @Nullable String assignee, @Nullable String written) {

    public static Look of(Category category, String state) {
      return new Look(category, state, null, null);
    }
  }
}

package dev.signalbox.channel;

import dev.signalbox.Secret;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Something that somebody did to an incident in another system.
 *
 * @param channel where
 * @param incident which, if the call names it
 * @param reference the other side's name for what we made there, as in {@link dev.signalbox.delivery.Delivery#openReference};
 *     null if {@code incident} is enough
 * @param deed what
 * @param doer who
 * @param text a comment, the name of a state, how long to snooze ({@code 1h}); made harmless, possibly empty
 * @param assignee to whom it was given, for {@link Deed#ASSIGNED}; null then means to nobody
 * @param at when, by the other side's clock; null if it does not say
 * @param comment of a comment, the other side's id; null if it gives none
 * @param replyTo where whoever did it can be told what came of it; whoever knows it can write there; null for nowhere
 */
public record Heard(
    String channel,
    @Nullable UUID incident,
    @Nullable String reference,
    Deed deed,
    Doer doer,
    String text,
    @Nullable Doer assignee,
    @Nullable Instant at,
    @Nullable String comment,
    @Nullable Secret replyTo) {

  private static final int LONGEST_TEXT = 2000;
  private static final Pattern ID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  public enum Deed {
    ACKNOWLEDGED,
    UNACKNOWLEDGED,
    /** Somebody works on the ticket, which is as good as an acknowledgement. */
    IN_PROGRESS,
    RESOLVED,
    /** It was closed there by a program, such as a time limit: nobody has decided anything. */
    CLOSED,
    REOPENED,
    SNOOZED,
    ESCALATED,
    /** Somebody wants the next level to be asked here, and now. */
    ESCALATION_WANTED,
    ASSIGNED,
    COMMENTED,
    TICKET_WANTED,
    TICKET_DELETED,
    /** Nothing happened but that the other side says its own name for an incident of ours. */
    NAMED,
    /** The call says that something changed, but not in a way that can be believed: read it from the other side. */
    CHANGED;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Somebody as the other system knows him.
   *
   * @param id the id that people.yaml may have, for example {@code U01ANNALQ}; empty for the system itself
   * @param name for people to read; made harmless
   */
  public record Doer(String id, String name) {

    public static final Doer NOBODY = new Doer("", "");

    public Doer {
      id = Text.line(id, 200);
      name = Text.line(name, 100);
    }
  }

  /** Of something that has no id. */
  public Heard(
      String channel, @Nullable UUID incident, @Nullable String reference, Deed deed, Doer doer, String text,
      @Nullable Doer assignee, @Nullable Instant at) {
    this(channel, incident, reference, deed, doer, text, assignee, at, null, null);
  }

  public Heard {
    if (incident == null && reference == null) {
      throw new IllegalArgumentException("it does not say which incident is meant");
    }
    text = Text.cut(Text.lines(text), LONGEST_TEXT);
  }

  /** Of somebody who expects no answer. */
  public Heard(
      String channel, @Nullable UUID incident, @Nullable String reference, Deed deed, Doer doer, String text,
      @Nullable Doer assignee, @Nullable Instant at, @Nullable String comment) {
    this(channel, incident, reference, deed, doer, text, assignee, at, comment, null);
  }

  /** The same, of an incident that is known. */
  public Heard about(UUID incident) {
    return new Heard(channel, incident, reference, deed, doer, text, assignee, at, comment, replyTo);
  }

  /** The incident of an id that we once gave out; empty for anything else, whatever it looks like. */
  public static Optional<UUID> incident(String text) {
    return ID.matcher(text).matches() ? Optional.of(UUID.fromString(text)) : Optional.empty();
  }
}

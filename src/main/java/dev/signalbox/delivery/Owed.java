package dev.signalbox.delivery;

import dev.signalbox.incident.Change;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that a rule's sink asks for.
 *
 * @param reminders whether the channel wants to hear more than the beginning and the end of an incident
 * @param apart the shortest time between two reminders for this place; zero for any
 * @param context JSON for the channel's renderer, see {@link Delivery#context}
 * @param grouping with which others the place is told of it; null if it is told of alone
 */
public record Owed(
    Change change, String channel, String address, boolean reminders, Duration apart, String context, @Nullable Grouping grouping) {

  /** Alone, with reminders as often as the rule has them. */
  public Owed(Change change, String channel, String address, boolean reminders, String context) {
    this(change, channel, address, reminders, Duration.ZERO, context, null);
  }

  public Owed apart(Duration least) {
    return new Owed(change, channel, address, reminders, least, context, grouping);
  }

  public Owed in(@Nullable Grouping group) {
    return new Owed(change, channel, address, reminders, apart, context, group);
  }
}

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
 * @param limit how many the place is told of alone; null for any number
 */
public record Owed(
    Change change,
    String channel,
    String address,
    boolean reminders,
    Duration apart,
    String context,
    @Nullable Grouping grouping,
    @Nullable Limit limit) {

  /**
   * @param over with which others the place is told of what is over the cap
   */
  public record Limit(Cap cap, Grouping over) {}

  /** Alone, with reminders as often as the rule has them. */
  public Owed(Change change, String channel, String address, boolean reminders, String context) {
    this(change, channel, address, reminders, Duration.ZERO, context, null, null);
  }

  public Owed apart(Duration least) {
    return new Owed(change, channel, address, reminders, least, context, grouping, limit);
  }

  public Owed in(@Nullable Grouping group) {
    return new Owed(change, channel, address, reminders, apart, context, group, limit);
  }

  public Owed limited(@Nullable Limit to) {
    return new Owed(change, channel, address, reminders, apart, context, grouping, to);
  }
}

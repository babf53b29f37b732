package dev.signalbox.delivery;

import dev.signalbox.incident.Change;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that a rule's sink asks for.
 *
 * @param reminders whether the channel wants to hear more than the beginning and the end of an incident
 * @param context JSON for the channel's renderer, see {@link Delivery#context}
 * @param note see {@link Delivery#note}
 */
public record Owed(
    Change change, String channel, String address, boolean reminders, String context, @Nullable String note) {

  public Owed(Change change, String channel, String address, boolean reminders, String context) {
    this(change, channel, address, reminders, context, null);
  }

  public Owed with(@Nullable String said) {
    return new Owed(change, channel, address, reminders, context, said);
  }
}

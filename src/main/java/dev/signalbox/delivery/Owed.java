package dev.signalbox.delivery;

import dev.signalbox.incident.Change;

/**
 * A delivery that a rule's sink asks for.
 *
 * @param reminders whether the channel wants to hear more than the beginning and the end of an incident
 * @param context JSON for the channel's renderer, see {@link Delivery#context}
 */
public record Owed(Change change, String channel, String address, boolean reminders, String context) {}

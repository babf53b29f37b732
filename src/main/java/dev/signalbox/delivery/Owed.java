package dev.signalbox.delivery;

import dev.signalbox.incident.Change;

/**
 * A delivery that a rule's sink asks for.
 *
 * @param context JSON for the channel's renderer, see {@link Delivery#context}
 */
public record Owed(Change change, String channel, String address, String context) {}

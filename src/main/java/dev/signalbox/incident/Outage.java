package dev.signalbox.incident;

/**
 * The mass outage that a rule has now.
 *
 * @param spell of the incident that stands for it
 * @param affected how many incidents have been part of it so far
 */
public record Outage(Spell spell, int affected) {}

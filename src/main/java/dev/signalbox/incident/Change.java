package dev.signalbox.incident;

import java.time.Instant;

/**
 * Something about an incident that the world outside should hear of.
 *
 * @param incident as it is after the change
 * @param at database time of the poll or the action
 */
public record Change(ChangeKind kind, Reason reason, Incident incident, Instant at) {}

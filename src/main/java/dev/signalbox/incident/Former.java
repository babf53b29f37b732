package dev.signalbox.incident;

import java.time.Instant;
import java.util.UUID;

/**
 * The last incident of an alert, over for a short while only: if its row is back, it is not a new one.
 *
 * @param flapping how often it was open before
 */
public record Former(UUID incident, Instant openedAt, Instant resolvedAt, Flapping flapping) {}

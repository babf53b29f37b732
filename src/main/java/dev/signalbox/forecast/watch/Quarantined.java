package dev.signalbox.forecast.watch;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a model was not told, because it cannot be.
 *
 * @param server empty where the row names none
 * @param column whose value it is; empty where the whole row is meant
 * @param at the row's time; null where it has none
 * @param value as the database gave it
 * @param reason for people, e.g. {@code less than 0}
 */
public record Quarantined(String server, String column, @Nullable Instant at, String value, String reason) {}

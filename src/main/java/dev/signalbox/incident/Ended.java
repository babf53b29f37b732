package dev.signalbox.incident;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An incident that a poll found to be over.
 *
 * @param note what else there is to say of its end; null for nothing
 */
public record Ended(UUID incident, Reason reason, @Nullable String note) {}

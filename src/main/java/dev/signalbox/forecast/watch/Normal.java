package dev.signalbox.forecast.watch;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody says that what a server is since then is normal now: what was usual before is forgotten, and what came since is
 * what its model learns from.
 *
 * @param note why; null if that was left out
 * @param at when it was said
 * @param learntAt when the model had forgotten and learnt; null until then
 */
public record Normal(String server, Instant since, String by, @Nullable String note, Instant at, @Nullable Instant learntAt) {}

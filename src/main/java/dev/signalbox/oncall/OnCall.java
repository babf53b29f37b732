package dev.signalbox.oncall;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who is on call at an instant, as people, and who follows.
 *
 * @param primary sorted by name; nobody only if the schedule has no fallback either
 * @param next who is on call from {@code nextAt} on; none also where that is a gap
 * @param nextAt when the people on call next change; null if they do not within {@link Rota#HORIZON}
 * @param fallbackUsed whether {@code primary} is the schedule's fallback
 */
public record OnCall(
    String schedule, Instant at, List<Person> primary, List<Person> next, @Nullable Instant nextAt, boolean fallbackUsed) {}

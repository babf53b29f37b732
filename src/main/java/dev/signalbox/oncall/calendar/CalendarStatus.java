package dev.signalbox.oncall.calendar;

import dev.signalbox.oncall.CalendarRef;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How one calendar does, to look at.
 *
 * @param since from when on it is expected to be read
 * @param readAt the last good reading; null if there never was one: then the schedule has its overrides and its
 *     fallback
 * @param failures readings that failed since
 * @param error why the last of them failed; null if none did
 * @param warnings what the last good reading left out
 * @param unknown participants who are not in people.yaml: they are shown by name, and nothing can reach them
 */
public record CalendarStatus(
    String schedule,
    CalendarRef.Kind kind,
    Duration refresh,
    Instant since,
    @Nullable Instant readAt,
    int failures,
    @Nullable String error,
    List<String> warnings,
    Set<String> unknown) {

  /** A copy that is older than so many refreshes is stale. */
  public static final int STALE_AFTER = 3;

  /** A calendar without a copy is alarmed after so many readings that failed. */
  public static final int HOPELESS_AFTER = 3;

  /** Whether the hub alarms it; the view {@code self_check} says the same in SQL. */
  public boolean stale(Instant now) {
    Instant last = readAt == null || readAt.isBefore(since) ? since : readAt;
    return last.isBefore(now.minus(refresh.multipliedBy(STALE_AFTER))) || readAt == null && failures >= HOPELESS_AFTER;
  }
}

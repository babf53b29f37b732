package dev.signalbox.delivery;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that did not reach its place and will not by itself: a delivery refused or given up, a row that no rule could
 * read, an exchange that failed in a route, a call of another system that nobody understands.
 *
 * @param source {@code delivery}, {@code row}, {@code route} or {@code hook}
 * @param channel of a delivery; null otherwise
 * @param payload what was to be sent, or the row; without secrets, at most 64 KB
 * @param reason one line, sanitised
 * @param status {@code dead}, {@code replayed} or {@code discarded}
 */
public record DeadLetter(
    UUID id,
    Instant at,
    String source,
    @Nullable String rule,
    @Nullable String channel,
    @Nullable String address,
    @Nullable UUID deliveryId,
    @Nullable UUID incidentId,
    String payload,
    String reason,
    int attempts,
    String status) {

  /** Whether what did not arrive can be had again from here. */
  public boolean replayable() {
    return deliveryId != null || source.equals("hook");
  }
}

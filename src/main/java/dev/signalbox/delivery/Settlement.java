package dev.signalbox.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of one attempt, decided: what the outbox shall record of it.
 *
 * @param status {@code sent}, {@code pending} (try again) or {@code dead}
 * @param at when it was sent, or when to try again
 * @param reason of a failure; a remark on a success, for example that a ticket could not be assigned
 * @param unsure see {@link Outcome.Deferred#unsure}
 * @param ticket see {@link Outcome.Delivered#ticket}
 */
public record Settlement(
    Delivery delivery,
    String status,
    Instant at,
    @Nullable String reason,
    boolean unsure,
    @Nullable String reference,
    @Nullable String url,
    Ticket.@Nullable Look ticket) {

  public static final String SENT = "sent";
  public static final String PENDING = "pending";
  public static final String DEAD = "dead";

  /** Of what is no ticket, or left none. */
  public Settlement(
      Delivery delivery, String status, Instant at, @Nullable String reason, boolean unsure, @Nullable String reference,
      @Nullable String url) {
    this(delivery, status, at, reason, unsure, reference, url, null);
  }

  static Settlement sent(Delivery delivery, Outcome.Delivered how, Instant at) {
    return new Settlement(delivery, SENT, at, how.note(), false, how.reference(), how.url(), how.ticket());
  }

  static Settlement tryAgain(Delivery delivery, Instant at, String reason, boolean unsure) {
    return new Settlement(delivery, PENDING, at, reason, unsure, null, null, null);
  }

  static Settlement bury(Delivery delivery, Instant at, String reason, boolean unsure) {
    return new Settlement(delivery, DEAD, at, reason, unsure, null, null, null);
  }
}

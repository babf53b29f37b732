package dev.signalbox.delivery;

import java.time.Instant;

/** The outcome of one attempt, decided: what the outbox shall record of it. */
public record Settlement(Delivery delivery, Decision decision) {

  /** What happens to the delivery now. */
  public sealed interface Decision {
    record Sent(Outcome.Delivered delivered) implements Decision {}

    /** @param unsure see {@link Outcome.Deferred#unsure} */
    record TryAgain(Instant at, String reason, boolean unsure) implements Decision {}

    record Bury(String reason) implements Decision {}
  }
}

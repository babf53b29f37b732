package dev.signalbox.delivery;

import java.time.Instant;

/** Speaks to the outside world. */
@FunctionalInterface
public interface Sender {

  /**
   * One attempt. Answers for everything that the other side or the wire may do.
   *
   * @param until when the claim runs out: nothing may be asked of the other side that could be answered later than that
   */
  Outcome send(Delivery delivery, Instant until);
}

package dev.signalbox.delivery;

import java.time.Instant;

/** Speaks to the outside world. */
@FunctionalInterface
public interface Sender {

  /**
   * One attempt. Answers for everything that the other side or the wire may do.
   *
   * @param until when to ask last: what is asked later could be answered after the claim has run out
   */
  Outcome send(Delivery delivery, Instant until);
}

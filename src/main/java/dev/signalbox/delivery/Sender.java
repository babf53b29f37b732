package dev.signalbox.delivery;

import java.time.Instant;
import java.util.function.Consumer;

/** Speaks to the outside world. */
@FunctionalInterface
public interface Sender {

  /**
   * One attempt. Answers for everything that the other side or the wire may do.
   *
   * @param until when to ask last: what is asked later could be answered after the claim has run out
   * @param heard is told if the other side says that it takes little more, whatever became of this attempt
   */
  Outcome send(Delivery delivery, Instant until, Consumer<Slowdown> heard);
}

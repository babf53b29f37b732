package dev.signalbox.delivery;

import java.time.Instant;
import java.util.function.Consumer;

/** Speaks to the outside world. */
@FunctionalInterface
public interface Sender {

  /**
   * One attempt. Answers for everything that the other side or the wire may do.
   *
   * @param until when the claim runs out: nothing more is asked after that
   * @param heard is told if the other side says that it takes little more, whatever became of this attempt
   */
  Outcome send(Delivery delivery, Instant until, Consumer<Slowdown> heard);
}

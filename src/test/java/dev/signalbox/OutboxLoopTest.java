package dev.signalbox;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OutboxLoopTest {

  @Test
  void an_error_does_not_end_it() {
    AtomicInteger looks = new AtomicInteger();
    AtomicInteger wakes = new AtomicInteger();
    OutboxLoop loop = new OutboxLoop("errors", () -> {
      if (looks.incrementAndGet() == 1) {
        throw new StackOverflowError();
      }
      return true;
    }, Duration.ofMillis(1), wakes::incrementAndGet);
    loop.start();
    try {
      await().until(() -> wakes.get() > 0);
    } finally {
      loop.stop();
    }
  }
}

package dev.signalbox.oncall;

import java.time.Instant;

/**
 * What holds at an instant and stays so for a while.
 *
 * @param until later than the instant asked about; the value may hold on beyond it, but not change before it
 */
record Stretch<T>(T value, Instant until) {

  static <T> Stretch<T> forever(T value) {
    return new Stretch<>(value, Instant.MAX);
  }

  Stretch<T> atMost(Instant bound) {
    return bound.isBefore(until) ? new Stretch<>(value, bound) : this;
  }

  static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }
}

package dev.signalbox.forecast.failure;

import java.util.ArrayDeque;
import java.util.Deque;

/** Servers that have something in common, and how often they fail. */
final class Pool {

  static final double[] HALF_LIVES = {1, 7, 30, 240};

  private static final long CROWD = 3600;

  private final Decayed[] failures = new Decayed[HALF_LIVES.length];
  private final Deque<Past> lately = new ArrayDeque<>();
  private int members;

  Pool() {
    for (int i = 0; i < failures.length; i++) {
      failures[i] = new Decayed(HALF_LIVES[i]);
    }
  }

  void joins() {
    members++;
  }

  void leaves() {
    members--;
  }

  int members() {
    return members;
  }

  void failed(long second) {
    for (Decayed each : failures) {
      each.add(second, 1);
    }
  }

  /** Counts how many of the pool went down within the hour: one cause for all says little about each. */
  void crowds(Past outage) {
    while (!lately.isEmpty() && lately.peekFirst().start < outage.start - CROWD) {
      lately.removeFirst();
    }
    lately.forEach(other -> other.crowd++);
    outage.crowd += lately.size();
    lately.addLast(outage);
  }

  /** Failures per server and day. */
  double rate(int halfLife, long second) {
    return failures[halfLife].perDay(second) / Math.max(1, members);
  }

  double count(int halfLife, long second) {
    return failures[halfLife].at(second);
  }
}

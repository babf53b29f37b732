package dev.signalbox.oncall;

import java.time.Instant;
import java.util.List;

/**
 * A calendar kept elsewhere, as it was when it was read. Immutable and thread-safe: the same question always has the same
 * answer, in the past as in the future.
 */
public interface Assignments {

  /** All that overlap {@code [from, to)}, not clipped to it, in any order. */
  List<Assignment> between(Instant from, Instant to);

  /** Nobody, ever: a calendar that has not been read yet. */
  static Assignments none() {
    return (from, to) -> List.of();
  }

  /** A calendar without repetitions. */
  static Assignments of(List<Assignment> all) {
    List<Assignment> copy = List.copyOf(all);
    return (from, to) -> copy.stream().filter(one -> one.overlaps(from, to)).toList();
  }
}

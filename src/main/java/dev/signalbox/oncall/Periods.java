package dev.signalbox.oncall;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** A union of intervals, asked by instant in logarithmic time. */
final class Periods {

  static final Periods NONE = new Periods(List.of());

  /** Disjoint, not touching, none empty. */
  private final TreeMap<Instant, Interval> byStart = new TreeMap<>();

  Periods(Collection<Interval> intervals) {
    intervals.stream()
        .filter(interval -> interval.start().isBefore(interval.end()))
        .sorted(Comparator.comparing(Interval::start))
        .forEach(this::join);
  }

  private void join(Interval next) {
    var last = byStart.lastEntry();
    if (last == null || next.start().isAfter(last.getValue().end())) {
      byStart.put(next.start(), next);
    } else if (next.end().isAfter(last.getValue().end())) {
      byStart.put(last.getKey(), new Interval(last.getKey(), next.end()));
    }
  }

  /** The end of the last of them. */
  Optional<Instant> end() {
    return Optional.ofNullable(byStart.lastEntry()).map(last -> last.getValue().end());
  }

  Stretch<Boolean> at(Instant instant) {
    var before = byStart.floorEntry(instant);
    if (before != null && before.getValue().contains(instant)) {
      return new Stretch<>(true, before.getValue().end());
    }
    Instant next = byStart.higherKey(instant);
    return new Stretch<>(false, next == null ? Instant.MAX : next);
  }
}

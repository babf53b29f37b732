package dev.signalbox.escalation.lint;

import dev.signalbox.oncall.Interval;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Stretches of time that rise; those that touch are one. */
final class Spans {

  private final List<Interval> all = new ArrayList<>();

  void add(Instant start, Instant end) {
    int last = all.size() - 1;
    boolean touches = last >= 0 && all.get(last).end().equals(start);
    Interval span = new Interval(touches ? all.remove(last).start() : start, end);
    all.add(span);
  }

  List<Interval> all() {
    return all;
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  Interval first() {
    return all.get(0);
  }

  /** {@code " and 12 more times, 300 h in all"}; nothing where the first is the only one. */
  String more() {
    int more = all.size() - 1;
    return more == 0
        ? "" : " and %d more time%s, %s in all".formatted(more, more == 1 ? "" : "s", Bounds.span(length(all)));
  }

  static Duration length(List<Interval> intervals) {
    return intervals.stream()
        .map(one -> Duration.between(one.start(), one.end())).reduce(Duration.ZERO, Duration::plus);
  }
}

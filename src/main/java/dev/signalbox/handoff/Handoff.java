package dev.signalbox.handoff;

import dev.signalbox.oncall.Rota;
import dev.signalbox.oncall.Schedule;
import dev.signalbox.oncall.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * People come on call who were not just before: a turn begins, an override begins or ends, somebody is back. A change
 * of layers that leaves the same people on call is none.
 *
 * @param at when
 * @param coming never nobody
 * @param leaving who was on call until then and is no longer; possibly nobody
 * @param staying who was on call before and still is; possibly nobody
 * @param fallback whether they come because nobody else is scheduled
 */
record Handoff(
    Schedule schedule,
    Instant at,
    SortedSet<String> coming,
    SortedSet<String> leaving,
    SortedSet<String> staying,
    boolean fallback) {

  /** All in {@code (after, upTo]}, in order. */
  static List<Handoff> between(Schedule schedule, Instant after, Instant upTo) {
    List<Handoff> handoffs = new ArrayList<>();
    SortedSet<String> before = schedule.who(after);
    Optional<Instant> change = next(schedule, after, upTo);
    while (change.isPresent()) {
      Instant at = change.get();
      Standing then = schedule.at(at);
      SortedSet<String> coming = without(then.participants(), before);
      if (!coming.isEmpty()) {
        SortedSet<String> staying = without(then.participants(), coming);
        handoffs.add(new Handoff(schedule, at, coming, without(before, then.participants()), staying, then.fallback()));
      }
      before = then.participants();
      change = next(schedule, at, upTo);
    }
    return handoffs;
  }

  /** When somebody who comes is not on call any more; empty if not within {@link Rota#HORIZON}. */
  Optional<Instant> end(String name) {
    Instant horizon = at.plus(Rota.HORIZON);
    Optional<Instant> change = next(schedule, at, horizon);
    while (change.isPresent() && schedule.who(change.get()).contains(name)) {
      change = next(schedule, change.get(), horizon);
    }
    return change;
  }

  private static Optional<Instant> next(Schedule schedule, Instant after, Instant upTo) {
    return schedule.nextChange(after, Duration.between(after, upTo).plusNanos(1));
  }

  private static SortedSet<String> without(Collection<String> names, Collection<String> others) {
    SortedSet<String> rest = new TreeSet<>(names);
    rest.removeAll(others);
    return rest;
  }
}

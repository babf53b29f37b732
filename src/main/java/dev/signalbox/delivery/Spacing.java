package dev.signalbox.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How far apart deliveries leave because the other side asked for it, by what it asked that for: everything, an address, an
 * endpoint, an incident. Unlike a {@link Throttle} it knows no limit before it hears of one. Who goes next is none of its
 * business: it says only when. Thread-safe; belongs to one dispatcher.
 */
final class Spacing {

  private final Clock clock;
  private final Map<Object, Rule> rules = new HashMap<>();
  private int version;

  private record Rule(Duration apart, Instant next, Instant ends) {}

  Spacing(Clock clock) {
    this.clock = clock;
  }

  /** Nothing before that wait is over, and then for a while no two closer than that. */
  synchronized void pause(Object what, Duration wait, Duration apart, Duration lasting) {
    Instant next = clock.instant().plus(wait);
    rules.merge(what, new Rule(apart, next, next.plus(lasting)), (old, now) -> old.next().isAfter(now.next()) ? old : now);
    version++;
  }

  synchronized void slow(Object what, Slowdown how) {
    Instant now = clock.instant();
    Rule old = rules.get(what);
    Instant next = now.plus(how.apart());
    boolean paused = old != null && old.next().isAfter(next);
    rules.put(what, new Rule(how.apart(), paused ? old.next() : next, now.plus(how.lasting())));
    if (old == null || old.ends().isBefore(now)) {
      version++;
    }
  }

  /** Whether deliveries of this have to keep a distance now, or nothing may leave at all. */
  synchronized boolean holds(Object what) {
    Rule rule = rules.get(what);
    return rule != null && rule.ends().isAfter(clock.instant());
  }

  /** When something that is all of this may leave; empty for now. */
  synchronized Optional<Instant> next(Collection<?> whats) {
    Instant now = clock.instant();
    rules.values().removeIf(rule -> !rule.ends().isAfter(now) && !rule.next().isAfter(now));
    return whats.stream().flatMap(what -> Optional.ofNullable(rules.get(what)).stream()).map(Rule::next)
        .filter(next -> next.isAfter(now)).max(Instant::compareTo);
  }

  /** Something that is all of this leaves now. */
  synchronized void leaves(Collection<?> whats) {
    Instant now = clock.instant();
    whats.forEach(what -> rules.computeIfPresent(
        what, (same, rule) -> rule.ends().isAfter(now) ? new Rule(rule.apart(), now.plus(rule.apart()), rule.ends()) : rule));
  }

  /** Another one after each demand that nobody could know of before: what was claimed under an older one has to be asked again. */
  synchronized int version() {
    return version;
  }
}

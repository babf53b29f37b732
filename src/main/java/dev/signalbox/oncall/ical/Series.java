package dev.signalbox.oncall.ical;

import dev.signalbox.oncall.Assignment;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An event that repeats, with what was changed of it. Immutable. */
final class Series {

  /** What the clock may be turned, and more than a zone may be away from another. */
  private static final Duration SLACK = Duration.ofDays(2);

  private final Event event;
  private final Set<Instant> excluded;
  private final TreeMap<Instant, Event> turns = new TreeMap<>();
  private final Duration reach;

  /** @param changes of this series, each replacing one of its times, or that and all after it */
  Series(Event event, List<Event> changes) {
    this.event = event;
    Stream<Instant> replaced = changes.stream().filter(it -> !it.andAfter()).map(it -> replaces(it).instant());
    this.excluded = Stream.concat(event.excluded().stream(), replaced).collect(Collectors.toUnmodifiableSet());
    changes.stream().filter(Event::andAfter).forEach(it -> turns.put(replaces(it).instant(), it));
    Stream<Duration> lengths = Stream.concat(Stream.of(event), turns.values().stream()).map(it -> it.length().about());
    Stream<Duration> own = event.dates().stream().map(it -> it.length().about());
    Stream<Duration> moved = turns.values().stream().map(it -> move(it).abs());
    this.reach = Stream.of(lengths, own, moved)
        .map(it -> it.reduce(Duration.ZERO, Series::longer)).reduce(SLACK, Duration::plus);
  }

  private static Stamp replaces(Event change) {
    return Objects.requireNonNull(change.replaces());
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) > 0 ? a : b;
  }

  /** How far a change moves its times on the wall. */
  private static Duration move(Event change) {
    return Duration.between(change.start().zone().wall(replaces(change).instant()), change.start().wall());
  }

  /** About how many times {@link #between} finds by rule in a span of so many days. */
  double work(int days) {
    double perDay = event.rules().stream().mapToDouble(Repeats::perDay).sum();
    return event.nobody() && turns.isEmpty() ? 0 : perDay * (days + reach.toDays());
  }

  /** All that overlap {@code [from, to)}. */
  List<Assignment> between(Instant from, Instant to) {
    List<Assignment> found = new ArrayList<>();
    if (event.nobody() && turns.isEmpty()) {
      return found;
    }
    for (LocalDateTime wall : walls(from, to)) {
      add(wall, event.start().zone(), event.length(), from, to, found);
    }
    for (Event.Date date : event.dates()) {
      add(date.start().wall(), date.start().zone(), date.length(), from, to, found);
    }
    return found;
  }

  private Iterable<LocalDateTime> walls(Instant from, Instant to) {
    if (event.rules().isEmpty()) {
      return List.of(event.start().wall());
    }
    LocalDateTime first = event.start().zone().wall(from.minus(reach)).truncatedTo(ChronoUnit.SECONDS);
    LocalDateTime last = event.start().zone().wall(to.plus(reach));
    if (event.rules().size() == 1) {
      return event.rules().get(0).between(first, last);
    }
    TreeSet<LocalDateTime> union = new TreeSet<>();
    event.rules().forEach(rule -> union.addAll(rule.between(first, last)));
    return union;
  }

  private void add(LocalDateTime wall, Zone zone, Length length, Instant from, Instant to, List<Assignment> found) {
    Instant start = zone.instant(wall);
    if (excluded.contains(start)) {
      return;
    }
    var turn = turns.floorEntry(start);
    Assignment assignment =
        turn == null ? assignment(event, start, length.end(wall, zone)) : turned(turn.getValue(), start);
    boolean somebody = !(turn == null ? event : turn.getValue()).nobody();
    if (somebody && assignment.overlaps(from, to) && assignment.start().isBefore(assignment.end())) {
      found.add(assignment);
    }
  }

  private static Assignment turned(Event change, Instant start) {
    Zone zone = change.start().zone();
    LocalDateTime moved = zone.wall(start).plus(move(change));
    return assignment(change, zone.instant(moved), change.length().end(moved, zone));
  }

  private static Assignment assignment(Event event, Instant start, Instant end) {
    return new Assignment(start, end, event.participant(), event.level());
  }
}

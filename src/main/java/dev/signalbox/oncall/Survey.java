package dev.signalbox.oncall;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A schedule looked at over {@code [from, to)} by whoever judges it rather than asks it: with its gaps, with the turns
 * that something hides, with the overrides that do nothing. Of a calendar that was not read it knows only what is
 * written beside it.
 */
public final class Survey {

  private final Schedule schedule;
  private final Instant from;
  private final Instant to;

  public Survey(Schedule schedule, Instant from, Instant to) {
    this.schedule = schedule;
    this.from = from;
    this.to = to;
  }

  /** All of the time, in order and without holes; neighbours differ. */
  public List<Coverage> coverage() {
    List<Coverage> coverage = new ArrayList<>();
    Sweep sweep = new Sweep(schedule);
    Instant since = from;
    for (Instant t = from; t.isBefore(to); ) {
      Stretch<Standing> stretch = sweep.at(t).atMost(to);
      int last = coverage.size() - 1;
      if (last >= 0 && coverage.get(last).standing().equals(stretch.value())) {
        coverage.remove(last);
      } else {
        since = t;
      }
      coverage.add(new Coverage(new Interval(since, stretch.until()), stretch.value()));
      t = stretch.until();
    }
    return coverage;
  }

  /**
   * Who has the turn in each rotation while its layer is in force, whether windows, holidays, absences, other layers or
   * overrides let them or not; in the order of the document. Turns of the same people in a row are one; empty ones are
   * left out.
   */
  public List<Track> turns() {
    return layers().flatMap(layer -> layer.turns().stream())
        .map(layer -> new Track(layer.name(), turnsOnly(layer).shifts(from, to)))
        .toList();
  }

  private Schedule turnsOnly(Layer layer) {
    Layers alone = new Layers(List.of(layer));
    return new Schedule(
        schedule.name(), schedule.zone(), null, alone, new Absences(Map.of()), List.of(), List.of());
  }

  /** What the overrides do and do not do. */
  public OverrideEffects overrides() {
    return OverrideEffects.of(schedule, from, to);
  }

  /** Everybody whom the document names, except those who are only away. Of a calendar, nobody. */
  public SortedSet<String> names() {
    SortedSet<String> names = new TreeSet<>(schedule.fallback());
    layers().forEach(layer -> names.addAll(layer.crew().members()));
    schedule.overrides().forEach(override -> names.addAll(override.names()));
    return names;
  }

  /** When each of those who are ever away is back from the last time. */
  public Map<String, Instant> absentUntil() {
    return schedule.absences().ends();
  }

  /** When the last holiday is over, if any layer asks for holidays at all. */
  public Optional<Instant> lastHoliday() {
    return layers().flatMap(layer -> layer.closed().holidays().end().stream()).max(Instant::compareTo);
  }

  private Stream<Layer> layers() {
    return schedule.cover() instanceof Layers layers ? layers.written().stream() : Stream.empty();
  }
}

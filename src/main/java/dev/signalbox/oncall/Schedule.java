package dev.signalbox.oncall;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A schedule: layers, overrides on top, a fallback beneath. {@link #who} depends on the document and the instant alone,
 * so the past can be asked as well as the future, and a restart changes nothing. Immutable.
 */
public final class Schedule {

  private final String name;
  private final ZoneId zone;
  private final List<List<Layer>> tiers;
  private final Absences absences;
  private final Replacements overrides;
  private final List<String> fallback;

  Schedule(
      String name, ZoneId zone, List<Layer> layers, Absences absences, Replacements overrides, List<String> fallback) {
    this.name = name;
    this.zone = zone;
    TreeMap<Integer, List<Layer>> byPriority = new TreeMap<>(Comparator.reverseOrder());
    layers.forEach(layer -> byPriority.computeIfAbsent(layer.priority(), none -> new ArrayList<>()).add(layer));
    this.tiers = byPriority.values().stream().map(List::copyOf).toList();
    this.absences = absences;
    this.overrides = overrides;
    this.fallback = List.copyOf(fallback);
  }

  public String name() {
    return name;
  }

  /** The zone in which its people read times. */
  public ZoneId zone() {
    return zone;
  }

  /** The names of those on call, sorted; none where nobody is and no fallback is written. */
  public SortedSet<String> who(Instant t) {
    return at(t).participants();
  }

  public Standing at(Instant t) {
    return new Sweep(this).at(t).value();
  }

  /** The shifts in {@code [from, to)}, clipped to it, in order; stretches with nobody on call are left out. */
  public List<Shift> shifts(Instant from, Instant to) {
    List<Shift> shifts = new ArrayList<>();
    Sweep sweep = new Sweep(this);
    for (Instant t = from; t.isBefore(to); ) {
      Stretch<Standing> stretch = sweep.at(t).atMost(to);
      append(shifts, new Shift(t, stretch.until(), stretch.value().participants()));
      t = stretch.until();
    }
    return Collections.unmodifiableList(shifts);
  }

  private static void append(List<Shift> shifts, Shift next) {
    Optional<Shift> last = shifts.isEmpty() ? Optional.empty() : Optional.of(shifts.get(shifts.size() - 1));
    if (last.isPresent() && last.get().end().equals(next.start())
        && last.get().participants().equals(next.participants())) {
      shifts.set(shifts.size() - 1, new Shift(last.get().start(), next.end(), next.participants()));
    } else if (!next.participants().isEmpty()) {
      shifts.add(next);
    }
  }

  /**
   * When the people on call next differ from those at {@code t}.
   *
   * @param horizon how far to look; empty if nothing changes until then
   */
  public Optional<Instant> nextChange(Instant t, Duration horizon) {
    Sweep sweep = new Sweep(this);
    Instant end = t.plus(horizon);
    Stretch<Standing> now = sweep.at(t);
    for (Instant next = now.until(); next.isBefore(end); ) {
      Stretch<Standing> then = sweep.at(next);
      if (!then.value().participants().equals(now.value().participants())) {
        return Optional.of(next);
      }
      next = then.until();
    }
    return Optional.empty();
  }

  List<List<Layer>> tiers() {
    return tiers;
  }

  Absences absences() {
    return absences;
  }

  Replacements overrides() {
    return overrides;
  }

  /** Everybody of the result, after the overrides, or the fallback where that is nobody. */
  Standing standing(List<String> fromLayers, List<Replacement> active) {
    TreeSet<String> onCall = new TreeSet<>(fromLayers);
    active.forEach(override -> override.apply(onCall));
    boolean nobody = onCall.isEmpty() && !fallback.isEmpty();
    if (nobody) {
      onCall.addAll(fallback);
    }
    return new Standing(Collections.unmodifiableSortedSet(onCall), nobody);
  }
}

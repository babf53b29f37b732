package dev.signalbox.oncall;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What becomes of overrides when they are applied to what the layers say, and to each other.
 *
 * @param clashes pairs of which one makes the other vain, by the beginning of their overlap
 * @param vain those that change nothing at any time of theirs, neither with the others nor without them, in the order
 *     in which they apply
 */
public record OverrideEffects(List<Clash> clashes, List<Replacement> vain) {

  /**
   * Two overrides that cannot both have their way.
   *
   * @param overlap of the two, as far as it was looked at
   * @param wins what it says holds
   * @param loses it would change something were it not for the other one
   */
  public record Clash(Interval overlap, Replacement wins, Replacement loses) {}

  static OverrideEffects of(Schedule schedule, Instant from, Instant to) {
    return new Trial(schedule, from, to).run();
  }

  private static final class Trial {

    private final Schedule schedule;
    private final Instant from;
    private final Instant to;
    private final Set<Replacement> effective = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Replacement> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<Clash> clashes = new ArrayList<>();

    Trial(Schedule schedule, Instant from, Instant to) {
      this.schedule = schedule;
      this.from = from;
      this.to = to;
    }

    OverrideEffects run() {
      Cover.Reading layers = schedule.cover().read(schedule.absences());
      for (Instant t = from; t.isBefore(to); ) {
        Stretch<List<Replacement>> active = schedule.replacements().at(t);
        if (active.value().isEmpty()) {
          t = active.until();
          continue;
        }
        Stretch<List<String>> base = layers.at(t);
        judge(base.value(), active.value());
        t = Stretch.earlier(active.until(), base.until());
      }
      List<Replacement> vain =
          schedule.overrides().stream().filter(one -> seen.contains(one) && !effective.contains(one)).toList();
      return new OverrideEffects(List.copyOf(clashes), vain);
    }

    private void judge(List<String> base, List<Replacement> active) {
      Set<String> all = result(base, active);
      for (int i = 0; i < active.size(); i++) {
        Replacement one = active.get(i);
        seen.add(one);
        List<Replacement> others = new ArrayList<>(active);
        others.remove(i);
        if (!all.equals(result(base, others)) || !result(base, List.of(one)).equals(result(base, List.of()))) {
          effective.add(one);
        }
        for (int j = i + 1; j < active.size(); j++) {
          compare(base, one, active.get(j));
        }
      }
    }

    private void compare(List<String> base, Replacement first, Replacement second) {
      Set<String> neither = result(base, List.of());
      Set<String> both = result(base, List.of(first, second));
      Set<String> firstAlone = result(base, List.of(first));
      Set<String> secondAlone = result(base, List.of(second));
      if (firstAlone.equals(secondAlone)) {
        return; // of one mind
      }
      if (both.equals(secondAlone) && !firstAlone.equals(neither)) {
        clash(second, first);
      } else if (both.equals(firstAlone) && !secondAlone.equals(neither)) {
        clash(first, second);
      }
    }

    private void clash(Replacement wins, Replacement loses) {
      if (clashes.stream().noneMatch(known -> known.wins() == wins && known.loses() == loses)) {
        Interval a = wins.during();
        Interval b = loses.during();
        Instant start = Collections.max(List.of(a.start(), b.start(), from));
        Instant end = Collections.min(List.of(a.end(), b.end(), to));
        clashes.add(new Clash(new Interval(start, end), wins, loses));
      }
    }

    private static Set<String> result(List<String> base, List<Replacement> overrides) {
      Set<String> result = new TreeSet<>(base);
      overrides.forEach(override -> override.apply(result));
      return result;
    }
  }
}

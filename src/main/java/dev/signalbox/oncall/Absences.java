package dev.signalbox.oncall;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Who is away when. */
final class Absences {

  private final Map<String, Periods> byName;
  private final TreeSet<Instant> bounds = new TreeSet<>();

  Absences(Map<String, ? extends Collection<Interval>> byName) {
    this.byName =
        byName.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, away -> new Periods(away.getValue())));
    byName.values().stream().flatMap(Collection::stream).forEach(away -> {
      bounds.add(away.start());
      bounds.add(away.end());
    });
  }

  List<String> present(List<String> names, Instant t) {
    return byName.isEmpty() ? names : names.stream().filter(name -> !away(name, t)).toList();
  }

  private boolean away(String name, Instant t) {
    Periods periods = byName.get(name);
    return periods != null && periods.at(t).value();
  }

  /** Everybody who is ever away, and the end of the last time. */
  Map<String, Instant> ends() {
    Map<String, Instant> ends = new TreeMap<>();
    byName.forEach((name, periods) -> periods.end().ifPresent(end -> ends.put(name, end)));
    return ends;
  }

  /** When anybody leaves or comes back. */
  Instant nextChange(Instant t) {
    Instant next = bounds.higher(t);
    return next == null ? Instant.MAX : next;
  }
}

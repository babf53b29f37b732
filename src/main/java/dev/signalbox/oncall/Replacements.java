package dev.signalbox.oncall;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** All overrides of a schedule, in the order in which they apply. */
record Replacements(List<Replacement> all) {

  Replacements {
    all = List.copyOf(all);
  }

  Stretch<List<Replacement>> at(Instant t) {
    List<Replacement> active = new ArrayList<>(0);
    Instant until = Instant.MAX;
    for (Replacement one : all) {
      Interval during = one.during();
      if (during.contains(t)) {
        active.add(one);
      }
      until = Stretch.earlier(until, during.boundAfter(t));
    }
    return new Stretch<>(active, until);
  }
}

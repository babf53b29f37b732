package dev.signalbox.oncall;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** All overrides of a schedule, asked by instant in logarithmic time however many there are. */
final class Replacements {

  /** From each bound until the next: the overrides in force, in the order in which they apply. */
  private final TreeMap<Instant, List<Replacement>> inForce = new TreeMap<>();

  /** @param all in the order in which they apply */
  Replacements(List<Replacement> all) {
    all.stream()
        .filter(one -> one.during().start().isBefore(one.during().end()))
        .flatMap(one -> Stream.of(one.during().start(), one.during().end()))
        .forEach(bound -> inForce.put(bound, new ArrayList<>(1)));
    for (Replacement one : all) {
      inForce.subMap(one.during().start(), one.during().end()).values().forEach(active -> active.add(one));
    }
  }

  Stretch<List<Replacement>> at(Instant t) {
    Map.Entry<Instant, List<Replacement>> since = inForce.floorEntry(t);
    Instant next = inForce.higherKey(t);
    return new Stretch<>(since == null ? List.of() : since.getValue(), next == null ? Instant.MAX : next);
  }
}

package dev.signalbox.web.console.oncall;

import dev.signalbox.oncall.Interval;
import dev.signalbox.oncall.Schedule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Where two versions of a schedule have different people on call. */
final class Differences {

  /** Never empty of time; the people differ. */
  record Difference(Interval during, SortedSet<String> before, SortedSet<String> after) {}

  private Differences() {}

  /** In order, maximal. */
  static List<Difference> between(Schedule before, Schedule after, Interval during) {
    TreeSet<Instant> bounds = new TreeSet<>();
    Stream.of(before, after)
        .flatMap(schedule -> schedule.watches(during.start(), during.end()).stream())
        .flatMap(watch -> Stream.of(watch.start(), watch.end()))
        .forEach(bounds::add);
    List<Difference> differences = new ArrayList<>();
    Instant start = during.start();
    for (Instant end : bounds.tailSet(start, false)) {
      Difference part = new Difference(new Interval(start, end), before.who(start), after.who(start));
      if (!part.before().equals(part.after())) {
        add(differences, part);
      }
      start = end;
    }
    return List.copyOf(differences);
  }

  private static void add(List<Difference> all, Difference next) {
    int last = all.size() - 1;
    boolean goesOn = last >= 0 && all.get(last).during().end().equals(next.during().start())
        && all.get(last).before().equals(next.before()) && all.get(last).after().equals(next.after());
    if (goesOn) {
      Interval whole = new Interval(all.get(last).during().start(), next.during().end());
      all.set(last, new Difference(whole, next.before(), next.after()));
    } else {
      all.add(next);
    }
  }
}

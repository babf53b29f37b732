package dev.signalbox.override;

import dev.signalbox.oncall.Interval;
import dev.signalbox.oncall.Overrides.Made;
import dev.signalbox.oncall.Replacement;
import dev.signalbox.oncall.Replacement.Kind;
import dev.signalbox.oncall.Schedule;
import dev.signalbox.oncall.Shift;
import dev.signalbox.override.Effect.Warning;
import java.util.ArrayList;
import java.util.List;

/** What somebody who makes an override at 2 a.m. may not have thought of. */
final class Warnings {

  private final Overridden others;
  private final Schedule before;
  private final Schedule after;
  private final Interval during;

  /**
   * @param others the schedule without the override
   * @param after the schedule with it
   */
  Warnings(Overridden others, Schedule after, Interval during) {
    this.others = others;
    this.before = others.schedule();
    this.after = after;
    this.during = during;
  }

  Effect effect(Replacement change) {
    List<Shift> without = before.shifts(during.start(), during.end());
    List<Shift> with = after.shifts(during.start(), during.end());
    List<Warning> warnings = new ArrayList<>(nobody(after, during));
    List<String> absent = change.replaces().stream().filter(name -> !onCall(before, name, during)).toList();
    absent.forEach(name -> warnings.add(new Warning(Warning.Kind.NOT_ON_CALL,
        "%s is not on call at any time %s, so that name has no effect".formatted(name, span(before, during)))));
    if (absent.isEmpty() && with.equals(without)) {
      warnings.add(new Warning(Warning.Kind.NOTHING_CHANGES, "the same people are on call as without it"));
    }
    others.during(during).stream()
        .filter(other -> other.inForce(during))
        .forEach(other -> warnings.add(overlap(change, other)));
    return new Effect(without, with, warnings);
  }

  private Warning overlap(Replacement change, Listed other) {
    Made made = other.made();
    return new Warning(Warning.Kind.OVERLAP, "it overlaps '%s' %s, %s; %s".formatted(
        said(other.change()),
        span(before, other.change().during()),
        made == null ? "which stands in the files" : "made by " + made.author(),
        change.kind() == Kind.SET ? "this one wins" : "this one applies on top of it"));
  }

  static List<Warning> nobody(Schedule schedule, Interval during) {
    String then = schedule.fallback().isEmpty()
        ? "the schedule has no fallback" : "the fallback is asked then: " + String.join(", ", schedule.fallback());
    return schedule.gaps(during.start(), during.end()).stream()
        .map(gap -> new Warning(Warning.Kind.NOBODY, "nobody is on call %s; %s".formatted(span(schedule, gap), then)))
        .toList();
  }

  /** Whether that name is on call by itself, not as the fallback, at some time of the interval. */
  static boolean onCall(Schedule schedule, String name, Interval during) {
    Schedule gone = schedule.with(List.of(new Replacement(during, Kind.REMOVE, List.of(), List.of(name))));
    return !gone.shifts(during.start(), during.end()).equals(schedule.shifts(during.start(), during.end()));
  }

  /** In a few words: {@code replace anna by ben}. */
  static String said(Replacement change) {
    String comes = change.names().isEmpty() ? "nobody" : String.join(", ", change.names());
    String goes = String.join(", ", change.replaces());
    return change.kind().label() + " " + switch (change.kind()) {
      case SET, ADD -> comes;
      case REMOVE -> goes;
      case REPLACE -> goes + " by " + comes;
    };
  }

  static String span(Schedule schedule, Interval interval) {
    return "from %s to %s".formatted(
        SpanReader.wall(interval.start(), schedule.zone()), SpanReader.wall(interval.end(), schedule.zone()));
  }
}

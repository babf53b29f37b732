package dev.signalbox.oncall;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A calendar kept elsewhere: of the assignments that cover an instant, those of the highest level. */
final class CalendarCover implements Cover {

  /** How much of the calendar is looked at in one go: most questions are about an instant, the longest about a year. */
  private static final Duration FIRST = Duration.ofHours(1);
  private static final Duration LONGEST = Duration.ofDays(64);

  private final Assignments assignments;

  CalendarCover(Assignments assignments) {
    this.assignments = assignments;
  }

  @Override
  public Reading read(Absences absences) {
    return new Reading() {
      private @Nullable Sheet sheet;
      private Duration span = FIRST;

      @Override
      public Stretch<List<String>> at(Instant t) {
        Sheet current = sheet;
        if (current == null || !t.isBefore(current.until)) {
          current = new Sheet(assignments.between(t, t.plus(span)), t.plus(span));
          sheet = current;
          span = span.compareTo(LONGEST) < 0 ? span.multipliedBy(4) : span;
        }
        return current.at(t, absences);
      }
    };
  }

  /** A part of the calendar, gone through once from its beginning to its end. */
  private static final class Sheet {

    private final List<Assignment> byStart;
    private final List<Assignment> byEnd;
    private final Instant until;
    private int started;
    private int ended;

    /** Who is on call, by level, the highest first. */
    private final TreeMap<Integer, TreeSet<String>> onCall = new TreeMap<>(Comparator.reverseOrder());

    Sheet(List<Assignment> assignments, Instant until) {
      this.byStart = joined(assignments);
      this.byEnd = byStart.stream().sorted(Comparator.comparing(Assignment::end)).toList();
      this.until = until;
    }

    /** By start; what somebody has at one level without a pause is one, so that each is there once at a time. */
    private static List<Assignment> joined(List<Assignment> assignments) {
      Map<List<Object>, Assignment> open = new HashMap<>();
      List<Assignment> joined = new ArrayList<>();
      assignments.stream()
          .filter(one -> one.start().isBefore(one.end()))
          .sorted(Comparator.comparing(Assignment::start))
          .forEach(one -> open.merge(List.of(one.level(), one.participant()), one, (before, next) -> {
            if (next.start().isAfter(before.end())) {
              joined.add(before);
              return next;
            }
            Instant end = next.end().isAfter(before.end()) ? next.end() : before.end();
            return new Assignment(before.start(), end, before.participant(), before.level());
          }));
      joined.addAll(open.values());
      joined.sort(Comparator.comparing(Assignment::start));
      return joined;
    }

    Stretch<List<String>> at(Instant t, Absences absences) {
      for (; ended < byEnd.size() && !byEnd.get(ended).end().isAfter(t); ended++) {
        level(byEnd.get(ended)).remove(byEnd.get(ended).participant());
      }
      for (; started < byStart.size() && !byStart.get(started).start().isAfter(t); started++) {
        if (byStart.get(started).end().isAfter(t)) {
          level(byStart.get(started)).add(byStart.get(started).participant());
        }
      }
      Instant next = started < byStart.size() ? Stretch.earlier(until, byStart.get(started).start()) : until;
      next = ended < byEnd.size() ? Stretch.earlier(next, byEnd.get(ended).end()) : next;
      List<String> names = onCall.values().stream()
          .map(level -> absences.present(List.copyOf(level), t))
          .filter(present -> !present.isEmpty())
          .findFirst().orElse(List.of());
      return new Stretch<>(names, next).atMost(absences.nextChange(t));
    }

    private TreeSet<String> level(Assignment one) {
      return onCall.computeIfAbsent(one.level(), none -> new TreeSet<>());
    }
  }
}

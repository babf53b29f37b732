package dev.signalbox.oncall;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

    /** By level, the highest first: who is on call, and by how many assignments. */
    private final TreeMap<Integer, TreeMap<String, Integer>> onCall = new TreeMap<>(Comparator.reverseOrder());

    Sheet(List<Assignment> assignments, Instant until) {
      List<Assignment> lasting = assignments.stream().filter(one -> one.start().isBefore(one.end())).toList();
      this.byStart = lasting.stream().sorted(Comparator.comparing(Assignment::start)).toList();
      this.byEnd = lasting.stream().sorted(Comparator.comparing(Assignment::end)).toList();
      this.until = until;
    }

    Stretch<List<String>> at(Instant t, Absences absences) {
      for (; started < byStart.size() && !byStart.get(started).start().isAfter(t); started++) {
        count(byStart.get(started), 1);
      }
      for (; ended < byEnd.size() && !byEnd.get(ended).end().isAfter(t); ended++) {
        count(byEnd.get(ended), -1);
      }
      Instant next = started < byStart.size() ? Stretch.earlier(until, byStart.get(started).start()) : until;
      next = ended < byEnd.size() ? Stretch.earlier(next, byEnd.get(ended).end()) : next;
      List<String> names = onCall.values().stream()
          .map(level -> absences.present(List.copyOf(level.keySet()), t))
          .filter(present -> !present.isEmpty())
          .findFirst().orElse(List.of());
      return new Stretch<>(names, next).atMost(absences.nextChange(t));
    }

    private void count(Assignment one, int more) {
      Map<String, Integer> level = onCall.computeIfAbsent(one.level(), none -> new TreeMap<>());
      if (level.merge(one.participant(), more, Integer::sum) == 0) {
        level.remove(one.participant());
      }
    }
  }
}

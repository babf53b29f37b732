package dev.signalbox.oncall;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A calendar kept elsewhere: of the assignments that cover an instant, those of the highest level. */
final class CalendarCover implements Cover {

  /** How much of the calendar is looked at in one go: most questions are about an instant, the longest about a year. */
  private static final Duration SPAN = Duration.ofDays(35);

  private final Assignments assignments;

  CalendarCover(Assignments assignments) {
    this.assignments = assignments;
  }

  @Override
  public Reading read(Absences absences) {
    return new Reading() {
      private @Nullable Chunk chunk;

      @Override
      public Stretch<List<String>> at(Instant t) {
        Chunk current = chunk;
        if (current == null || !t.isBefore(current.until)) {
          current = new Chunk(assignments.between(t, t.plus(SPAN)), t.plus(SPAN));
          chunk = current;
        }
        return current.at(t, absences);
      }
    };
  }

  private static final class Chunk {

    private final List<Assignment> assignments;
    private final TreeSet<Instant> bounds = new TreeSet<>();
    private final Instant until;

    Chunk(List<Assignment> assignments, Instant until) {
      this.assignments = assignments;
      this.until = until;
      assignments.stream().flatMap(one -> Stream.of(one.start(), one.end())).forEach(bounds::add);
      bounds.add(until);
    }

    Stretch<List<String>> at(Instant t, Absences absences) {
      List<Assignment> covering = assignments.stream()
          .filter(one -> !t.isBefore(one.start()) && t.isBefore(one.end()))
          .filter(one -> !absences.present(List.of(one.participant()), t).isEmpty())
          .toList();
      int highest = covering.stream().mapToInt(Assignment::level).max().orElse(0);
      List<String> names = covering.stream()
          .filter(one -> one.level() == highest).map(Assignment::participant).distinct().toList();
      return new Stretch<>(names, Stretch.earlier(until, bounds.higher(t))).atMost(absences.nextChange(t));
    }
  }
}

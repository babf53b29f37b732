package dev.signalbox.ladder;

import dev.signalbox.escalation.Climb;
import dev.signalbox.escalation.Step;
import dev.signalbox.oncall.Person;
import dev.signalbox.oncall.Rota;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** A climb in words, for the timeline and for those who are told. */
final class ClimbWords {

  private static final int NAMED = 5;

  private final Timers.Timer timer;
  private final Climb climb;
  private final Rota rota;
  private final Instant now;

  ClimbWords(Timers.Timer timer, Climb climb, Rota rota, Instant now) {
    this.timer = timer;
    this.climb = climb;
    this.rota = rota;
    this.now = now;
  }

  /** What happened: {@code level 3 of infrastructure: Hugo Brandt; level 2 is left out, nobody is on call there}. */
  String timeline() {
    List<String> parts = new ArrayList<>();
    Step entered = climb.entered();
    if (entered != null) {
      String round = entered.round() == 0 ? "" : ", round %d".formatted(entered.round() + 1);
      parts.add("level %d of %s%s: %s".formatted(entered.level(), timer.policy().name(), round, names()));
    } else if (climb.nobody()) {
      parts.add("%s: nobody is on call at any level that is left, and it is not tried again".formatted(timer.policy().name()));
    } else {
      parts.add("%s: there is no other level".formatted(timer.policy().name()));
    }
    if (!climb.empty().isEmpty() && entered != null) {
      parts.add("%s left out, nobody is on call there".formatted(levels(climb.empty())));
    }
    if (!climb.passed().isEmpty()) {
      String passed = climb.passed().stream().limit(NAMED)
          .map(step -> "level %d (%s)".formatted(step.level(), step.enteredAt().truncatedTo(ChronoUnit.SECONDS)))
          .collect(Collectors.joining(", "));
      int more = climb.passed().size() - NAMED;
      parts.add("passed unasked, while nothing was watched: %s%s".formatted(passed, more > 0 ? " and %d more".formatted(more) : ""));
    }
    if (timer.note() != null) {
      parts.add(timer.note());
    }
    return String.join("; ", parts);
  }

  /** Why somebody is asked. */
  String note() {
    String who = "Level %d of %s is asked: %s".formatted(climb.rung().level(), timer.policy().name(), names());
    if (timer.hastened() != null) {
      return "%s. Escalated by %s%s".formatted(who, timer.hastened(), timer.note() == null ? "" : ": " + timer.note());
    }
    return "%s. Nobody took care of it for %s".formatted(who, span(Duration.between(timer.enteredAt(), now)));
  }

  private static String span(Duration duration) {
    long minutes = Math.max(1, duration.toMinutes());
    return minutes < 60 ? minutes + " min" : "%d h %02d min".formatted(minutes / 60, minutes % 60);
  }

  private static String levels(List<Integer> levels) {
    return levels.size() == 1
        ? "level %d is".formatted(levels.get(0))
        : "levels %s are".formatted(levels.stream().map(String::valueOf).collect(Collectors.joining(", ")));
  }

  private String names() {
    return names(rota.people(climb.asked()));
  }

  static String names(Collection<Person> people) {
    return people.isEmpty() ? "nobody" : people.stream().map(Person::called).collect(Collectors.joining(", "));
  }
}

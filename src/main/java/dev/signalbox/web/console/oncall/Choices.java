package dev.signalbox.web.console.oncall;

import dev.signalbox.oncall.Rota;
import dev.signalbox.oncall.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Whom the form offers, those who have turns on the schedule first.
 *
 * @param comes who can take over: people of people.yaml, as the desk demands
 * @param goes who can be replaced: whoever has a turn soon, people.yaml or not
 */
public record Choices(List<Choice> comes, List<Choice> others, List<Choice> goes) {

  private static final Duration SOON = Duration.ofDays(60);

  public record Choice(String name, String label) {}

  /** @param wanted somebody to be offered as well, who has been chosen already */
  static Choices of(Rota rota, Schedule schedule, Instant now, String wanted) {
    Cast cast = new Cast(rota.people());
    Set<String> turns = new TreeSet<>();
    schedule.shifts(now, now.plus(SOON)).forEach(shift -> turns.addAll(shift.participants()));
    Set<String> known = rota.people().keySet();
    boolean more = !wanted.isEmpty() && !wanted.equals(OverrideForm.NOBODY);
    return new Choices(
        sorted(cast, turns.stream().filter(known::contains)),
        sorted(cast, known.stream().filter(name -> !turns.contains(name))),
        sorted(cast, Stream.concat(turns.stream(), more ? Stream.of(wanted) : Stream.empty()).distinct()));
  }

  private static List<Choice> sorted(Cast cast, Stream<String> names) {
    return names.filter(Paths::fits)
        .map(name -> new Choice(name, cast.called(name)))
        .sorted(Comparator.comparing(Choice::label))
        .toList();
  }
}

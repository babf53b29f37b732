package dev.signalbox.web.console.oncall;

import dev.signalbox.oncall.Interval;
import dev.signalbox.oncall.Person;
import dev.signalbox.oncall.Rota;
import dev.signalbox.oncall.Schedule;
import dev.signalbox.oncall.Standing;
import dev.signalbox.oncall.Watch;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Draws one person's turns on every schedule. */
final class PersonDrawing {

  private final Rota rota;
  private final CalendarView view;
  private final Instant now;
  private final Links links;
  private final Trouble trouble;
  private final Cast cast;

  PersonDrawing(Rota rota, Trouble trouble, Links links) {
    this.rota = rota;
    this.trouble = trouble;
    this.links = links;
    this.view = links.view();
    this.now = links.now();
    this.cast = new Cast(rota.people());
  }

  private record OnSchedule(Schedule schedule, List<Watch> watches) {}

  /** Empty for somebody whom neither people.yaml nor, on the days shown, any schedule knows. */
  Optional<PersonPlan> person(String name) {
    ZoneId own = own(name);
    Ruler ruler = view.ruler(own, now);
    Interval looked = new Interval(ruler.from().minus(Drawing.BEYOND), ruler.to().plus(Drawing.BEYOND));
    List<OnSchedule> all = rota.schedules().stream()
        .map(rota::schedule)
        .map(schedule -> new OnSchedule(schedule, turns(name, schedule.watches(looked.start(), looked.end()))))
        .filter(one -> !one.watches().isEmpty())
        .toList();
    if (all.isEmpty() && !rota.people().containsKey(name)) {
      return Optional.empty();
    }
    WallTime wall = new WallTime(ruler.zone(), looked);
    ScheduleTimeline draw = new ScheduleTimeline(ruler, wall, cast);
    List<Row> rows = all.stream()
        .map(one -> draw.turns(one.schedule().name(), one.watches(), watch -> links.replace(one.schedule(), watch)))
        .toList();
    Timeline timeline = new Timeline(
        "When " + cast.called(name) + " is on call", draw.headings(now), ruler.mark(now).orElse(null), rows);
    Person person = rota.people(List.of(name)).get(0);
    return Optional.of(new PersonPlan(cast.contact(person), own, wall, trouble.ofPerson(name), timeline, all.stream()
        .flatMap(one -> one.watches().stream().map(watch -> new Turn(one.schedule(), watch)))
        .filter(turn -> ruler.shows(turn.watch().start(), turn.watch().end()))
        .sorted(Comparator.comparing(turn -> turn.watch().start()))
        .map(turn -> told(turn, wall))
        .toList()));
  }

  private record Turn(Schedule schedule, Watch watch) {}

  private PersonPlan.Turn told(Turn turn, WallTime wall) {
    Watch watch = turn.watch();
    return new PersonPlan.Turn(
        turn.schedule().name(),
        Paths.schedule(turn.schedule().name()) + view.query(),
        wall.span(watch.start(), watch.end()),
        wall.exactSpan(watch.start(), watch.end()),
        wall.lasts(watch.start(), watch.end()),
        watch.standing().fallback() ? "fallback" : "shift",
        !watch.start().isAfter(now) && watch.end().isAfter(now),
        links.replace(turn.schedule(), watch));
  }

  /** Their own stretches, whoever is on call beside them. */
  private static List<Watch> turns(String name, List<Watch> watches) {
    List<Watch> turns = new ArrayList<>();
    for (Watch watch : watches) {
      if (!watch.standing().participants().contains(name)) {
        continue;
      }
      Standing alone = new Standing(
          Collections.unmodifiableSortedSet(new TreeSet<>(List.of(name))), watch.standing().fallback());
      int last = turns.size() - 1;
      boolean goesOn = last >= 0
          && turns.get(last).end().equals(watch.start()) && turns.get(last).standing().equals(alone);
      Instant start = goesOn ? turns.remove(last).start() : watch.start();
      turns.add(new Watch(start, watch.end(), alone));
    }
    return turns;
  }

  private ZoneId own(String name) {
    return Stream.concat(
            Optional.ofNullable(rota.people().get(name)).map(Person::timezone).stream(),
            rota.schedules().stream().map(schedule -> rota.schedule(schedule).zone()))
        .findFirst()
        .orElse(ZoneOffset.UTC);
  }
}

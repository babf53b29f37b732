package dev.signalbox.web.console.oncall;

import dev.signalbox.oncall.Interval;
import dev.signalbox.oncall.OnCall;
import dev.signalbox.oncall.Overrides;
import dev.signalbox.oncall.Person;
import dev.signalbox.oncall.Rota;
import dev.signalbox.oncall.Schedule;
import dev.signalbox.oncall.Shift;
import dev.signalbox.oncall.Watch;
import dev.signalbox.override.Listed;
import dev.signalbox.web.Spans;
import dev.signalbox.web.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Draws schedules from one snapshot of the plan, so that all of a page agrees. */
final class Drawing {

  /** How far back the beginning of the present shift is looked for: a month, and some. */
  private static final Duration LOOK_BACK = Duration.ofDays(35);

  private final Rota rota;
  private final Map<String, List<Overrides.Made>> made;
  private final CalendarView view;
  private final Instant now;
  private final boolean operator;
  private final Cast cast;

  /**
   * @param made by schedule, those that have not ended, in the order in which they apply
   * @param operator whether the reader may make overrides, so that shifts lead to the form
   */
  Drawing(Rota rota, Map<String, List<Overrides.Made>> made, CalendarView view, Instant now, boolean operator) {
    this.rota = rota;
    this.made = made;
    this.view = view;
    this.now = now;
    this.operator = operator;
    this.cast = new Cast(rota.people());
  }

  Plan plan(String name) {
    Schedule schedule = rota.schedule(name);
    Ruler ruler = view.ruler(schedule.zone(), now);
    WallTime wall = new WallTime(ruler.zone());
    OnCall onCall = rota.onCall(name, now);
    List<Listed> changes = changes(schedule, now);
    List<Watch> watches = schedule.watches(ruler.from(), ruler.to());
    return new Plan(
        name,
        Paths.schedule(name),
        schedule.zone(),
        wall,
        contacts(onCall.primary()),
        since(schedule).orElse(null),
        onCall.nextAt(),
        onCall.fallbackUsed(),
        contacts(onCall.next()),
        Optional.ofNullable(onCall.nextAt()).flatMap(then -> schedule.nextChange(then, Rota.HORIZON)).orElse(null),
        changes.stream().filter(one -> ScheduleTimeline.works(one.change(), now, schedule.at(now))).map(one -> line(one, wall)).toList(),
        timeline(schedule, ruler, watches),
        lines(schedule, watches, wall, "gap"),
        lines(schedule, watches, wall, "fallback"),
        watches.stream().map(watch -> line(schedule, watch, wall)).toList(),
        changes.stream().map(one -> line(one, wall)).toList(),
        operator ? Paths.newOverride(name) + zone('?') : null);
  }

  private List<Plan.Contact> contacts(List<Person> people) {
    return people.stream()
        .map(it -> new Plan.Contact(cast.who(it.name()), Paths.person(it.name()), it.mail(), it.slackId(), it.channels()))
        .toList();
  }

  private Timeline timeline(Schedule schedule, Ruler ruler, List<Watch> watches) {
    ScheduleTimeline draw = new ScheduleTimeline(ruler, cast);
    List<Listed> changes = changes(schedule, ruler.from());
    List<Row> rows = new ArrayList<>();
    rows.add(draw.result("On call", watches, changes, watch -> link(schedule, watch)));
    Row overrides = draw.overrides(changes);
    if (!overrides.bars().isEmpty()) {
      rows.add(overrides);
    }
    schedule.tracks(ruler.from(), ruler.to()).forEach(track -> rows.add(draw.layer(track)));
    return new Timeline(
        "Who is on call on " + Words.line(schedule.name()), draw.headings(now), ruler.mark(now).orElse(null), rows);
  }

  /** Those of the file and those made by hand that end after an instant, in the order in which they apply. */
  private List<Listed> changes(Schedule schedule, Instant after) {
    return Stream.concat(
            schedule.asWritten().overrides().stream().map(written -> new Listed(written, null)),
            made.getOrDefault(schedule.name(), List.of()).stream().map(one -> new Listed(one.change(), one)))
        .filter(one -> one.change().during().end().isAfter(after))
        .toList();
  }

  private Optional<Instant> since(Schedule schedule) {
    Instant earliest = now.minus(LOOK_BACK);
    List<Shift> before = schedule.shifts(earliest, now.plusSeconds(1));
    return before.stream()
        .reduce((earlier, later) -> later)
        .filter(shift -> shift.end().isAfter(now) && shift.start().isAfter(earliest))
        .map(Shift::start);
  }

  private List<Plan.Line> lines(Schedule schedule, List<Watch> watches, WallTime wall, String kind) {
    return watches.stream().map(watch -> line(schedule, watch, wall)).filter(line -> line.kind().equals(kind)).toList();
  }

  private Plan.Line line(Schedule schedule, Watch watch, WallTime wall) {
    boolean nobody = watch.standing().participants().isEmpty();
    return new Plan.Line(
        wall.span(watch.start(), watch.end()),
        wall.exactSpan(watch.start(), watch.end()),
        Spans.rough(Duration.between(watch.start(), watch.end())),
        cast.who(watch.standing().participants()),
        nobody ? "gap" : watch.standing().fallback() ? "fallback" : "shift",
        !watch.start().isAfter(now) && watch.end().isAfter(now),
        link(schedule, watch));
  }

  /** To the form, filled in with the stretch and, if it is one person's, whom to replace. */
  private @Nullable String link(Schedule schedule, Watch watch) {
    if (!operator || !watch.end().isAfter(now)) {
      return null;
    }
    WallTime wall = new WallTime(view.zone(schedule.zone()));
    StringBuilder link = new StringBuilder(Paths.newOverride(schedule.name()))
        .append('?').append(Paths.parameter("from", wall.field(watch.start().isBefore(now) ? now : watch.start())))
        .append('&').append(Paths.parameter("to", wall.field(watch.end())));
    if (watch.standing().participants().size() == 1 && Paths.fits(watch.standing().participants().first())) {
      link.append('&').append(Paths.parameter("instead", watch.standing().participants().first()));
    }
    return link.append(zone('&')).toString();
  }

  /** The zone goes along, so that the form shows the times of the page. */
  private String zone(char before) {
    return view.zone().equals(CalendarView.OF_SCHEDULE) ? "" : before + Paths.parameter("zone", view.zone());
  }

  private Plan.OverrideLine line(Listed one, WallTime wall) {
    Interval during = one.change().during();
    Overrides.Made by = one.made();
    return new Plan.OverrideLine(
        by == null ? null : by.id().toString(), new Phrases(cast).told(one.change()), wall.span(during.start(), during.end()),
        wall.exactSpan(during.start(), during.end()), during.contains(now), by == null ? null : by.author(),
        by == null ? null : by.reason(), by == null ? null : by.madeAt());
  }
}

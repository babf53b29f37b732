package dev.signalbox.web.console.oncall;

import dev.signalbox.oncall.Interval;
import dev.signalbox.oncall.OnCall;
import dev.signalbox.oncall.Overrides;
import dev.signalbox.oncall.Rota;
import dev.signalbox.oncall.Schedule;
import dev.signalbox.oncall.Watch;
import dev.signalbox.override.Listed;
import dev.signalbox.web.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Draws schedules from one snapshot of the plan, so that all of a page agrees. */
final class Drawing {

  /** How far beyond the days shown the true bounds of what is shown are looked for: a month, and some. */
  static final Duration BEYOND = Duration.ofDays(35);

  private final Rota rota;
  private final Map<String, List<Overrides.Made>> made;
  private final CalendarView view;
  private final Instant now;
  private final Links links;
  private final Trouble trouble;
  private final Cast cast;

  /**
   * @param made by schedule, those that have not ended, in the order in which they apply
   * @param links where shifts lead, and as of when
   */
  Drawing(Rota rota, Map<String, List<Overrides.Made>> made, Trouble trouble, Links links) {
    this.rota = rota;
    this.made = made;
    this.trouble = trouble;
    this.links = links;
    this.view = links.view();
    this.now = links.now();
    this.cast = new Cast(rota.people());
  }

  Plan plan(String name) {
    Schedule schedule = rota.schedule(name);
    Ruler ruler = view.ruler(schedule.zone(), now);
    WallTime wall = new WallTime(ruler.zone());
    OnCall onCall = rota.onCall(name, now);
    List<Listed> changes = changes(schedule, now);
    Interval looked = new Interval(ruler.from().minus(BEYOND), ruler.to().plus(BEYOND));
    List<Watch> watches = schedule.watches(looked.start(), looked.end());
    List<Plan.Line> list = watches.stream()
        .filter(watch -> ruler.shows(watch.start(), watch.end())).map(watch -> line(schedule, watch, looked)).toList();
    return new Plan(
        name,
        Paths.schedule(name),
        new WallTime(schedule.zone()).zone(),
        wall,
        cast.contacts(onCall.primary()),
        since(schedule).orElse(null),
        onCall.nextAt(),
        onCall.fallbackUsed(),
        cast.contacts(onCall.next()),
        Optional.ofNullable(onCall.nextAt()).flatMap(then -> schedule.nextChange(then, Rota.HORIZON)).orElse(null),
        changes.stream()
            .filter(one -> ScheduleTimeline.works(one.change(), now, schedule.at(now)))
            .map(one -> line(one, wall))
            .toList(),
        trouble.source(name),
        trouble.ofSchedule(name, ruler),
        timeline(schedule, ruler, looked, watches),
        ofKind("gap", list),
        ofKind("fallback", list),
        list,
        changes.stream().map(one -> line(one, wall)).toList(),
        links.newOverride(schedule));
  }

  private Timeline timeline(Schedule schedule, Ruler ruler, Interval looked, List<Watch> watches) {
    ScheduleTimeline draw = new ScheduleTimeline(ruler, new WallTime(ruler.zone(), looked), cast);
    List<Listed> changes = changes(schedule, ruler.from());
    List<Row> rows = new ArrayList<>();
    rows.add(draw.result("On call", watches, changes, watch -> links.replace(schedule, watch)));
    Row overrides = draw.overrides(changes);
    if (!overrides.lanes().isEmpty()) {
      rows.add(overrides);
    }
    schedule.tracks(looked.start(), looked.end()).forEach(track -> rows.add(draw.layer(track)));
    return new Timeline(
        "Who is on call on " + Words.line(schedule.name()), draw.headings(now), ruler.mark(now).orElse(null), rows);
  }

  /** Those of the file and those made by hand that end after an instant, the earliest first. */
  private List<Listed> changes(Schedule schedule, Instant after) {
    return Stream.concat(
            schedule.asWritten().overrides().stream().map(written -> new Listed(written, null)),
            made.getOrDefault(schedule.name(), List.of()).stream().map(one -> new Listed(one.change(), one)))
        .filter(one -> one.change().during().end().isAfter(after))
        .sorted(Comparator.comparing(one -> one.change().during().start()))
        .toList();
  }

  private Optional<Instant> since(Schedule schedule) {
    Instant earliest = now.minus(BEYOND);
    List<Watch> before = schedule.watches(earliest, now.plusSeconds(1));
    int first = before.size() - 1;
    while (first > 0 && same(before.get(first - 1), before.get(first))) {
      first--;
    }
    return Optional.of(before.get(first).start()).filter(start -> start.isAfter(earliest));
  }

  private static boolean same(Watch one, Watch other) {
    return one.standing().participants().equals(other.standing().participants());
  }

  private static List<Plan.Line> ofKind(String kind, List<Plan.Line> lines) {
    return lines.stream().filter(line -> line.kind().equals(kind)).toList();
  }

  private Plan.Line line(Schedule schedule, Watch watch, Interval looked) {
    WallTime wall = new WallTime(view.zone(schedule.zone()), looked);
    boolean nobody = watch.standing().participants().isEmpty();
    return new Plan.Line(
        wall.span(watch.start(), watch.end()),
        wall.exactSpan(watch.start(), watch.end()),
        wall.lasts(watch.start(), watch.end()),
        cast.who(watch.standing().participants()),
        nobody ? "gap" : watch.standing().fallback() ? "fallback" : "shift",
        !watch.start().isAfter(now) && watch.end().isAfter(now),
        links.replace(schedule, watch));
  }

  private Plan.OverrideLine line(Listed one, WallTime wall) {
    Interval during = one.change().during();
    Overrides.Made by = one.made();
    return new Plan.OverrideLine(
        by == null ? null : by.id().toString(), new Phrases(cast).told(one.change()),
        wall.span(during.start(), during.end()), wall.exactSpan(during.start(), during.end()), during.contains(now),
        by == null ? null : by.author(),
        by == null ? null : by.reason(), by == null ? null : by.madeAt());
  }
}

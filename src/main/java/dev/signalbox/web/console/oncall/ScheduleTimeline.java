package dev.signalbox.web.console.oncall;

import dev.signalbox.oncall.Interval;
import dev.signalbox.oncall.Replacement;
import dev.signalbox.oncall.Shift;
import dev.signalbox.oncall.Standing;
import dev.signalbox.oncall.Track;
import dev.signalbox.oncall.Watch;
import dev.signalbox.override.Listed;
import dev.signalbox.web.Words;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Draws the rows of a schedule: what results, the overrides, and what each layer alone would say. */
final class ScheduleTimeline {

  private final Ruler ruler;
  private final WallTime wall;
  private final Cast cast;
  private final Phrases phrases;

  ScheduleTimeline(Ruler ruler, WallTime wall, Cast cast) {
    this.ruler = ruler;
    this.wall = wall;
    this.cast = cast;
    this.phrases = new Phrases(cast);
  }

  /** @param link where a stretch of the result leads; null for nowhere */
  Row result(String label, List<Watch> watches, List<Listed> changes, Function<Watch, @Nullable String> link) {
    List<Watch> shown = watches.stream().filter(watch -> ruler.shows(watch.start(), watch.end())).toList();
    int people = most(shown.stream().map(watch -> watch.standing().participants()).toList());
    return new Row("result", Words.line(label), people, List.of(shown.stream().map(watch -> {
      Standing standing = watch.standing();
      boolean changed = changes.stream().anyMatch(one -> works(one.change(), watch.start(), standing)
          && !one.change().during().end().isBefore(watch.end()));
      String staffed = standing.fallback() ? "fallback" : changed ? "changed" : "shift";
      String kind = standing.participants().isEmpty() ? "gap" : staffed;
      String why = standing.fallback() ? " (fallback)" : changed ? " (override)" : "";
      return bar(watch.start(), watch.end(), kind, cast.who(standing.participants()),
          cast.called(standing.participants()) + why, link.apply(watch));
    }).toList()));
  }

  /** One person's turns: whose they are is known, so the bars say when. */
  Row turns(String label, List<Watch> watches, Function<Watch, @Nullable String> link) {
    return new Row("result", Words.line(label), 1, List.of(watches.stream()
        .filter(watch -> ruler.shows(watch.start(), watch.end()))
        .map(watch -> {
          Bar.Who who = cast.who(watch.standing().participants().first());
          String lasts = wall.lasts(watch.start(), watch.end());
          List<Bar.Who> when = List.of(new Bar.Who(wall.times(watch.start(), watch.end()), lasts, who.look()));
          String kind = watch.standing().fallback() ? "fallback turn" : "shift turn";
          return bar(watch.start(), watch.end(), kind, when, label, link.apply(watch));
        })
        .toList()));
  }

  Row layer(Track track) {
    List<Shift> shown = track.shifts().stream().filter(shift -> ruler.shows(shift.start(), shift.end())).toList();
    int people = most(shown.stream().map(Shift::participants).toList());
    return new Row("layer", Words.line(track.name()), people, List.of(shown.stream()
        .map(shift -> bar(shift.start(), shift.end(), "shift", cast.who(shift.participants()),
            cast.called(shift.participants()), null))
        .toList()));
  }

  /** Overrides that overlap are drawn below each other. */
  Row overrides(List<Listed> changes) {
    List<Instant> free = new ArrayList<>();
    List<List<Bar>> lanes = new ArrayList<>();
    for (Listed one : changes) {
      Interval during = one.change().during();
      if (!ruler.shows(during.start(), during.end()) || during.start().equals(during.end())) {
        continue;
      }
      int lane = 0;
      while (lane < lanes.size() && free.get(lane).isAfter(during.start())) {
        lane++;
      }
      if (lane == lanes.size()) {
        lanes.add(new ArrayList<>());
        free.add(during.end());
      }
      free.set(lane, during.end());
      lanes.get(lane).add(bar(one));
    }
    return new Row("overrides", "Overrides", 1, lanes);
  }

  /** Whether an override lasts at an instant and is what made the people of then, as a swap of somebody else is not. */
  static boolean works(Replacement what, Instant t, Standing standing) {
    return what.during().contains(t)
        && standing.participants().containsAll(what.names())
        && what.replaces().stream()
            .allMatch(gone -> what.names().contains(gone) || !standing.participants().contains(gone));
  }

  private Bar bar(Listed one) {
    Replacement what = one.change();
    String label = phrases.shortly(what);
    List<Bar.Who> who = what.names().isEmpty()
        ? List.of(new Bar.Who(label, "–", "nobody"))
        : List.of(cast.who(what.names().get(0), label));
    String href = one.made() == null ? null : "#override-" + one.made().id();
    return bar(what.during().start(), what.during().end(), "override", who,
        "Override: " + phrases.told(what), href);
  }

  private Bar bar(
      Instant start, Instant end, String kind, List<Bar.Who> people, String told, @Nullable String href) {
    String cut = (start.isBefore(ruler.from()) ? " from-before" : "") + (end.isAfter(ruler.to()) ? " goes-on" : "");
    return new Bar(ruler.place(start, end), kind + cut, people, wall.times(start, end),
        told + ", " + wall.exactSpan(start, end), href);
  }

  List<Timeline.Heading> headings(Instant now) {
    return Headings.of(ruler, wall.date(now));
  }

  private static int most(List<? extends Collection<?>> groups) {
    return groups.stream().mapToInt(Collection::size).max().orElse(0);
  }
}

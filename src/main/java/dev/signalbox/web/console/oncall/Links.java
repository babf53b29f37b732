package dev.signalbox.web.console.oncall;

import dev.signalbox.oncall.Schedule;
import dev.signalbox.oncall.Watch;
import java.time.Instant;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * Where the calendar leads: to the form, filled in with what was pressed.
 *
 * @param operator whether the reader may make overrides; others are led nowhere
 */
record Links(CalendarView view, Instant now, boolean operator) {

  /** An empty form; null for whoever may only look. */
  @Nullable String newOverride(Schedule schedule) {
    return operator ? Paths.newOverride(schedule.name()) + zone('?') : null;
  }

  /** For a stretch, from now on, and for whom to replace if it is one person's; null where nothing can be done. */
  @Nullable String replace(Schedule schedule, Watch watch) {
    if (!operator || !watch.end().isAfter(now)) {
      return null;
    }
    WallTime wall = new WallTime(view.zone(schedule.zone()));
    StringBuilder link = new StringBuilder(Paths.newOverride(schedule.name()))
        .append('?').append(Paths.parameter("from", wall.field(watch.start().isBefore(now) ? now : watch.start())))
        .append('&').append(Paths.parameter("to", wall.field(watch.end())));
    SortedSet<String> people = watch.standing().participants();
    if (people.size() == 1 && Paths.fits(people.first())) {
      link.append('&').append(Paths.parameter("instead", people.first()));
    }
    return link.append(zone('&')).toString();
  }

  /** The zone goes along, so that the form shows the times of the page. */
  private String zone(char before) {
    return view.zone().equals(CalendarView.OF_SCHEDULE) ? "" : before + Paths.parameter("zone", view.zone());
  }
}

package dev.signalbox.web.console.oncall;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * What stands above a calendar, to look at something else of it.
 *
 * @param path of the page
 */
public record Tools(CalendarView view, String path, CalendarView earlier, CalendarView later) {

  static Tools of(CalendarView view, String path, Instant now) {
    LocalDate today = LocalDate.ofInstant(now, view.zone(ZoneOffset.UTC));
    return new Tools(view, path, view.turned(-1, today), view.turned(1, today));
  }
}

package dev.signalbox.oncall.calendar;

import java.util.List;

/** How the calendars do, on whichever replica they are read. */
@FunctionalInterface
public interface CalendarStatuses {

  /** Of each schedule that has one, in the order of the files. */
  List<CalendarStatus> all();
}

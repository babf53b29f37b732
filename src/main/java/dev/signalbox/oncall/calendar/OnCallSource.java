package dev.signalbox.oncall.calendar;

import dev.signalbox.oncall.CalendarRef;
import dev.signalbox.oncall.Interval;
import dev.signalbox.oncall.Schedule;
import java.time.Instant;
import java.util.Optional;

/** A system in which people keep calendars of their own: reads one of them. Thread-safe; keeps nothing. */
public interface OnCallSource {

  /**
   * Which calendar, and how much of it.
   *
   * @param schedule whose it is: its zone is that of times without one
   * @param location where it is kept
   * @param now the database's time
   * @param window entries that do not overlap it are left out; those that do are not clipped
   * @param tag of the copy at hand, as {@link Reading#tag}; empty if it has none or must not be relied on
   */
  record Question(Schedule schedule, Location location, Instant now, Interval window, String tag) {}

  CalendarRef.Kind kind();

  /**
   * Reads all of it or nothing. Blocks as long as its time-outs allow. What cannot be understood is left out with a
   * warning.
   *
   * @return empty if the calendar is still as the tag says
   * @throws SourceFailure if it cannot be read, or only a part of it
   */
  Optional<Reading> read(Question question);
}

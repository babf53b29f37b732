package dev.signalbox.oncall.ical;

import dev.signalbox.oncall.Schedule;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/** Calendars as text, and what comes of them. */
final class Ics {

  private Ics() {}

  /** @param components lines of the calendar; line breaks within are as good */
  static String calendar(String... components) {
    return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\n"
        + String.join("\n", components).replaceAll("\\R", "\r\n")
        + "\r\nEND:VCALENDAR\r\n";
  }

  static String event(String... lines) {
    return "BEGIN:VEVENT\n" + String.join("\n", lines) + "\nEND:VEVENT";
  }

  static IcalReading read(String ics) {
    return IcalReader.read(ics, ZoneOffset.UTC);
  }

  /** In UTC; {@code 2024-03-04T08:00Z/2024-03-11T08:00Z anna+ben}, without seconds where there are none. */
  static List<String> shifts(String ics, String fromDay, String toDay) {
    return shifts(read(ics), ZoneOffset.UTC, fromDay, toDay);
  }

  static List<String> shifts(IcalReading reading, ZoneId zone, String fromDay, String toDay) {
    return Schedule.of("s", zone, reading.assignments())
        .shifts(Instant.parse(fromDay + "T00:00:00Z"), Instant.parse(toDay + "T00:00:00Z"))
        .stream()
        .map(
            it ->
                "%s/%s %s"
                    .formatted(
                        it.start().atOffset(ZoneOffset.UTC),
                        it.end().atOffset(ZoneOffset.UTC),
                        String.join("+", it.participants())))
        .toList();
  }
}

package dev.signalbox.oncall.ical;

import dev.signalbox.oncall.Assignments;
import java.util.List;

/**
 * What a calendar says.
 *
 * @param assignments of every event that could be read; immutable and thread-safe
 * @param warnings one sentence for each thing that could not, with its line and value; empty if all is well. They quote
 *     the calendar, never where it came from
 */
public record IcalReading(Assignments assignments, List<String> warnings) {

  public IcalReading {
    warnings = List.copyOf(warnings);
  }
}

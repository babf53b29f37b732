package dev.signalbox.oncall;

import java.util.Map;

/** The calendars that are kept elsewhere, as they were last read. */
@FunctionalInterface
public interface Calendars {

  /** By schedule. One that was never read is missing; one that cannot be read any more stays as it last was. */
  Map<String, Assignments> latest();
}

package dev.signalbox.oncall.calendar;

import dev.signalbox.oncall.Assignment;
import java.util.List;

/**
 * What a calendar says, all of it within the window that was asked for.
 *
 * @param assignments sorted, without repeats; empty if nobody is on call
 * @param warnings one line for each thing that was left out; they may quote the calendar, never where it is kept
 * @param tag by which the source recognises this version, e.g. an ETag; empty where it has none
 */
public record Reading(List<Assignment> assignments, List<String> warnings, String tag) {

  public Reading {
    assignments = List.copyOf(assignments);
    warnings = List.copyOf(warnings);
  }
}

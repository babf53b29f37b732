package dev.signalbox.oncall;

import java.time.Instant;
import java.util.List;

/** Who is on call before overrides and fallback: from layers, or from a calendar kept elsewhere. Immutable. */
sealed interface Cover permits Layers, CalendarCover {

  /** Asked about rising instants, by one thread. */
  interface Reading {
    Stretch<List<String>> at(Instant t);
  }

  /** Begins at any instant. A reading may remember what it said; the cover itself remembers nothing. */
  Reading read(Absences absences);
}

package dev.signalbox.oncall;

import java.util.SortedSet;

/**
 * Who is on call at an instant.
 *
 * @param participants sorted, possibly none
 * @param fallback whether nobody was, so that the schedule's {@code fallback} answers
 */
public record Standing(SortedSet<String> participants, boolean fallback) {

  /** Whether nobody is scheduled, with a fallback or without. */
  public boolean uncovered() {
    return fallback || participants.isEmpty();
  }
}

package dev.signalbox.oncall;

import java.time.Instant;

/**
 * Somebody is on call for a while, as a calendar kept elsewhere says. Half-open; one that is empty of time counts for
 * nothing.
 *
 * @param participant as written there, stripped, never empty; need not be a name of people.yaml
 * @param level the highest that covers an instant wins there, equal ones are on call together; 0 where the calendar knows
 *     no levels
 */
public record Assignment(Instant start, Instant end, String participant, int level) {

  public boolean overlaps(Instant from, Instant to) {
    return start.isBefore(to) && end.isAfter(from);
  }
}

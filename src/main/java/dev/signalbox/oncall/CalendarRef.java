package dev.signalbox.oncall;

import java.time.Duration;

/**
 * Where a schedule's calendar is kept, as the schedule's document says.
 *
 * @param kind which system
 * @param location a path or URL of an iCalendar file; a SQL resource; the id of a schedule of PagerDuty. May hold a
 *     placeholder {@code {{name}}}, since a URL is often a secret: never shown, never logged
 * @param dataSource the database to query, for {@link Kind#SQL}; empty for the watched one
 * @param refresh how long a copy is good; one three times as old is stale
 */
public record CalendarRef(Kind kind, String location, String dataSource, Duration refresh) {

  /** The systems, by the key of the document. */
  public enum Kind {
    ICAL,
    SQL,
    PAGERDUTY
  }

  /** Without the location, which may be a secret. */
  @Override
  public String toString() {
    return kind.name().toLowerCase(java.util.Locale.ROOT) + " calendar";
  }
}

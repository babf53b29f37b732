package dev.signalbox.incident;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One unbroken spell of one alert, from the first row to the last.
 *
 * @param id the name the outside world knows it by: PagerDuty's dedup_key, Jira's label, ServiceNow's correlation_id, the
 *     root of the mail thread. Lower-case UUID.
 * @param title one line for people, for example {@code Repeated downtime of the same server: srv-042}
 * @param row the evidence as of the last poll that changed it
 * @param openedAt database time of the poll that saw it first
 * @param assignee name of the person who was on call at the opening
 * @param schedule the one whose people it fell to at the opening; null if its rule asks none
 * @param held what holds its news back; null if nothing does
 * @param toldAt when the rule's places were owed its opening; null if that was held back so far, or was no news
 */
public record Incident(
    UUID id,
    AlertKey alert,
    Status status,
    Severity severity,
    String title,
    Row row,
    Instant openedAt,
    @Nullable Instant acknowledgedAt,
    @Nullable String acknowledgedBy,
    @Nullable Instant resolvedAt,
    @Nullable Instant snoozedUntil,
    int escalationLevel,
    @Nullable String assignee,
    @Nullable String schedule,
    @Nullable Held held,
    @Nullable Instant toldAt) {

  /** One that nothing holds back: it is told as it opens. */
  public Incident(
      UUID id,
      AlertKey alert,
      Status status,
      Severity severity,
      String title,
      Row row,
      Instant openedAt,
      @Nullable Instant acknowledgedAt,
      @Nullable String acknowledgedBy,
      @Nullable Instant resolvedAt,
      @Nullable Instant snoozedUntil,
      int escalationLevel,
      @Nullable String assignee,
      @Nullable String schedule) {
    this(
        id, alert, status, severity, title, row, openedAt, acknowledgedAt, acknowledgedBy, resolvedAt, snoozedUntil,
        escalationLevel, assignee, schedule, null, openedAt);
  }

  /** @param person null for nobody */
  public Incident assignedTo(@Nullable String person) {
    return new Incident(
        id, alert, status, severity, title, row, openedAt, acknowledgedAt, acknowledgedBy, resolvedAt, snoozedUntil,
        escalationLevel, person, schedule, held, toldAt);
  }

  /**
   * The same incident, fallen to the people of a schedule.
   *
   * @param person the first of those on call; null if nobody is
   */
  public Incident assignedTo(String schedule, @Nullable String person) {
    return new Incident(
        id, alert, status, severity, title, row, openedAt, acknowledgedAt, acknowledgedBy, resolvedAt, snoozedUntil,
        escalationLevel, person, schedule, held, toldAt);
  }

  /** The same incident, of which nobody is told for now. */
  Incident heldBack(Held by) {
    return new Incident(
        id, alert, status, severity, title, row, openedAt, acknowledgedAt, acknowledgedBy, resolvedAt, snoozedUntil,
        escalationLevel, assignee, schedule, by, null);
  }

  /** As a message tells of it. */
  public Subject subject() {
    return new Subject(id, alert, severity, title, row, List.of(), openedAt, Subject.page(id));
  }

  public boolean over() {
    return status == Status.RESOLVED;
  }
}

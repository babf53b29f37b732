package dev.signalbox.incident;

import java.util.Locale;

/** Why something was decided. Logs, metrics, timeline, tests and the console all speak these words. */
public enum Reason {
  /** The alert is new: somebody must hear of it. */
  FIRST_NOTIFICATION,
  /** Still wrong after the repeat interval. */
  REPEAT_INTERVAL_ELAPSED,
  /** The row now carries a higher severity than the incident. */
  SEVERITY_ROSE,
  /** The row is back soon after its incident was resolved: the same incident is open again. */
  CAME_BACK,
  /** It came and went too often: told once more, and then not before it is over. */
  FLAPPING,
  /** It was flapping, and its row has stayed away for long enough. */
  QUIET,
  /** Much of what the rule watches went wrong at once. */
  MASS_OUTAGE,
  /** Nothing that was part of a mass outage is left of it. */
  OUTAGE_OVER,
  /** The row of a flapping incident stays: its end will be told like any other's. */
  SETTLED,
  /** The row was missing in as many completed polls as the rule asks for. */
  ROW_GONE,
  /** The row's own column says that it is over. */
  ROW_SAYS_RESOLVED,
  /** Over already when the rule was polled for the first time: history is not news. */
  ADOPTED,
  /** Its ticket was closed while its row is still there: the database is right. */
  STILL_THERE,
  /** Nobody took care of it within the time that the level before was given. */
  NOT_ANSWERED,
  /** No level of its escalation has anybody on call. */
  NOBODY_ON_CALL,
  /** Whoever acknowledged it said nothing more, and it is still there. */
  ACKNOWLEDGEMENT_EXPIRED,
  /** Somebody else is on call now. */
  SHIFT_CHANGED,
  /** Nobody has touched its ticket for too long, or nobody has finished it. */
  TICKET_WAITS,
  /** A silence that somebody made matches it. */
  SILENCED,
  /** A maintenance window matches it. */
  IN_MAINTENANCE,
  /** What it stands behind is down, which is told instead. */
  BEHIND_PARENT,
  /** One of many that broke together, which are told as one. */
  PART_OF_OUTAGE,
  /** Incidents joined the group that a message tells of, or are over. */
  GROUP_CHANGED,
  /** All incidents of the group are over. */
  GROUP_OVER,
  /** Nothing holds it back any more, and it is still there. */
  HOLD_ENDED,
  /** A person decided. */
  BY_HAND,
  /** The incident ended before its opening was sent: neither is. */
  RESOLVED_BEFORE_SENT,
  /** The incident was open again before its end was sent: the place need hear of neither. */
  REOPENED_BEFORE_SENT,
  /** The place never heard of the incident, so it need not hear of its end. */
  NEVER_SENT_OPEN,
  /** An earlier notice still waits for the same place; this one would only repeat it. */
  EARLIER_NOTICE_PENDING,
  /** Sent again from the dead letters. */
  REPLAYED,
  /** An announcement: made once, told once. */
  TOLD_ONCE;

  /** Lower case, as the store, JSON and metrics spell it: {@code row_gone}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Reason of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }
}

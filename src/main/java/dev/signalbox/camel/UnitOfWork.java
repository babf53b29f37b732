package dev.signalbox.camel;

import dev.signalbox.delivery.Owed;
import dev.signalbox.incident.Change;
import dev.signalbox.oncall.OnCall;
import java.util.UUID;

/**
 * What the steps of a route ask and add to for one notice. It commits as one, together with what the notice comes from:
 * all of it or nothing. Used by the thread that runs the route.
 */
public interface UnitOfWork {

  /** Adds a delivery. */
  void owe(Owed one);

  /** Whether a place has been told of an incident, or is about to be. */
  boolean heard(UUID incident, String channel, String address);

  /**
   * Who is on call on a schedule now; the same answer for every notice of this unit. Nobody, if there is no such schedule
   * any more.
   */
  OnCall onCall(String schedule);

  /**
   * Whom a level of an escalation asks now; nobody, if there is no such level any more. An incident that opens with this
   * climbs the escalation from that level on, or from the next one that has anybody, and keeps it to its end.
   *
   * @param since the column of the row with the instant from which the delays count; empty for the opening
   */
  OnCall.Level level(Change change, String escalation, int number, String since);

  /** Notes on which schedule an incident that opens falls, and to whom. Of several the first counts. */
  void assign(UUID incident, OnCall onCall);

  /** A step of the route did not pass a notice on: the rest of it stands, and what was not owed is on record. */
  void stumbled(Notice notice, String reason);
}

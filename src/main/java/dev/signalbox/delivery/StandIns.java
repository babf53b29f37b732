package dev.signalbox.delivery;

import dev.signalbox.incident.Severity;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * Urgent notices that wait for a channel in trouble, and what goes elsewhere in their place. Once for each spell of
 * an incident and place; what stands in for another is never stood in for, so that two dead channels send nothing to and fro.
 */
public interface StandIns {

  /** Nobody can be told instead. */
  String NOBODY = "nobody";

  /**
   * Notices of open incidents that were tried in vain, or waited for half a minute, most severe first. The end of an
   * incident is none: it goes where the beginning went.
   *
   * @param downFor how long the channel, or that address on it, has been failing or misconfigured
   * @param least the mildest severity that is urgent
   */
  List<Stranded> stranded(Duration downFor, Severity least, int limit);

  /**
   * Owes the stand-ins and remembers for whom, in one statement: a repeat changes nothing. Where the other place takes
   * the incident for open, or will, it is told nothing more. What they stand for stays owed.
   */
  void add(Collection<StandIn> standIns);

  /** Remembers that nobody can be told instead. */
  void hopeless(Collection<UUID> deliveries);

  /**
   * @param context of the delivery, see {@link Delivery#context}
   * @param trouble why its channel is in trouble, one line
   */
  record Stranded(UUID delivery, String channel, String address, Severity severity, String context, String trouble) {}

  /**
   * @param of the delivery that it stands in for
   * @param context of the new one, which says why
   */
  record StandIn(UUID of, String channel, String address, String context) {}
}

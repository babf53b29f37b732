package dev.signalbox.inbound;

import dev.signalbox.channel.TicketSeen;
import java.util.Optional;

/** Reads a ticket from the system that keeps it. */
@FunctionalInterface
public interface TicketReader {

  /**
   * @param reference by which people or the system itself call it
   * @return empty if it is gone, hidden, or none of ours
   * @throws Response.Unreachable if the system is out of reach for now
   */
  Optional<TicketSeen> read(String channel, String reference);
}

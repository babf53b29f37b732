package dev.signalbox.delivery;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What is known of tickets. Those that the hub makes and moves are recorded with its deliveries, see {@link Outcome.Delivered}. */
public interface Tickets {

  /** By the name that people call it; the newest, should two incidents have shared one. */
  Optional<Ticket> find(String channel, String reference);

  /** Of several incidents, oldest first for each. */
  List<Ticket> of(Collection<UUID> incidents);

  /**
   * Records what a ticket looks like, unless it has been seen later. Its {@code changedAt} counts only if its category is
   * another than before; what the hub wrote into it is kept.
   */
  void saw(Ticket ticket);

  /** Whether a comment has been heard before. */
  boolean knows(String channel, String comment);

  /** Records that a comment on the ticket of an incident was heard; again changes nothing. */
  void heard(String channel, String comment, UUID incident);
}

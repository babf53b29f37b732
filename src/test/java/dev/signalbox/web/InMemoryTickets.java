package dev.signalbox.web;

import dev.signalbox.delivery.Ticket;
import dev.signalbox.delivery.Tickets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Tickets for tests that have no store. */
public final class InMemoryTickets implements Tickets {

  public final List<Ticket> tickets = new ArrayList<>();
  private final Set<String> comments = new HashSet<>();

  @Override
  public Optional<Ticket> find(String channel, String reference) {
    return tickets.stream().filter(ticket -> ticket.channel().equals(channel) && ticket.reference().equals(reference)).findFirst();
  }

  @Override
  public List<Ticket> of(Collection<UUID> incidents) {
    return tickets.stream().filter(ticket -> incidents.contains(ticket.incident())).toList();
  }

  @Override
  public void saw(Ticket ticket) {
    int at = find(ticket.channel(), ticket.reference()).map(tickets::indexOf).orElse(-1);
    if (at < 0) {
      tickets.add(ticket);
    } else {
      tickets.set(at, ticket);
    }
  }

  @Override
  public boolean knows(String channel, String comment) {
    return comments.contains(channel + " " + comment);
  }

  @Override
  public void heard(String channel, String comment, UUID incident) {
    comments.add(channel + " " + comment);
  }
}

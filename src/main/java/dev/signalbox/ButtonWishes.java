package dev.signalbox;

import dev.signalbox.camel.TicketDesk;
import dev.signalbox.incident.Incident;
import dev.signalbox.inbound.Wishes;

/** From the buttons of a message to the ladder and the ticket desk. */
final class ButtonWishes implements Wishes {

  private final TicketDesk desk;

  ButtonWishes(TicketDesk desk) {
    this.desk = desk;
  }

  @Override
  public String escalate(Incident incident, String by, String note) {
    return Wishes.NONE.escalate(incident, by, note);
  }

  @Override
  public String ticket(Incident incident) {
    return desk.open(incident);
  }
}

package dev.signalbox;

import dev.signalbox.camel.TicketOrder;
import dev.signalbox.incident.Incident;
import dev.signalbox.inbound.Wishes;
import dev.signalbox.ladder.Timers;
import java.time.Clock;

/** From the buttons of a message to the ladder and the ticket order. */
final class ButtonWishes implements Wishes {

  private final Timers timers;
  private final TicketOrder order;
  private final Clock clock;

  ButtonWishes(Timers timers, TicketOrder order, Clock clock) {
    this.timers = timers;
    this.order = order;
    this.clock = clock;
  }

  @Override
  public String escalate(Incident incident, String by, String note) {
    if (timers.hasten(incident.id(), by, note, clock.instant())) {
      return "the next level is asked now";
    }
    return timers.find(incident.id())
        .map(timer -> "nothing: level %d of '%s' is the last that is asked".formatted(timer.rung().level(), timer.policy().name()))
        .orElse("nothing: the rule '%s' names no escalation".formatted(incident.alert().rule()));
  }

  @Override
  public String ticket(Incident incident) {
    return order.open(incident);
  }
}

package dev.signalbox;

import dev.signalbox.camel.TicketDesk;
import dev.signalbox.incident.Incident;
import dev.signalbox.inbound.Wishes;
import dev.signalbox.ladder.Timers;
import java.time.Clock;

/** From the buttons of a message to the ladder and the ticket desk. */
final class ButtonWishes implements Wishes {

  private final Timers timers;
  private final TicketDesk desk;
  private final Clock clock;

  ButtonWishes(Timers timers, TicketDesk desk, Clock clock) {
    this.timers = timers;
    this.desk = desk;
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
    return desk.open(incident);
  }
}

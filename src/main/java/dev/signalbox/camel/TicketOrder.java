package dev.signalbox.camel;

import dev.signalbox.channel.Channel;
import dev.signalbox.delivery.Deliveries;
import dev.signalbox.delivery.Outbox;
import dev.signalbox.delivery.Owed;
import dev.signalbox.escalation.CurrentPlan;
import dev.signalbox.incident.Change;
import dev.signalbox.incident.ChangeKind;
import dev.signalbox.incident.Incident;
import dev.signalbox.incident.Reason;
import dev.signalbox.oncall.OnCall;
import dev.signalbox.oncall.Person;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/** Opens a ticket for an incident whose rule opens none, because somebody asked for it: once, and assigned to whoever is on call. */
public final class TicketOrder {

  private final Optional<Channel> system;
  private final Deliveries deliveries;
  private final Outbox outbox;
  private final CurrentPlan plan;
  private final TransactionTemplate transaction;
  private final Clock clock;

  /** @param system where tickets are made; empty if nowhere */
  public TicketOrder(
      Optional<Channel> system, Deliveries deliveries, Outbox outbox, CurrentPlan plan, TransactionTemplate transaction, Clock clock) {
    this.system = system;
    this.deliveries = deliveries;
    this.outbox = outbox;
    this.plan = plan;
    this.transaction = transaction;
    this.clock = clock;
  }

  /** Returns in a few words what was done. Asked for again, it says so and does nothing. */
  public String open(Incident incident) {
    List<Deliveries.View> tickets = deliveries.tickets(List.of(incident.id()));
    if (!tickets.isEmpty()) {
      Deliveries.View last = tickets.get(tickets.size() - 1);
      return "nothing: there is a ticket, %s %s".formatted(last.reference(), last.url() == null ? "" : last.url()).strip();
    }
    if (system.isEmpty() || !system.get().missingSettings().isEmpty()) {
      return "nothing: no ticket system is configured";
    }
    Channel channel = system.get();
    Optional<Deliveries.View> earlier = deliveries.of(incident.id()).stream()
        .filter(view -> view.channel().equals(channel.name()) && view.kind().equals(ChangeKind.OPENED.label())).findFirst();
    if (earlier.isPresent()) {
      return "nothing: the ticket in %s is %s".formatted(channel.name(), earlier.get().status().equals("pending")
          ? "on its way" : "not there: " + earlier.get().lastError());
    }
    OnCall onCall = onCall(incident);
    // as of its opening: pressed twice at once, it is one delivery
    Change opening = new Change(ChangeKind.OPENED, Reason.BY_HAND, incident.subject(), incident.openedAt());
    Owed owed = new Owed(opening, channel.name(), "", true, Context.write(onCall, Map.of(), null, null));
    Boolean isOwed = transaction.execute(status -> {
      outbox.add(List.of(owed));
      return outbox.heard(incident.id(), channel.name(), "");
    });
    if (!Boolean.TRUE.equals(isOwed)) {
      return "nothing: the incident is over";
    }
    String people = onCall == null ? "" : onCall.asked().stream().map(Person::called).collect(Collectors.joining(", "));
    return "a ticket is being opened in " + channel.name() + (people.isEmpty() ? "" : " for " + people);
  }

  private @Nullable OnCall onCall(Incident incident) {
    return incident.schedule() == null ? null : plan.now().rota().onCallOrNobody(incident.schedule(), clock.instant());
  }
}

package dev.signalbox.handoff;

import dev.signalbox.channel.Wording;
import dev.signalbox.delivery.Deliveries;
import dev.signalbox.incident.Incident;
import dev.signalbox.incident.IncidentStore;
import dev.signalbox.incident.Subject;
import dev.signalbox.incident.Subject.Item;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * The open incidents of a schedule.
 *
 * @param worst the worst of them, worst first
 * @param count of all of them
 * @param tickets of those named
 */
record OpenWork(List<Incident> worst, long count, List<Deliveries.View> tickets) {

  private static final int NAMED = 10;

  static OpenWork of(String schedule, IncidentStore incidents, Deliveries deliveries) {
    List<Incident> worst = incidents.open(schedule, NAMED);
    long count = worst.size() < NAMED ? worst.size() : incidents.countOpen(schedule);
    return new OpenWork(worst, count, deliveries.tickets(worst.stream().map(Incident::id).toList()));
  }

  String summary() {
    if (count == 0) {
      return "nothing is open";
    }
    String incidents = count == 1 ? "1 incident" : count + " incidents";
    return count > worst.size() ? incidents + ", the worst " + worst.size() + " first" : incidents;
  }

  /**
   * @param people names as people write them
   */
  List<Item> items(UnaryOperator<String> people, Instant now) {
    List<Item> items = new ArrayList<>();
    for (Incident incident : worst) {
      items.add(new Item(incident.title(), remark(incident, people, now), Subject.page(incident.id())));
    }
    if (count > worst.size()) {
      items.add(new Item("and %d more".formatted(count - worst.size()), "", "/incidents"));
    }
    return items;
  }

  private String remark(Incident incident, UnaryOperator<String> people, Instant now) {
    List<String> facts = new ArrayList<>();
    facts.add(incident.severity().label());
    facts.add("open for " + Wording.duration(Duration.between(incident.openedAt(), now)));
    facts.add("assigned to " + (incident.assignee() == null ? "nobody" : people.apply(incident.assignee())));
    if (incident.acknowledgedBy() != null) {
      facts.add("acknowledged by " + people.apply(incident.acknowledgedBy()));
    }
    tickets.stream()
        .filter(ticket -> incident.id().equals(ticket.incidentId()))
        .map(Deliveries.View::reference).filter(Objects::nonNull).forEach(facts::add);
    return String.join(", ", facts);
  }
}

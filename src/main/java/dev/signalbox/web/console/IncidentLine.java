package dev.signalbox.web.console;

import dev.signalbox.delivery.Deliveries;
import dev.signalbox.incident.Incident;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** An incident in a list, with what was sent about it. */
public record IncidentLine(Incident incident, List<Chip> chips) {

  static List<IncidentLine> of(List<Incident> incidents, Deliveries deliveries) {
    List<UUID> ids = incidents.stream().map(Incident::id).toList();
    var sent = deliveries.of(ids).stream().collect(Collectors.groupingBy(Deliveries.View::incidentId));
    var tickets = deliveries.tickets(ids).stream().collect(Collectors.groupingBy(Deliveries.View::incidentId));
    return incidents.stream()
        .map(incident -> new IncidentLine(
            incident,
            Chip.of(sent.getOrDefault(incident.id(), List.of()), tickets.getOrDefault(incident.id(), List.of()))))
        .toList();
  }
}

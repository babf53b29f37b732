package dev.signalbox.web.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.signalbox.delivery.Deliveries;
import dev.signalbox.incident.Incident;
import dev.signalbox.incident.IncidentStore.TimelineEntry;
import dev.signalbox.incident.Standing;
import dev.signalbox.ladder.Outlook;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An incident as scripts read it. */
public record IncidentJson(
    UUID id,
    String rule,
    String key,
    String status,
    String severity,
    String title,
    Instant openedAt,
    @Nullable Instant acknowledgedAt,
    @Nullable String acknowledgedBy,
    @Nullable Instant resolvedAt,
    @Nullable Instant snoozedUntil,
    int escalationLevel,
    @Nullable String assignee,
    @Nullable Instant toldAt,
    @Nullable Held held,
    int opens,
    @Nullable Instant flappingSince,
    @Nullable UUID parent,
    int children,
    List<Ticket> tickets,
    Map<String, Object> row) {

  /** @param reference the ticket's key or number, for example {@code OPS-12} */
  public record Ticket(String channel, @Nullable String reference, @Nullable String url) {}

  /** @param reason for example {@code silenced} */
  public record Held(String reason, String detail, Instant since) {

    static @Nullable Held of(dev.signalbox.incident.@Nullable Held held) {
      return held == null ? null : new Held(held.hold().reason().label(), held.hold().detail(), held.since());
    }
  }

  /**
   * With what happened to it and what was sent about it, both oldest first.
   *
   * @param escalation where it stands; null if it climbs none, and once it is over
   */
  public record Whole(
      @JsonUnwrapped IncidentJson incident,
      List<TimelineEntry> timeline,
      List<Deliveries.View> deliveries,
      Outlook.@Nullable View escalation) {}

  /**
   * @param tickets of any incidents; those of others are left out
   * @param standings of any incidents
   */
  static IncidentJson of(Incident incident, List<Deliveries.View> tickets, Map<UUID, Standing> standings) {
    Standing standing = standings.getOrDefault(incident.id(), Standing.ALONE);
    return new IncidentJson(
        incident.id(),
        incident.alert().rule(),
        incident.alert().key(),
        incident.status().label(),
        incident.severity().label(),
        incident.title(),
        incident.openedAt(),
        incident.acknowledgedAt(),
        incident.acknowledgedBy(),
        incident.resolvedAt(),
        incident.snoozedUntil(),
        incident.escalationLevel(),
        incident.assignee(),
        incident.toldAt(),
        Held.of(incident.held()),
        standing.opens(),
        standing.flappingSince(),
        standing.parent(),
        standing.children(),
        tickets.stream()
            .filter(ticket -> incident.id().equals(ticket.incidentId()))
            .map(ticket -> new Ticket(ticket.channel(), ticket.reference(), ticket.url()))
            .toList(),
        incident.row().columns());
  }
}

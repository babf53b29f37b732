package dev.signalbox.web;

import dev.signalbox.delivery.Deliveries;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What was sent, as far as the web reads it. */
public final class InMemoryDeliveries implements Deliveries {

  private static final Set<String> TICKETS = Set.of("jira", "servicenow");

  public final List<View> views = new ArrayList<>();
  public final List<Health> health = new ArrayList<>();
  public final Map<UUID, List<UUID>> groups = new HashMap<>();

  @Override
  public List<View> list(@Nullable String status, @Nullable String channel, int limit, int offset) {
    return views.stream()
        .filter(view -> status == null || view.status().equals(status))
        .filter(view -> channel == null || view.channel().equals(channel))
        .sorted(Comparator.comparing(View::createdAt).reversed())
        .skip(offset)
        .limit(limit)
        .toList();
  }

  @Override
  public List<View> of(UUID incident) {
    return views.stream()
        .filter(view -> incident.equals(view.incidentId())).sorted(Comparator.comparing(View::createdAt)).toList();
  }

  @Override
  public List<View> tickets(Collection<UUID> incidents) {
    return views.stream()
        .filter(view -> view.incidentId() != null && incidents.contains(view.incidentId()))
        .filter(view -> TICKETS.contains(view.channel()))
        .filter(view -> view.kind().equals("opened") && view.status().equals("sent"))
        .toList();
  }

  @Override
  public List<UUID> members(UUID group) {
    return groups.getOrDefault(group, List.of());
  }

  @Override
  public List<Health> health() {
    return health;
  }

  @Override
  public Optional<UUID> incidentOf(String channel, String reference) {
    return views.stream()
        .filter(view -> view.channel().equals(channel) && reference.equals(view.reference()) && view.kind().equals("opened"))
        .map(View::incidentId)
        .findFirst();
  }
}

package dev.signalbox.web;

import dev.signalbox.incident.Former;
import dev.signalbox.incident.Hold;
import dev.signalbox.incident.Incident;
import dev.signalbox.incident.IncidentStore;
import dev.signalbox.incident.Move;
import dev.signalbox.incident.Spell;
import dev.signalbox.incident.Status;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The store as far as the web uses it. */
public final class InMemoryIncidents implements IncidentStore {

  public final Map<UUID, Incident> incidents = new LinkedHashMap<>();
  public final Map<UUID, List<TimelineEntry>> timelines = new LinkedHashMap<>();
  public final List<RuleStatus> rules = new ArrayList<>();
  /** What other places heard, and which one did not. */
  public final List<String> said = new ArrayList<>();
  private final Clock clock;

  public InMemoryIncidents(Clock clock) {
    this.clock = clock;
  }

  public void add(Incident incident) {
    incidents.put(incident.id(), incident);
    tell(incident.id(), incident.openedAt(), "opened", "rule", "first_notification", null);
  }

  public void tell(UUID id, Instant at, String event, String actor, String reason, @Nullable String detail) {
    timelines.computeIfAbsent(id, any -> new ArrayList<>()).add(new TimelineEntry(at, event, actor, reason, detail));
  }

  @Override
  public Optional<Incident> find(UUID id) {
    return Optional.ofNullable(incidents.get(id));
  }

  @Override
  public List<Incident> list(@Nullable Boolean open, @Nullable String rule, @Nullable String key, int limit, int offset) {
    return incidents.values().stream()
        .filter(incident -> open == null || incident.over() != open)
        .filter(incident -> rule == null || incident.alert().rule().equals(rule))
        .filter(incident -> key == null || incident.alert().key().equals(key))
        .sorted(Comparator.comparing(Incident::openedAt).reversed())
        .skip(offset)
        .limit(limit)
        .toList();
  }

  @Override
  public Map<String, Former> formers(String rule, Instant since) {
    return Map.of();
  }

  @Override
  public List<Incident> held(@Nullable String rule, @Nullable String key, int limit, int offset) {
    return list(true, rule, key, Integer.MAX_VALUE, 0).stream()
        .filter(incident -> incident.held() != null)
        .skip(offset)
        .limit(limit)
        .toList();
  }

  @Override
  public Map<Hold, Integer> holds() {
    Map<Hold, Integer> holds = new LinkedHashMap<>();
    held(null, null, Integer.MAX_VALUE, 0).forEach(one -> holds.merge(one.held().hold(), 1, Integer::sum));
    return holds;
  }

  @Override
  public long countOpen() {
    return incidents.values().stream().filter(incident -> !incident.over()).count();
  }

  @Override
  public List<TimelineEntry> timeline(UUID incident) {
    return timelines.getOrDefault(incident, List.of());
  }

  @Override
  public Optional<Incident> acknowledge(UUID id, String by, @Nullable String note) {
    return change(id, by, "acknowledged", note, i -> i.acknowledgedAt() != null || i.over() ? i
        : with(i, Status.ACKNOWLEDGED, clock.instant(), by, null, i.snoozedUntil()));
  }

  @Override
  public Optional<Incident> contradict(UUID id, String channel, String by, String note) {
    Optional<Incident> incident = find(id).filter(one -> !one.over());
    incident.ifPresent(one -> tell(id, clock.instant(), "ticket_closed", by, "still_there", note));
    return incident;
  }

  @Override
  public Optional<Incident> resolve(UUID id, String by, @Nullable String note) {
    return change(id, by, "resolved", note, i -> i.over() ? i
        : with(i, Status.RESOLVED, i.acknowledgedAt(), i.acknowledgedBy(), clock.instant(), i.snoozedUntil()));
  }

  @Override
  public Optional<Incident> snooze(UUID id, String by, Instant until, @Nullable String note) {
    return change(id, by, "snoozed", note,
        i -> with(i, i.status(), i.acknowledgedAt(), i.acknowledgedBy(), i.resolvedAt(), until));
  }

  @Override
  public Optional<Incident> unacknowledge(UUID id, String by, @Nullable String note) {
    return change(id, by, "unacknowledged", note, i -> i.status() == Status.ACKNOWLEDGED
        ? with(i, Status.OPEN, null, null, i.resolvedAt(), i.snoozedUntil())
        : i);
  }

  @Override
  public Optional<Incident> assign(
      UUID id, @Nullable String assignee, String by, @Nullable String note, @Nullable String channel) {
    return change(id, by, "assigned", note, i -> i.over() ? i : i.assignedTo(assignee));
  }

  @Override
  public void comment(UUID id, String by, String text, @Nullable String channel) {
    said.add("%s, not to %s".formatted(text, channel));
    note(id, by, text);
  }

  @Override
  public void note(UUID id, String by, String text) {
    tell(id, clock.instant(), "commented", by, "by_hand", text);
  }

  private Optional<Incident> change(UUID id, String by, String event, @Nullable String note, UnaryOperator<Incident> change) {
    return find(id).map(before -> {
      Incident after = change.apply(before);
      if (!after.equals(before)) {
        incidents.put(id, after);
        tell(id, clock.instant(), event, by, "by_hand", note);
      }
      return after;
    });
  }

  public static Incident with(
      Incident i, Status status, @Nullable Instant ackAt, @Nullable String ackBy, @Nullable Instant resolvedAt,
      @Nullable Instant snoozedUntil) {
    return new Incident(
        i.id(), i.alert(), status, i.severity(), i.title(), i.row(), i.openedAt(), ackAt, ackBy, resolvedAt, snoozedUntil,
        i.escalationLevel(), i.assignee(), i.schedule(), status == Status.RESOLVED ? null : i.held(), i.toldAt());
  }

  @Override
  public List<RuleStatus> rules() {
    return rules;
  }

  @Override
  public List<Incident> open(String schedule, int limit) {
    throw new UnsupportedOperationException("the web knows no handoffs");
  }

  @Override
  public long countOpen(String schedule) {
    throw new UnsupportedOperationException("the web knows no handoffs");
  }

  @Override
  public Map<String, Spell> spells(String rule) {
    throw new UnsupportedOperationException("the web does not poll");
  }

  @Override
  public Set<String> known(String rule, Collection<String> keys) {
    throw new UnsupportedOperationException("the web does not poll");
  }

  @Override
  public void write(List<Move> moves) {
    throw new UnsupportedOperationException("the web does not poll");
  }
}

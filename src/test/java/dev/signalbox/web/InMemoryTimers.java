package dev.signalbox.web;

import dev.signalbox.escalation.EscalationPolicy;
import dev.signalbox.incident.Incident;
import dev.signalbox.ladder.Timers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the console and the API ask of timers. */
public final class InMemoryTimers implements Timers {

  public final Map<UUID, Timer> timers = new LinkedHashMap<>();

  @Override
  public Optional<Timer> find(UUID incident) {
    return Optional.ofNullable(timers.get(incident));
  }

  @Override
  public boolean hasten(UUID incident, String by, @Nullable String note, Instant now) {
    Timer timer = timers.get(incident);
    if (timer == null || timer.dueAt() == null) {
      return false;
    }
    timers.put(incident, new Timer(timer.policy(), timer.rung(), timer.enteredAt(), now, null, by, note));
    return true;
  }

  @Override
  public List<Use> uses() {
    Map<EscalationPolicy, List<Climbing>> uses = new LinkedHashMap<>();
    timers.forEach((id, timer) -> uses.computeIfAbsent(timer.policy(), policy -> new ArrayList<>())
        .add(new Climbing(id, "incident " + id, timer.rung(), timer.enteredAt(), timer.dueAt(), timer.pausedAt())));
    return uses.entrySet().stream().map(use -> new Use(use.getKey(), use.getValue(), use.getValue().size())).toList();
  }

  @Override
  public void start(List<Start> starts) {
    throw new UnsupportedOperationException("a page opens nothing");
  }

  @Override
  public List<Due> due(Instant now, int limit) {
    throw new UnsupportedOperationException("a page climbs nothing");
  }

  @Override
  public void postpone(Map<UUID, Duration> rested, Instant now) {
    throw new UnsupportedOperationException("a page climbs nothing");
  }

  @Override
  public void climbed(List<Climbed> climbed) {
    throw new UnsupportedOperationException("a page climbs nothing");
  }

  @Override
  public void wake(Instant now) {
    throw new UnsupportedOperationException("a page climbs nothing");
  }

  @Override
  public List<Incident> lapse(Instant now, int limit) {
    throw new UnsupportedOperationException("a page climbs nothing");
  }
}

package dev.signalbox.silence;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The store of silences, without a database. */
public final class InMemorySilences implements Silences {

  public final Map<UUID, Silence> silences = new LinkedHashMap<>();
  private final Map<UUID, List<Edit>> edits = new LinkedHashMap<>();
  private final Clock clock;

  public InMemorySilences(Clock clock) {
    this.clock = clock;
  }

  @Override
  public boolean make(Silence wanted) {
    return silences.putIfAbsent(wanted.id(), wanted) == null;
  }

  @Override
  public Optional<Silence> expire(UUID id, String by) {
    Instant now = clock.instant();
    silences.computeIfPresent(id, (any, s) -> s.state(now) == Silence.State.EXPIRED ? s
        : new Silence(id, s.matchers(), s.startsAt(), s.endsAt(), s.author(), s.comment(), s.madeAt(), now, by));
    return find(id);
  }

  @Override
  public boolean edit(Silence before, Silence after, Edit edit) {
    if (!silences.replace(before.id(), before, after)) {
      return false;
    }
    edits.computeIfAbsent(before.id(), any -> new ArrayList<>()).add(edit);
    return true;
  }

  @Override
  public List<Edit> edits(UUID id) {
    return edits.getOrDefault(id, List.of());
  }

  @Override
  public Optional<Silence> find(UUID id) {
    return Optional.ofNullable(silences.get(id));
  }

  @Override
  public List<Silence> inForce(Instant now) {
    return silences.values().stream().filter(one -> one.state(now) == Silence.State.ACTIVE).toList();
  }

  @Override
  public List<Silence> list(boolean current, Instant now, int limit) {
    List<Silence> found = new ArrayList<>(silences.values());
    found.removeIf(one -> (one.state(now) == Silence.State.EXPIRED) == current);
    return found.stream().sorted(Comparator.comparing(Silence::madeAt).reversed()).limit(limit).toList();
  }
}

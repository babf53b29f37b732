package dev.signalbox.oncall;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Overrides for tests that have no store. */
public final class InMemoryOverrides implements Overrides {

  private final Clock clock;
  private final List<Made> all = new ArrayList<>();

  public InMemoryOverrides(Clock clock) {
    this.clock = clock;
  }

  public void clear() {
    all.clear();
  }

  @Override
  public Made make(String schedule, Replacement change, String author, String reason) {
    Made made = new Made(UUID.randomUUID(), schedule, change, author, reason, clock.instant());
    makeAll(List.of(made));
    return made;
  }

  @Override
  public synchronized boolean makeAll(List<Made> wanted) {
    if (wanted.stream().map(one -> one.change().during()).anyMatch(during -> !during.start().isBefore(during.end()))) {
      throw new IllegalArgumentException("it lasts no time");
    }
    boolean fresh = wanted.stream().noneMatch(one -> find(one.id()).isPresent());
    if (fresh) {
      all.addAll(wanted);
    }
    return fresh;
  }

  @Override
  public Optional<Made> withdraw(UUID id, String by) {
    all.replaceAll(one -> !one.id().equals(id) || one.withdrawnAt() != null
        ? one
        : new Made(id, one.schedule(), one.change(), one.author(), one.reason(), one.madeAt(), clock.instant(), by));
    return find(id);
  }

  @Override
  public Optional<Made> find(UUID id) {
    return all.stream().filter(one -> one.id().equals(id)).findFirst();
  }

  @Override
  public List<Made> endingAfter(String schedule, Instant instant) {
    return all.stream().filter(one -> one.schedule().equals(schedule) && one.change().during().end().isAfter(instant)).toList();
  }

  @Override
  public List<Made> endingAfter(Instant instant) {
    return all.stream().filter(one -> one.withdrawnAt() == null && one.change().during().end().isAfter(instant)).toList();
  }

  @Override
  public Map<String, List<Replacement>> inForce() {
    return endingAfter(clock.instant().minus(Duration.ofDays(400))).stream()
        .collect(Collectors.groupingBy(Made::schedule, LinkedHashMap::new, Collectors.mapping(Made::change, Collectors.toList())));
  }
}

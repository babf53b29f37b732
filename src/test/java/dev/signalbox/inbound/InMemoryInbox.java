package dev.signalbox.inbound;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An inbox for tests that have no store. What becomes of each call stands in {@link #results}. */
public final class InMemoryInbox implements Inbox {

  private final Clock clock;
  private final Set<String> ids = new HashSet<>();
  private final List<Received> waiting = new ArrayList<>();
  private final List<Received> putOff = new ArrayList<>();
  public final Map<Long, String> results = new HashMap<>();
  private long number;
  private boolean away;

  public InMemoryInbox(Clock clock) {
    this.clock = clock;
  }

  public void clear() {
    ids.clear();
    waiting.clear();
    putOff.clear();
    results.clear();
    away = false;
  }

  /** From now on nothing can be stored. */
  public void goAway() {
    away = true;
  }

  public List<Received> waiting() {
    return List.copyOf(waiting);
  }

  @Override
  public synchronized boolean accept(String hook, @Nullable String id, byte[] body) {
    if (away) {
      throw new IllegalStateException("no connection to jdbc:postgresql://store?password=secret");
    }
    boolean first = id == null || ids.add(hook + " " + id);
    if (first) {
      waiting.add(new Received(++number, UUID.randomUUID(), hook, body, clock.instant(), 0));
    }
    return first;
  }

  /** What was put off is there again once nothing else is left. */
  @Override
  public Optional<Received> claim(String hook, Duration lease) {
    Optional<Received> next = waiting.stream().filter(one -> one.hook().equals(hook)).findFirst();
    if (next.isEmpty()) {
      waiting.addAll(putOff);
      putOff.clear();
    }
    next.ifPresent(waiting::remove);
    return next.map(one -> new Received(one.number(), one.claim(), one.hook(), one.body(), one.at(), one.attempts() + 1));
  }

  @Override
  public void done(Received received, String result) {
    results.put(received.number(), result);
  }

  @Override
  public void later(Received received, Duration wait, String reason) {
    putOff.add(received);
    results.put(received.number(), "in %s: %s".formatted(wait, reason));
  }

  @Override
  public void quarantine(Received received, String excerpt, String reason) {
    results.put(received.number(), "quarantined: %s (%s)".formatted(reason, excerpt));
  }

  @Override
  public int forget(Duration olderThan) {
    return 0;
  }
}

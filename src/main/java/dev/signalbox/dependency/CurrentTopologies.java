package dev.signalbox.dependency;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * What stands behind what now: the files, and the last good answer of each query that they name. Somebody calls {@link #look}
 * every few seconds, which asks what is due. Whatever fails, the last good answer counts, which outlasts the process; questions
 * are answered from memory.
 */
public final class CurrentTopologies {

  private static final Duration RETRY = Duration.ofSeconds(30);

  private final Supplier<Map<String, Topology>> files;
  private final EdgeSource source;
  private final EdgeCopies copies;
  private final Listener listener;
  private final Clock clock;
  private final Map<String, Standing> standings = new ConcurrentHashMap<>();
  private Map<String, EdgeQuery> expected = Map.of();

  /** How asking goes. */
  public interface Listener {

    /** @param edges how many count */
    void read(String file, int edges, List<String> warnings);

    /** @param failures in a row */
    void failed(String file, String reason, int failures);
  }

  /** @param file as it was put together with the edges */
  private record Standing(Topology file, Topology whole, List<Edge> edges, Instant dueAt, int failures) {}

  /** @param files by name, as last read without findings */
  public CurrentTopologies(
      Supplier<Map<String, Topology>> files, EdgeSource source, EdgeCopies copies, Listener listener, Clock clock) {
    this.files = files;
    this.source = source;
    this.copies = copies;
    this.listener = listener;
    this.clock = clock;
  }

  /** Asks what is due. Called by one thread at a time; blocks while a database answers. */
  public void look() {
    Map<String, Topology> asking = new HashMap<>(files.get());
    asking.values().removeIf(topology -> topology.query() == null);
    Map<String, EdgeQuery> queries = new HashMap<>();
    asking.forEach((name, topology) -> queries.put(name, topology.query()));
    standings.keySet().retainAll(asking.keySet());
    if (!queries.equals(expected)) {
      copies.expect(queries);
      expected = queries;
    }
    asking.forEach(this::look);
  }

  private void look(String name, Topology file) {
    Instant now = clock.instant();
    Standing before = standings.get(name);
    if (before == null || !file.query().equals(before.file().query())) {
      List<Edge> kept = copies.copy(name, file.query()).map(EdgeCopies.Copy::edges).orElse(List.of());
      before = new Standing(file, file.with(kept, new ArrayList<>()), kept, now, 0);
    } else if (!file.equals(before.file())) {
      before = new Standing(file, file.with(before.edges(), new ArrayList<>()), before.edges(), before.dueAt(), before.failures());
    }
    standings.put(name, before.dueAt().isAfter(now) ? before : ask(name, before, now));
  }

  private Standing ask(String name, Standing before, Instant now) {
    Topology file = before.file();
    try {
      EdgeSource.Reading reading = source.read(file.query());
      List<String> warnings = new ArrayList<>(reading.warnings());
      Topology whole = file.with(reading.edges(), warnings);
      listener.read(name, reading.edges().size(), warnings);
      copies.read(name, file.query(), reading.edges());
      return new Standing(file, whole, reading.edges(), now.plus(file.query().refresh()), 0);
    } catch (EdgeSource.Failure e) {
      return failed(name, before, now, e.reason());
    } catch (RuntimeException e) {
      // a bug of ours; its message may quote anything
      return failed(name, before, now, "the reading failed (%s)".formatted(e.getClass().getSimpleName()));
    }
  }

  private Standing failed(String name, Standing before, Instant now, String reason) {
    listener.failed(name, reason, before.failures() + 1);
    copies.failed(name, before.file().query(), reason);
    return new Standing(before.file(), before.whole(), before.edges(), now.plus(RETRY), before.failures() + 1);
  }

  /** All of them. */
  public Collection<Topology> all() {
    List<Topology> all = new ArrayList<>();
    files.get().forEach((name, file) -> all.add(
        Optional.ofNullable(standings.get(name)).filter(one -> one.file().equals(file)).map(Standing::whole).orElse(file)));
    return all;
  }
}

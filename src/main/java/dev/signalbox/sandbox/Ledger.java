package dev.signalbox.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything the stand-ins accepted, in order, written down before it is answered: what a test or a benchmark believes
 * rather than the hub's own books. May be kept in a file as well, one JSON object a line; then {@link #settle} returns only
 * once it is on disk, and {@link #open} goes on where the file ends. Thread-safe.
 */
public final class Ledger implements AutoCloseable {

  private final Clock clock;
  private final @Nullable FileChannel file;
  private final Object disk = new Object();
  private final List<Effect> effects = new ArrayList<>();
  private long settled;

  private Ledger(Clock clock, @Nullable FileChannel file) {
    this.clock = clock;
    this.file = file;
  }

  public static Ledger inMemory(Clock clock) {
    return new Ledger(clock, null);
  }

  /** @param path created if it is missing, with its folder; a last line cut off by a crash is dropped */
  public static Ledger open(Path path, Clock clock) {
    try {
      Files.createDirectories(path.toAbsolutePath().getParent());
      List<Effect> before = new ArrayList<>();
      long whole = Files.exists(path) ? read(path, before) : 0;
      FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      file.truncate(whole);
      file.position(whole);
      Ledger ledger = new Ledger(clock, file);
      ledger.effects.addAll(before);
      return ledger;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep a ledger in " + path, e);
    }
  }

  private static long read(Path path, List<Effect> into) throws IOException {
    byte[] bytes = Files.readAllBytes(path);
    int start = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        JsonNode line;
        try {
          line = Trees.MAPPER.readTree(bytes, start, i - start);
        } catch (JsonProcessingException broken) {
          return start;
        }
        into.add(effect(line));
        start = i + 1;
      }
    }
    return start;
  }

  private static Effect effect(JsonNode line) {
    return new Effect(
        line.path("number").asLong(),
        Instant.parse(line.path("at").asText()),
        line.path("system").asText(),
        line.path("operation").asText(),
        line.path("key").asText(),
        line.path("incident").asText(),
        line.path("kind").asText(),
        line.path("did").asText(),
        line.path("target").asText(),
        line.path("body").asText());
  }

  static JsonNode json(Effect effect, boolean withBody) {
    return Trees.object()
        .put("number", effect.number())
        .put("at", effect.at().toString())
        .put("system", effect.system())
        .put("operation", effect.operation())
        .put("key", effect.key())
        .put("incident", effect.incident())
        .put("kind", effect.kind())
        .put("did", effect.did())
        .put("target", effect.target())
        .put("body", withBody ? effect.body() : "");
  }

  /** What the effects have in common is given; number and time are the ledger's. */
  synchronized Effect record(
      String system, String operation, String key, String incident, String kind, String did, String target, String body) {
    Effect effect =
        new Effect(effects.size() + 1, clock.instant(), system, operation, key, incident, kind, did, target, body);
    effects.add(effect);
    if (file != null) {
      write(file, Trees.write(json(effect, true)) + "\n");
    }
    return effect;
  }

  private static void write(FileChannel file, String line) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns when everything recorded so far is on disk. Many callers at once share one flush. */
  void settle() {
    if (file == null) {
      return;
    }
    long mine = size();
    synchronized (disk) {
      if (settled >= mine) {
        return;
      }
      long all = size();
      try {
        file.force(false);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      settled = all;
    }
  }

  public synchronized int size() {
    return effects.size();
  }

  /** Oldest first. */
  public synchronized List<Effect> effects() {
    return List.copyOf(effects);
  }

  /** Oldest first, beginning with this number. */
  public synchronized List<Effect> effectsFrom(long number) {
    int from = (int) Math.max(0, Math.min(effects.size(), number - 1));
    return List.copyOf(effects.subList(from, effects.size()));
  }

  public List<Effect> effects(String system) {
    return effects().stream().filter(effect -> effect.system().equals(system)).toList();
  }

  public List<Effect> effects(String system, String operation) {
    return effects(system).stream().filter(effect -> effect.operation().equals(operation)).toList();
  }

  /** Of each thing that a person was shown more than once: all but the first. */
  public List<Effect> duplicates(String system) {
    Set<String> seen = new HashSet<>();
    return effects(system).stream().filter(effect -> effect.isNew() && !seen.add(effect.identity())).toList();
  }

  synchronized void forget() {
    effects.clear();
    settled = 0;
    if (file != null) {
      try {
        file.truncate(0);
        file.position(0);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public void close() {
    if (file != null) {
      try {
        file.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}

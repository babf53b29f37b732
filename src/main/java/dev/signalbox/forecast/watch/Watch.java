package dev.signalbox.forecast.watch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The models of every forecasting route, kept in memory from one round to the next. Of several hubs one reads a stream,
 * as long as its lease lasts; another takes over from what was kept.
 */
public final class Watch {

  /** What a stream knows now. */
  static final class Live {
    final Settings settings;
    final Lookout lookout;
    final Instant catchUpTo;
    Instant readFrom;
    boolean toRecall;
    boolean toldOutages;
    @Nullable Instant asked;
    @Nullable Instant askedFailures;
    @Nullable Instant tidied;

    Live(Settings settings, Instant readFrom, Instant catchUpTo) {
      this.settings = settings;
      this.readFrom = readFrom;
      this.catchUpTo = catchUpTo;
      lookout = new Lookout(settings);
    }
  }

  private static final Duration LATELY = Duration.ofHours(1);

  private final Memory memory;
  private final Ledger ledger;
  private final Supplier<UUID> ids;
  private final Clock clock;
  private final UUID process;
  private final Map<String, Settings> known = new ConcurrentHashMap<>();
  private final Map<String, Live> streams = new ConcurrentHashMap<>();

  public Watch(Memory memory, Ledger ledger, Supplier<UUID> ids, Clock clock) {
    this.clock = clock;
    this.memory = memory;
    this.ledger = ledger;
    this.ids = ids;
    process = ids.get();
  }

  /**
   * Begins a round, in the caller's transaction.
   *
   * @param history how far back to read when nothing is known yet
   * @param lease for how long nobody else may go on with it
   * @return empty while another process is at it
   */
  public Optional<Round> begin(String rule, Settings settings, Duration history, Duration lease) {
    Instant now = clock.instant();
    known.put(rule, settings);
    return memory.take(rule, process, now, lease).map(position -> {
      @Nullable Live live = streams.get(rule);
      if (live == null || position.changedHands() || !live.settings.equals(settings)) {
        live = recall(rule, settings, position, now, history);
        streams.put(rule, live);
      }
      return new Round(rule, settings, live, memory, ledger, ids, now);
    });
  }

  private Live recall(String rule, Settings settings, Memory.Position position, Instant now, Duration history) {
    if (position.readTo() == null || position.readTo().isBefore(now.minus(history))) {
      return new Live(settings, now.minus(history), now.minus(LATELY));
    }
    Instant from = position.replayFrom() == null ? position.readTo() : position.replayFrom();
    Live live = new Live(settings, from, Instant.MIN);
    live.toRecall = true;
    return live;
  }

  /** What a round told the models was not committed: they have to be brought back from what is kept. */
  public void forget(String rule) {
    streams.remove(rule);
  }

  /**
   * A training that is due: the last one is so long ago, or somebody wishes one.
   *
   * @param wished somebody wants to hear that it was done
   */
  public record Due(Training training, boolean wished) {}

  /**
   * @param forecasts the stream whose models are meant
   * @param since the oldest sample to learn from
   * @return empty if nothing is due, or if that stream has not begun yet
   */
  public Optional<Due> training(String forecasts, Duration every, Instant since) {
    @Nullable Settings settings = known.get(forecasts);
    Instant now = clock.instant();
    boolean wished = memory.wished(forecasts).isPresent();
    boolean due = wished || memory.models(forecasts).stream().map(Memory.Model::trainedAt)
        .noneMatch(trained -> trained.plus(every).isAfter(now));
    return settings == null || !due
        ? Optional.empty() : Optional.of(new Due(new Training(forecasts, settings, since, now), wished));
  }

  /** Keeps what a training has learnt and found, in the caller's transaction; the next round uses it. */
  public List<Memory.Model> keep(Training training) {
    List<Memory.Model> models = training.complete().stream().map(memory::add).toList();
    ledger.replayed(training.rule(), training.replayed());
    return models;
  }
}

package dev.signalbox.delivery;

import dev.signalbox.delivery.Outcome.Reach;
import dev.signalbox.incident.ChangeKind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Empties the outbox of one channel. Each channel has a dispatcher, threads and pauses of its own, so that a dead channel
 * delays no other.
 *
 * <p>One thread claims and records in batches; others send. Where sending twice does harm, there is a single sender and
 * every outcome is recorded before the next delivery leaves: a crash can then repeat the one that was on the wire, and no
 * other.
 */
public final class Dispatcher implements AutoCloseable {

  private static final int SETTLE_AT = 64;
  private static final long GATHER_MILLIS = 5;
  private static final String EVERYBODY = "";

  private final String channel;
  private final Outbox outbox;
  private final Sender sender;
  private final RetryPolicy retry;
  private final Pace pace;
  private final Throttle toAll;
  private final Throttle toOne;
  private final Spacing spacing;
  private final ChannelHealth health;
  private final Clock clock;
  private final DispatchListener listener;

  private final ExecutorService senders;
  private final Thread loop;
  private final Semaphore wake = new Semaphore(0);
  private final Queue<Attempt> attempts = new ConcurrentLinkedQueue<>();
  private final AtomicInteger inFlight = new AtomicInteger();
  private volatile boolean running = true;
  /** Deliveries on the wire, by address. */
  private final Map<String, Integer> onTheWire = new ConcurrentHashMap<>();
  /** Until their outcome is on record; the lease may run out before, if the other side or the store is slow. */
  private final Set<UUID> ours = ConcurrentHashMap.newKeySet();

  private record Attempt(Delivery delivery, Outcome outcome) {}

  /**
   * How fast a channel may go.
   *
   * @param senders deliveries on the wire at the same time; 1 where repeats do harm
   * @param claimAtOnce deliveries claimed ahead
   * @param lease how long a claim lasts
   * @param answerWithin the longest that one request can take; nothing is sent that could outlast its lease
   * @param idle how often to look for deliveries that another process owed
   * @param perMinute the most deliveries in a minute, 0 for no limit
   * @param perMinuteToOne the most to one address, 0 for no limit
   * @param endpoint what news of a kind ask of the other side, so that a limit on that holds for all of them
   */
  public record Pace(
      int senders, int claimAtOnce, Duration lease, Duration answerWithin, Duration idle, int perMinute, int perMinuteToOne,
      Function<ChangeKind, String> endpoint) {
    public Pace {
      if (lease.compareTo(answerWithin) <= 0) {
        throw new IllegalArgumentException(
            "the lease of %s must be longer than an answer may take, %s".formatted(lease, answerWithin));
      }
    }
  }

  public Dispatcher(
      String channel,
      Outbox outbox,
      ChannelLog channelLog,
      Sender sender,
      RetryPolicy retry,
      Pace pace,
      Clock clock,
      DispatchListener listener) {
    this.channel = channel;
    this.outbox = outbox;
    this.sender = sender;
    this.retry = retry;
    this.pace = pace;
    this.toAll = new Throttle(pace.perMinute(), clock);
    this.toOne = new Throttle(pace.perMinuteToOne(), clock);
    this.spacing = new Spacing(clock);
    this.health = new ChannelHealth(channel, channelLog, retry, spacing, pace.endpoint(), clock);
    this.clock = clock;
    this.listener = listener;
    AtomicInteger number = new AtomicInteger();
    this.senders =
        Executors.newFixedThreadPool(
            pace.senders(), task -> new Thread(task, "send-" + channel + "-" + number.incrementAndGet()));
    this.loop = new Thread(this::run, "dispatch-" + channel);
  }

  public void start() {
    loop.start();
  }

  /** Says that something new may be due. */
  public void wake() {
    wake.release();
  }

  /** Stops claiming, waits for what is on the wire and records it. */
  @Override
  public void close() {
    running = false;
    wake();
    try {
      loop.join(pace.answerWithin().toMillis() + 5_000);
      senders.shutdown();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (running || inFlight.get() > 0 || !attempts.isEmpty()) {
      try {
        boolean settled = settle();
        boolean claimed = running && claim();
        if (!settled && !claimed) {
          rest();
        }
      } catch (RuntimeException | Error e) { // whatever it is, it must not end the channel
        listener.storeUnreachable(channel, e);
        rest(Duration.ofSeconds(1));
      }
    }
  }

  /** While deliveries are on the wire, waits a little for their outcomes to gather; else for something new. */
  private void rest() {
    rest(inFlight.get() > 0 ? Duration.ofMillis(GATHER_MILLIS) : pace.idle());
  }

  private void rest(Duration pause) {
    try {
      if (wake.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        wake.drainPermits();
      }
    } catch (InterruptedException e) {
      running = false;
    }
  }

  private boolean claim() {
    health.refresh();
    if (spacing.next(List.of(Spacing.ALL)).isPresent()) {
      return false;
    }
    int version = spacing.version();
    int room = (health.standing().probation() || spacing.holds(Spacing.ALL) ? 1 : pace.claimAtOnce()) - inFlight.get();
    if (!toAll.exhausted().isEmpty() || room <= 0 || room < pace.claimAtOnce() / 4 && inFlight.get() > 0) {
      return false; // asking for a few at a time would cost more than it hastens
    }
    Instant until = clock.instant().plus(pace.lease());
    List<Delivery> claimed = outbox.claim(channel, room, pace.lease(), held());
    List<Delivery> tooMany = new ArrayList<>();
    int leaving = 0;
    for (Delivery delivery : claimed) {
      Optional<Instant> later = spacing.next(health.keys(delivery));
      if (later.isPresent()) {
        outbox.release(List.of(delivery), later.get());
      } else if (isProbed(delivery.address()) || !toOne.hasRoom(delivery.address()) || !toAll.take(EVERYBODY)) {
        tooMany.add(delivery);
      } else {
        leave(delivery, until, version);
        leaving++;
      }
    }
    if (!tooMany.isEmpty()) {
      outbox.release(tooMany, clock.instant());
    }
    return leaving > 0;
  }

  private void leave(Delivery delivery, Instant until, int version) {
    toOne.take(delivery.address());
    spacing.leaves(health.keys(delivery));
    onTheWire.merge(delivery.address(), 1, Integer::sum);
    ours.add(delivery.id());
    inFlight.incrementAndGet();
    senders.execute(() -> attempt(delivery, until, version));
  }

  private boolean isProbed(String address) {
    return onTheWire.containsKey(address) && health.standing().addresses().containsKey(address);
  }

  private void arrived(String address) {
    onTheWire.computeIfPresent(address, (same, count) -> count == 1 ? null : count - 1);
  }

  /** What is not worth claiming now. */
  private Outbox.Held held() {
    Set<String> addresses = new HashSet<>(toOne.exhausted());
    onTheWire.keySet().stream().filter(this::isProbed).forEach(addresses::add);
    Set<ChangeKind> kinds = Stream.of(ChangeKind.values())
        .filter(kind -> spacing.next(List.of(health.endpoint(kind))).isPresent()).collect(Collectors.toSet());
    return new Outbox.Held(addresses, kinds, List.copyOf(ours));
  }

  private void attempt(Delivery delivery, Instant until, int version) {
    try {
      Optional<Instant> later = version == spacing.version() ? Optional.empty() : spacing.next(health.keys(delivery));
      if (!running || later.isPresent() || clock.instant().isAfter(until.minus(pace.answerWithin()))) {
        release(delivery, later.orElseGet(clock::instant));
        return;
      }
      Outcome outcome = sender.send(delivery, until, slowdown -> spacing.slow(Spacing.ALL, slowdown));
      if (pace.senders() == 1) {
        settleOne(new Attempt(delivery, outcome));
      } else {
        attempts.add(new Attempt(delivery, outcome));
      }
    } catch (RuntimeException | Error e) {
      attempts.add(new Attempt(delivery, Outcome.Deferred.unsure(e.getClass().getSimpleName()).about(Reach.MESSAGE)));
    } finally {
      inFlight.decrementAndGet();
      if (inFlight.get() == 0 || attempts.size() >= SETTLE_AT) {
        wake();
      }
    }
  }

  private void release(Delivery delivery, Instant due) {
    arrived(delivery.address());
    try {
      outbox.release(List.of(delivery), due);
    } catch (RuntimeException e) {
      listener.storeUnreachable(channel, e); // the lease runs out by itself
    } finally {
      ours.remove(delivery.id());
    }
  }

  /** Records an outcome before the next delivery leaves; if the store is away, waits for it rather than send on. */
  private void settleOne(Attempt attempt) {
    while (true) {
      try {
        record(List.of(attempt));
        return;
      } catch (RuntimeException e) {
        listener.storeUnreachable(channel, e);
        try {
          TimeUnit.SECONDS.sleep(1);
        } catch (InterruptedException interrupted) {
          Thread.currentThread().interrupt();
          return;
        }
      }
    }
  }

  private boolean settle() {
    List<Attempt> batch = new ArrayList<>();
    for (Attempt attempt = attempts.peek(); attempt != null && batch.size() < 4 * SETTLE_AT; attempt = attempts.peek()) {
      batch.add(attempts.remove());
    }
    if (batch.isEmpty()) {
      return false;
    }
    try {
      record(batch);
      return true;
    } catch (RuntimeException e) {
      attempts.addAll(batch); // nothing sent goes unrecorded: again, when the store is back
      throw e;
    }
  }

  private synchronized void record(List<Attempt> batch) {
    Instant now = clock.instant();
    List<Settlement> settlements =
        batch.stream().map(one -> retry.judge(one.delivery(), one.outcome(), now, ThreadLocalRandom.current())).toList();
    for (Attempt attempt : batch) { // first: what is due again must find the channel paused
      arrived(attempt.delivery().address());
      health.note(attempt.delivery(), attempt.outcome(), now);
    }
    int fenced = outbox.settle(settlements);
    batch.forEach(attempt -> ours.remove(attempt.delivery().id()));
    if (fenced > 0) {
      listener.fenced(channel, fenced);
    }
    for (int i = 0; i < batch.size(); i++) {
      listener.settled(settlements.get(i), batch.get(i).outcome());
    }
  }
}

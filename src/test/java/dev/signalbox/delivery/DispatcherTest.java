package dev.signalbox.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.signalbox.SettableClock;
import dev.signalbox.incident.ChangeKind;
import dev.signalbox.incident.Ended;
import dev.signalbox.incident.Reason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DispatcherTest {

  private final Outgoing outbox = new Outgoing();
  private final Health health = new Health();
  private Function<Delivery, Outcome> otherSide = delivery -> Outcome.Delivered.as("ok");
  private Dispatcher dispatcher;

  @AfterEach
  void stop() {
    dispatcher.close();
  }

  @Test
  void everything_owed_is_sent_and_recorded() {
    outbox.owes(500);
    start(8);
    await().untilAsserted(() -> assertThat(outbox.recorded(Settlement.SENT)).hasSize(500));
    assertThat(outbox.settleCalls.get()).as("in batches").isLessThan(250);
  }

  @Test
  void where_repeats_do_harm_each_outcome_is_recorded_before_the_next_leaves() {
    List<String> story = Collections.synchronizedList(new ArrayList<>());
    otherSide =
        delivery -> {
          story.add("send");
          return Outcome.Delivered.as("ok");
        };
    outbox.onSettle = () -> story.add("record");
    outbox.owes(5);
    start(1);
    await().untilAsserted(() -> assertThat(outbox.recorded(Settlement.SENT)).hasSize(5));
    assertThat(String.join(" ", story)).isEqualTo("send record send record send record send record send record");
  }

  @Test
  void a_refusal_is_buried_and_the_others_go_on() {
    otherSide = delivery -> delivery.subject().alert().key().equals("db-2") ? new Outcome.Refused("HTTP 400") : Outcome.Delivered.as("ok");
    outbox.owes(4);
    start(4);
    await().untilAsserted(() -> assertThat(outbox.settlements).hasSize(4));
    assertThat(outbox.recorded(Settlement.DEAD)).singleElement().extracting(Settlement::reason).isEqualTo("HTTP 400");
  }

  @Test
  void a_rate_limit_pauses_the_whole_channel() {
    otherSide = delivery -> new Outcome.Deferred("HTTP 429", false, Duration.ofSeconds(7), true);
    outbox.owes(1);
    start(4);
    await().untilAsserted(() -> assertThat(health.notes).containsExactly("throttled HTTP 429"));
    assertThat(outbox.settlements).singleElement().extracting(Settlement::status).isEqualTo(Settlement.PENDING);
  }

  @Test
  void wrong_credentials_put_the_channel_on_probation_until_one_succeeds() {
    AtomicInteger asked = new AtomicInteger();
    otherSide = delivery -> asked.incrementAndGet() <= 3 ? new Outcome.Misconfigured("HTTP 401", true) : Outcome.Delivered.as("ok");
    outbox.again = true;
    outbox.owes(1);
    start(4);
    await().untilAsserted(() -> assertThat(health.notes).contains("works"));
    assertThat(health.notes).containsExactly("misconfigured HTTP 401", "misconfigured HTTP 401", "misconfigured HTTP 401", "works");
  }

  @Test
  void five_failures_in_a_row_are_a_failing_channel() {
    otherSide = delivery -> Outcome.Deferred.notSent("connection refused");
    outbox.owes(5);
    start(1);
    await().untilAsserted(() -> assertThat(health.notes).containsExactly("failing connection refused"));
  }

  @Test
  void what_was_sent_is_recorded_even_if_the_store_is_away_for_a_while() {
    outbox.failures.set(2);
    outbox.owes(3);
    start(1);
    await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(outbox.recorded(Settlement.SENT)).hasSize(3));
    assertThat(outbox.claims.get()).as("nothing was sent twice").isEqualTo(3);
  }

  @Test
  void nothing_is_sent_that_could_outlast_its_lease() {
    outbox.owes(1);
    dispatcher =
        new Dispatcher(
            "pagerduty",
            outbox,
            health,
            (delivery, until) -> {
              throw new AssertionError("sent");
            },
            new RetryPolicy(Duration.ofSeconds(1), Duration.ofMinutes(5), Duration.ofHours(72), Duration.ofSeconds(30)),
            new Dispatcher.Pace(1, 1, Duration.ofSeconds(30), Duration.ofSeconds(15), Duration.ofMillis(20), 0, 0),
            new Hasty(),
            new Silence());
    dispatcher.start();
    await().untilAsserted(() -> assertThat(outbox.released).isNotEmpty());
    assertThat(outbox.settlements).isEmpty();
  }

  @Test
  void closing_waits_for_what_is_on_the_wire() throws Exception {
    CountDownLatch onTheWire = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    otherSide =
        delivery -> {
          onTheWire.countDown();
          awaitQuietly(answer);
          return Outcome.Delivered.as("ok");
        };
    outbox.owes(1);
    start(4);
    onTheWire.await();
    Thread closing = new Thread(dispatcher::close);
    closing.start();
    answer.countDown();
    closing.join();
    assertThat(outbox.recorded(Settlement.SENT)).hasSize(1);
  }

  @Test
  void what_one_address_does_not_take_yet_goes_back_and_is_not_claimed_again_before_its_time() {
    SettableClock clock = SettableClock.at("2026-03-01T09:00:00Z");
    outbox.owes(30);
    dispatcher = new Dispatcher(
        "pagerduty", outbox, health, (delivery, until) -> Outcome.Delivered.as("ok"),
        new RetryPolicy(Duration.ofSeconds(1), Duration.ofMinutes(5), Duration.ofHours(72), Duration.ofSeconds(30)),
        new Dispatcher.Pace(1, 4, Duration.ofSeconds(30), Duration.ofSeconds(15), Duration.ofMillis(5), 0, 24),
        clock, new Silence());
    dispatcher.start();

    await().untilAsserted(() -> assertThat(outbox.settlements).hasSize(2));
    await().untilAsserted(() -> assertThat(outbox.notTo).contains(List.of("")));
    assertThat(outbox.settlements).hasSize(2);
    assertThat(outbox.released).hasSize(2);

    clock.tick(Duration.ofSeconds(3)); // 23 more in the rest of the minute
    await().untilAsserted(() -> assertThat(outbox.settlements).hasSize(3));
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void start(int senders) {
    RetryPolicy retry = new RetryPolicy(Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofHours(72), Duration.ofMillis(1));
    dispatcher =
        new Dispatcher(
            "pagerduty",
            outbox,
            health,
            (delivery, until) -> otherSide.apply(delivery),
            retry,
            new Dispatcher.Pace(senders, senders * 8, Duration.ofSeconds(30), Duration.ofSeconds(15), Duration.ofMillis(10), 0, 0),
            Clock.systemUTC(),
            new Silence());
    dispatcher.start();
  }

  /** Every look at it is twenty seconds later. */
  private static final class Hasty extends Clock {
    private Instant now = Instant.parse("2026-03-01T09:00:00Z");

    @Override
    public synchronized Instant instant() {
      now = now.plusSeconds(20);
      return now;
    }

    @Override
    public java.time.ZoneId getZone() {
      return java.time.ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(java.time.ZoneId zone) {
      return this;
    }
  }

  private static final class Outgoing implements Outbox {
    private final Deque<Delivery> due = new ArrayDeque<>();
    private final Collection<Settlement> settlements = new ConcurrentLinkedDeque<>();
    private final Collection<Delivery> released = new ConcurrentLinkedDeque<>();
    private final Collection<List<String>> notTo = new ConcurrentLinkedDeque<>();
    private final AtomicInteger settleCalls = new AtomicInteger();
    private final AtomicInteger claims = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();
    private boolean again;
    private Runnable onSettle = () -> {};

    synchronized void owes(int count) {
      for (int i = 0; i < count; i++) {
        due.add(DeliveryFixture.delivery("db-" + i, Instant.now(), 1));
      }
    }

    List<Settlement> recorded(String status) {
      return settlements.stream().filter(settlement -> settlement.status().equals(status)).toList();
    }

    @Override
    public boolean heard(UUID incident, String channel, String address) {
      throw new UnsupportedOperationException("a dispatcher does not ask");
    }

    @Override
    public void tell(List<News> news, ChangeKind kind, Collection<String> channels) {
      throw new UnsupportedOperationException("a dispatcher owes nothing");
    }

    @Override
    public void tell(
        UUID incident, ChangeKind kind, Reason reason, Instant at, @Nullable String note, Collection<String> channels) {
      throw new UnsupportedOperationException("a dispatcher owes nothing");
    }

    @Override
    public synchronized List<Delivery> claim(String channel, int limit, Duration lease, Collection<String> notTo) {
      List<Delivery> claimed = new ArrayList<>();
      this.notTo.add(List.copyOf(notTo));
      if (notTo.contains("")) {
        return claimed;
      }
      while (!due.isEmpty() && claimed.size() < limit) {
        claimed.add(due.remove());
      }
      claims.addAndGet(claimed.size());
      return claimed;
    }

    @Override
    public synchronized int settle(List<Settlement> batch) {
      if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        throw new IllegalStateException("the store is away");
      }
      settleCalls.incrementAndGet();
      onSettle.run();
      settlements.addAll(batch);
      if (again) {
        batch.stream().filter(one -> one.status().equals(Settlement.PENDING)).forEach(one -> due.add(one.delivery()));
      }
      return 0;
    }

    @Override
    public void release(List<Delivery> deliveries) {
      released.addAll(deliveries);
    }

    @Override
    public void add(List<Owed> owed) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close(List<Ended> ended, Instant at) {
      throw new UnsupportedOperationException();
    }
  }

  private static final class Health implements ChannelLog {
    private final List<String> notes = Collections.synchronizedList(new ArrayList<>());

    @Override
    public void works(String channel, String address) {
      notes.add("works");
    }

    @Override
    public void throttled(String channel, String reason, Instant until) {
      notes.add("throttled " + reason);
    }

    @Override
    public void failing(String channel, String reason, Instant until) {
      notes.add("failing " + reason);
    }

    @Override
    public void misconfigured(String channel, String address, String reason, Instant until) {
      notes.add("misconfigured " + reason);
    }

    @Override
    public Standing standing(String channel) {
      boolean wrong = !notes.isEmpty() && !notes.get(notes.size() - 1).equals("works");
      return wrong ? new Standing(true, true, notes.size()) : Standing.WELL;
    }
  }

  private static final class Silence implements DispatchListener {
    @Override
    public void settled(Settlement settlement, Outcome outcome) {}

    @Override
    public void fenced(String channel, int count) {}

    @Override
    public void storeUnreachable(String channel, RuntimeException failure) {}
  }
}

package dev.signalbox.delivery;

import dev.signalbox.delivery.Outcome.Reach;
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
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DispatcherTest {

  private final Outgoing outbox = new Outgoing();
  private final Health health = new Health();
  private Function<Delivery, Outcome> otherSide = delivery -> Outcome.Delivered.as("ok");
  private @Nullable Slowdown slowdown;
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
    otherSide = delivery -> new Outcome.Deferred("HTTP 429", false, Duration.ofSeconds(7), Reach.CHANNEL);
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

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void one_broken_address_holds_up_no_other(String name, Outcome broken, String noted) {
    otherSide = delivery -> delivery.address().equals("broken") ? broken : Outcome.Delivered.as("ok");
    outbox.again = true;
    outbox.owes(20, "broken");
    start(4);
    await().untilAsserted(() -> assertThat(health.notes).contains(noted));
    outbox.owes(200, "well");
    await().untilAsserted(() -> assertThat(outbox.recorded(Settlement.SENT)).hasSize(200));

    assertThat(health.notes).as("nothing is said of the channel").allMatch(note -> note.contains("'broken'"));
    assertThat(health.standing("pagerduty").probation()).isFalse();
  }

  static Stream<Arguments> one_broken_address_holds_up_no_other() {
    return Stream.of(
        Arguments.of("channel_not_found", new Outcome.Misconfigured("channel_not_found", false), "misconfigured channel_not_found at 'broken'"),
        Arguments.of("a full mailbox", Outcome.Deferred.notSent("452").about(Reach.ADDRESS), "failing 452 at 'broken'"),
        Arguments.of("no answer", Outcome.Deferred.unsure("no answer in time"), "failing no answer in time at 'broken'"),
        Arguments.of("a limit on a key", new Outcome.Deferred("HTTP 429", false, Duration.ofSeconds(30), Reach.ADDRESS), "throttled at 'broken' HTTP 429"));
  }

  @Test
  void an_address_on_probation_gets_one_probe_at_a_time_until_one_succeeds() {
    AtomicInteger asked = new AtomicInteger();
    AtomicInteger atOnce = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    otherSide = delivery -> {
      int now = atOnce.incrementAndGet();
      int number = asked.incrementAndGet();
      if (number > 64 && number <= 150) { // neither those that were on their way before, nor those after it was well again
        most.accumulateAndGet(now, Math::max);
      }
      Thread.yield();
      atOnce.decrementAndGet();
      return number <= 150 ? Outcome.Deferred.notSent("452").about(Reach.ADDRESS) : Outcome.Delivered.as("ok");
    };
    outbox.again = true;
    outbox.owes(40, "broken");
    start(8);
    await().untilAsserted(() -> assertThat(outbox.recorded(Settlement.SENT)).hasSize(40));
    assertThat(most).hasValue(1);
    assertThat(health.notes).last().isEqualTo("works");
  }

  @Test
  void what_happens_at_several_addresses_is_the_channels() {
    otherSide = delivery -> Outcome.Deferred.unsure("no answer in time");
    outbox.owes(2, "one");
    outbox.owes(3, "other");
    start(1);
    await().untilAsserted(() -> assertThat(health.notes).containsExactly("failing no answer in time"));
  }

  @Test
  void an_answer_about_an_address_ends_the_probation_of_the_channel() {
    AtomicInteger asked = new AtomicInteger();
    otherSide = delivery -> asked.incrementAndGet() <= 5
        ? Outcome.Deferred.notSent("connection refused") : new Outcome.Misconfigured("channel_not_found", false);
    outbox.owes(6, "gone");
    start(1);
    await().untilAsserted(() -> assertThat(health.notes)
        .containsExactly("failing connection refused", "works", "misconfigured channel_not_found at 'gone'"));
  }

  @Test
  void a_limit_on_an_endpoint_holds_up_no_other_and_one_on_a_ticket_only_that_ticket() {
    SettableClock clock = SettableClock.at("2026-03-01T09:00:00Z");
    otherSide = delivery -> delivery.subject().alert().key().equals("db-0") && outbox.settlements.isEmpty()
        ? new Outcome.Deferred("HTTP 429", false, Duration.ofSeconds(20), Reach.KIND) : Outcome.Delivered.as("ok");
    outbox.owes(3);
    start(1, clock, kind -> kind.label());
    await().untilAsserted(() -> assertThat(outbox.notOf).contains(Set.of(ChangeKind.OPENED)));
    assertThat(outbox.settlements).hasSize(1);
    assertThat(health.notes).isEmpty();

    clock.tick(Duration.ofSeconds(21));
    await().untilAsserted(() -> assertThat(outbox.recorded(Settlement.SENT)).hasSize(1));
    clock.tick(Duration.ofSeconds(3)); // and then two seconds apart for a while
    await().untilAsserted(() -> assertThat(outbox.recorded(Settlement.SENT)).hasSize(2));
  }

  @Test
  void near_its_limit_the_other_side_is_asked_less_often_and_the_most_severe_first() {
    SettableClock clock = SettableClock.at("2026-03-01T09:00:00Z");
    slowdown = new Slowdown(Duration.ofSeconds(10), Duration.ofMinutes(2));
    outbox.owes(5);
    start(1, clock, kind -> "");
    await().untilAsserted(() -> assertThat(outbox.settlements).isNotEmpty());
    int atFirst = outbox.settlements.size() ;
    await().pollDelay(Duration.ofMillis(50)).untilAsserted(() -> assertThat(outbox.settlements).hasSize(atFirst));
    clock.tick(Duration.ofSeconds(11));
    await().untilAsserted(() -> assertThat(outbox.settlements).hasSize(atFirst + 1));
    assertThat(outbox.limits).as("the next is chosen when its turn comes, so that what is more severe by then goes first").last().isEqualTo(1);
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
            (delivery, until, heard) -> {
              throw new AssertionError("sent");
            },
            new RetryPolicy(Duration.ofSeconds(1), Duration.ofMinutes(5), Duration.ofHours(72), Duration.ofSeconds(30)),
            new Dispatcher.Pace(1, 1, Duration.ofSeconds(30), Duration.ofSeconds(15), Duration.ofMillis(20), 0, 0, kind -> ""),
            new Hasty(),
            new Silence());
    dispatcher.start();
    await().untilAsserted(() -> assertThat(outbox.released).isNotEmpty());
    assertThat(outbox.settlements).isEmpty();
  }

  @Test
  void what_is_slow_is_not_sent_beside_itself_when_its_lease_runs_out() throws Exception {
    CountDownLatch onTheWire = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    AtomicInteger sent = new AtomicInteger();
    otherSide =
        delivery -> {
          sent.incrementAndGet();
          onTheWire.countDown();
          awaitQuietly(answer);
          return Outcome.Delivered.as("ok");
        };
    outbox.owes(1);
    Delivery slow = outbox.due.peek();
    start(4);
    onTheWire.await();
    outbox.isDue(slow);
    await().untilAsserted(() -> assertThat(outbox.ours).contains(Set.of(slow.id())));
    outbox.owes(1, "other");
    await().until(() -> sent.get() == 2);
    assertThat(outbox.due).as("left to another hub").contains(slow);
    answer.countDown();
    await().untilAsserted(() -> assertThat(outbox.recorded(Settlement.SENT)).hasSizeGreaterThanOrEqualTo(2));
  }

  @Test
  void an_error_of_ours_ends_neither_the_delivery_nor_the_channel() {
    otherSide =
        delivery -> {
          throw new StackOverflowError();
        };
    outbox.owes(2);
    start(1);
    await().untilAsserted(() -> assertThat(outbox.recorded(Settlement.PENDING)).hasSize(2));
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
        "pagerduty", outbox, health, (delivery, until, heard) -> Outcome.Delivered.as("ok"),
        new RetryPolicy(Duration.ofSeconds(1), Duration.ofMinutes(5), Duration.ofHours(72), Duration.ofSeconds(30)),
        new Dispatcher.Pace(1, 4, Duration.ofSeconds(30), Duration.ofSeconds(15), Duration.ofMillis(5), 0, 24, kind -> ""),
        clock, new Silence());
    dispatcher.start();

    await().untilAsserted(() -> assertThat(outbox.settlements).hasSize(2));
    await().untilAsserted(() -> assertThat(outbox.notTo).contains(Set.of("")));
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
    start(senders, Clock.systemUTC(), kind -> "");
  }

  private void start(int senders, Clock clock, Function<ChangeKind, String> endpoint) {
    RetryPolicy retry = new RetryPolicy(Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofHours(72), Duration.ofMillis(1));
    dispatcher =
        new Dispatcher(
            "pagerduty",
            outbox,
            health,
            (delivery, until, heard) -> {
              if (slowdown != null) {
                heard.accept(slowdown);
              }
              return otherSide.apply(delivery);
            },
            retry,
            new Dispatcher.Pace(senders, senders * 8, Duration.ofSeconds(30), Duration.ofSeconds(15), Duration.ofMillis(10), 0, 0, endpoint),
            clock,
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

  private final class Outgoing implements Outbox {
    private final Deque<Delivery> due = new ArrayDeque<>();
    private final Collection<Settlement> settlements = new ConcurrentLinkedDeque<>();
    private final Collection<Delivery> released = new ConcurrentLinkedDeque<>();
    private final Collection<Set<String>> notTo = new ConcurrentLinkedDeque<>();
    private final Collection<Set<ChangeKind>> notOf = new ConcurrentLinkedDeque<>();
    private final Deque<Integer> limits = new ConcurrentLinkedDeque<>();
    private final Collection<Set<UUID>> ours = new ConcurrentLinkedDeque<>();
    private final AtomicInteger settleCalls = new AtomicInteger();
    private final AtomicInteger claims = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();
    private boolean again;
    private Runnable onSettle = () -> {};

    synchronized void owes(int count) {
      owes(count, "");
    }

    synchronized void owes(int count, String address) {
      for (int i = 0; i < count; i++) {
        due.add(DeliveryFixture.delivery("db-" + i, address, Instant.now(), 1));
      }
    }

    synchronized void isDue(Delivery delivery) {
      due.add(delivery);
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
    public synchronized List<Delivery> claim(String channel, int limit, Duration lease, Held held) {
      List<Delivery> claimed = new ArrayList<>();
      notTo.add(Set.copyOf(held.addresses()));
      notOf.add(Set.copyOf(held.kinds()));
      limits.add(limit);
      ours.add(Set.copyOf(held.deliveries()));
      for (Iterator<Delivery> each = due.iterator(); each.hasNext() && claimed.size() < limit; ) {
        Delivery one = each.next();
        if (!held.deliveries().contains(one.id()) && !held.addresses().contains(one.address()) && !held.kinds().contains(one.kind()) && !health.isPaused(one.address())) {
          each.remove();
          claimed.add(one);
        }
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
    public synchronized void release(List<Delivery> deliveries, Instant at) {
      released.addAll(deliveries);
      if (!at.isAfter(Instant.now())) {
        due.addAll(deliveries);
      }
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
    private final List<String> notes = new CopyOnWriteArrayList<>();
    private final Map<String, String> wrong = new ConcurrentHashMap<>();

    private void note(@Nullable String address, String what) {
      notes.add(address == null ? what : what + " at '" + address + "'");
      wrong.put(address == null ? "all" : "at " + address, what);
    }

    /** As the store does, which holds back what is paused. */
    boolean isPaused(String address) {
      return wrong.getOrDefault("at " + address, "").startsWith("misconfigured");
    }

    @Override
    public void works(String channel, @Nullable String address) {
      boolean changed = wrong.remove("all") != null | (address != null && wrong.remove("at " + address) != null);
      if (changed) {
        notes.add("works");
      }
    }

    @Override
    public void throttled(String channel, @Nullable String address, String reason, Instant until) {
      notes.add((address == null ? "throttled " : "throttled at '" + address + "' ") + reason);
    }

    @Override
    public void failing(String channel, @Nullable String address, String reason, Instant until) {
      note(address, "failing " + reason);
    }

    @Override
    public void misconfigured(String channel, @Nullable String address, String reason, Instant until) {
      note(address, "misconfigured " + reason);
    }

    @Override
    public Standing standing(String channel) {
      Map<String, Integer> addresses = new HashMap<>();
      wrong.keySet().stream().filter(key -> key.startsWith("at ")).forEach(key -> addresses.put(key.substring(3), 1));
      return wrong.isEmpty() ? Standing.WELL : new Standing(true, wrong.containsKey("all"), notes.size(), addresses);
    }
  }

  private static final class Silence implements DispatchListener {
    @Override
    public void settled(Settlement settlement, Outcome outcome) {}

    @Override
    public void fenced(String channel, int count) {}

    @Override
    public void storeUnreachable(String channel, Throwable failure) {}
  }
}

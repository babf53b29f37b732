package dev.signalbox.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.signalbox.delivery.Cap;
import dev.signalbox.delivery.Deliveries;
import dev.signalbox.delivery.Delivery;
import dev.signalbox.delivery.Grouping;
import dev.signalbox.delivery.Groups;
import dev.signalbox.delivery.Outcome;
import dev.signalbox.delivery.Owed;
import dev.signalbox.delivery.RetryPolicy;
import dev.signalbox.incident.Change;
import dev.signalbox.incident.ChangeKind;
import dev.signalbox.incident.Incident;
import dev.signalbox.incident.Move;
import dev.signalbox.incident.Reason;
import dev.signalbox.incident.Severity;
import dev.signalbox.incident.Subject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

class JdbcGroupsTest {

  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final Duration WAIT = Duration.ofSeconds(30);
  private static final Duration INTERVAL = Duration.ofMinutes(5);

  private final StoreFixture store = new StoreFixture();
  private final RetryPolicy retry =
      new RetryPolicy(Duration.ofSeconds(1), Duration.ofMinutes(5), Duration.ofHours(72), Duration.ofSeconds(30));

  @Test
  void what_opens_while_the_first_waits_is_one_message() {
    open("r1", "db-1", Severity.ERROR);
    store.clock.tick(Duration.ofSeconds(20));
    IntStream.range(2, 14).forEach(i -> open("r1", "db-" + i, i == 9 ? Severity.CRITICAL : Severity.WARNING));
    open("r2", "db-20", Severity.ERROR);
    assertThat(store.groups.tell()).as("the first waits for others").isFalse();

    store.clock.tick(Duration.ofSeconds(10));
    assertThat(store.groups.tell()).isTrue();
    assertThat(store.groups.tell()).as("once").isFalse();
    Delivery told = sent().get(0);
    Subject about = told.subject();
    assertThat(about.title()).isEqualTo("down, rack r1: 13 open");
    assertThat(about.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(about.row().columns()).containsEntry("rack", "r1").containsEntry("open", 13);
    assertThat(about.items()).hasSize(11);
    assertThat(about.items().get(0).title()).as("critical first").endsWith("db-9");
    assertThat(about.items().get(1).title()).endsWith("db-1");
    assertThat(about.items().get(10).title()).isEqualTo("… and 3 more");
    assertThat(about.items().get(10).path()).isEqualTo("/groups/" + about.id()).isEqualTo(about.path());
    assertThat(told.incident()).isEmpty();
    store.clock.tick(Duration.ofSeconds(20));
    assertThat(store.groups.tell()).isTrue();
    assertThat(sent()).singleElement().satisfies(other -> assertThat(other.subject().alert().key()).isEqualTo("rack r2"));
  }

  @Test
  void members_come_and_go_and_the_message_follows_no_more_often_than_asked_for() {
    Incident first = open("r1", "db-1", Severity.ERROR);
    begin();
    Incident second = open("r1", "db-2", Severity.ERROR);
    store.clock.tick(Duration.ofMinutes(1));
    assertThat(store.groups.tell()).isFalse();
    close(first);
    store.clock.tick(INTERVAL);
    assertThat(store.groups.tell()).isTrue();
    Delivery update = sent().get(0);
    assertThat(update.kind()).isEqualTo(ChangeKind.REPEATED);
    assertThat(update.reason()).isEqualTo(Reason.GROUP_CHANGED);
    assertThat(update.note()).isEqualTo("1 more, 1 over");
    assertThat(update.openReference()).isEqualTo("ref opened");
    assertThat(update.subject().title()).isEqualTo("down, rack r1: 1 open, 1 over");

    close(second);
    assertThat(store.groups.tell()).as("an end waits for nothing").isTrue();
    assertThat(sent()).extracting(Delivery::kind).containsExactly(ChangeKind.RESOLVED);
    assertThat(story()).isEqualTo("opened sent, repeated sent, resolved sent");
    store.clock.tick(Duration.ofDays(1));
    assertThat(store.groups.tell()).isFalse();
  }

  @Test
  void what_is_over_before_it_is_told_is_not_told() {
    Incident brief = open("r1", "db-1", Severity.ERROR);
    close(brief);
    store.clock.tick(WAIT);
    store.groups.tell();
    assertThat(sent()).isEmpty();
    assertThat(store.deliveries.of(brief.id())).isEmpty();
  }

  @Test
  void what_is_open_again_opens_its_group_again() {
    Incident incident = open("r1", "db-1", Severity.ERROR);
    begin();
    close(incident);
    store.groups.tell();
    sent();

    store.clock.tick(Duration.ofMinutes(2));
    owe(incident, ChangeKind.REOPENED, Reason.CAME_BACK, "r1");
    store.clock.tick(WAIT);
    store.groups.tell();
    assertThat(sent()).extracting(Delivery::kind).containsExactly(ChangeKind.REOPENED);
    assertThat(story()).isEqualTo("opened sent, resolved sent, reopened sent");
    close(incident);
    store.groups.tell();
    assertThat(sent()).extracting(Delivery::kind).containsExactly(ChangeKind.RESOLVED);
  }

  @Test
  void what_grows_worse_is_told_at_once_and_a_reminder_is_one_for_all() {
    Incident one = open("r1", "db-1", Severity.WARNING);
    Incident two = open("r1", "db-2", Severity.WARNING);
    begin();
    open("r1", "db-3", Severity.CRITICAL);
    store.groups.tell();
    assertThat(sent()).singleElement().satisfies(worse -> {
      assertThat(worse.kind()).isEqualTo(ChangeKind.WORSENED);
      assertThat(worse.subject().severity()).isEqualTo(Severity.CRITICAL);
    });
    store.clock.tick(Duration.ofHours(4));
    owe(one, ChangeKind.REPEATED, Reason.REPEAT_INTERVAL_ELAPSED, "r1");
    owe(two, ChangeKind.REPEATED, Reason.REPEAT_INTERVAL_ELAPSED, "r1");
    store.groups.tell();
    store.groups.tell();
    assertThat(sent()).singleElement().satisfies(again -> assertThat(again.reason()).isEqualTo(Reason.REPEAT_INTERVAL_ELAPSED));
  }

  @Test
  void a_change_while_a_message_is_on_its_way_is_told_after_it() {
    open("r1", "db-1", Severity.ERROR);
    store.clock.tick(WAIT);
    store.groups.tell();
    Delivery opening = store.outbox.claim("slack", 10, LEASE).get(0);
    open("r1", "db-2", Severity.CRITICAL);
    assertThat(store.groups.tell()).isFalse();
    settle(opening);
    store.clock.tick(Duration.ofSeconds(5));
    store.groups.tell();
    assertThat(sent()).extracting(Delivery::kind).containsExactly(ChangeKind.WORSENED);
  }

  @Test
  void a_message_that_still_waits_says_what_is_true_when_it_leaves() {
    open("r1", "db-1", Severity.ERROR);
    store.clock.tick(WAIT);
    store.groups.tell();
    open("r1", "db-2", Severity.ERROR);
    store.clock.tick(INTERVAL);
    store.groups.tell();
    assertThat(sent()).singleElement().satisfies(told -> assertThat(told.subject().title()).isEqualTo("down, rack r1: 2 open"));
    assertThat(sent()).isEmpty();
  }

  @Test
  void once_somebody_takes_care_of_all_that_are_open_each_place_that_is_told_of_them_together_hears_it() {
    Incident one = open("r1", "db-1", Severity.ERROR);
    Incident two = open("r1", "db-2", Severity.ERROR);
    begin();
    store.incidents.acknowledge(one.id(), "anna", null);
    store.groups.acknowledged(List.of(one.id()), "Acknowledged by anna", Set.of("slack"));
    assertThat(sent()).as("not all of them").isEmpty();

    store.incidents.acknowledge(two.id(), "anna", null);
    store.groups.acknowledged(List.of(one.id(), two.id()), "Acknowledged by anna", Set.of("slack"));
    assertThat(sent()).singleElement().satisfies(news -> {
      assertThat(news.kind()).isEqualTo(ChangeKind.ACKNOWLEDGED);
      assertThat(news.note()).isEqualTo("Acknowledged by anna");
      assertThat(news.subject().title()).contains("rack r1");
    });
    store.groups.acknowledged(List.of(UUID.randomUUID()), "x", Set.of("slack"));
    assertThat(sent()).isEmpty();
  }

  @Test
  void what_a_place_heard_of_alone_it_goes_on_hearing_alone() {
    Incident alone = store.opened("db-1", "slack", "ops");
    sent();
    owe(alone, ChangeKind.REPEATED, Reason.REPEAT_INTERVAL_ELAPSED, "r1");
    assertThat(store.story(alone)).isEqualTo("opened sent, repeated pending");
  }

  @Test
  void an_incident_says_that_it_was_told_with_others() {
    Incident incident = open("r1", "db-1", Severity.ERROR);
    Deliveries.View waiting = store.deliveries.of(incident.id()).get(0);
    assertThat(waiting.status()).isEqualTo("pending");
    assertThat(waiting.dueAt()).isEqualTo(store.clock.instant().plus(WAIT));
    begin();
    Deliveries.View told = store.deliveries.of(incident.id()).get(0);
    assertThat(told.status()).isEqualTo("sent");
    assertThat(told.incidentId()).isEqualTo(incident.id());
    assertThat(store.deliveries.list(null, null, 10, 0)).extracting(Deliveries.View::incidentId).containsOnlyNulls();
    Groups.View group = store.groups.find(told.group(), 10).orElseThrow();
    assertThat(store.deliveries.members(told.group())).containsExactly(incident.id());
    assertThat(group.members()).extracting(Incident::id).containsExactly(incident.id());
    assertThat(store.groups.find(UUID.randomUUID(), 10)).isEmpty();
  }

  @Test
  void what_is_over_the_cap_of_a_place_is_one_digest_of_all_rules_and_nothing_is_lost() {
    List<Incident> incidents = IntStream.range(0, 12)
        .mapToObj(i -> store.incident("db-" + i, i == 11 ? Severity.CRITICAL : Severity.ERROR)).toList();
    store.incidents.write(incidents.stream()
        .map(one -> (Move) new Move.Open(one, 1, store.clock.instant(), Reason.FIRST_NOTIFICATION)).toList());
    limited(incidents.subList(0, 2), ChangeKind.OPENED);
    limited(incidents.subList(2, 12), ChangeKind.OPENED);
    assertThat(sent()).as("five an hour, critical first").extracting(one -> one.subject().alert().key())
        .containsExactly("db-11", "db-0", "db-1", "db-2", "db-3");

    store.clock.tick(WAIT);
    store.groups.tell();
    Delivery digest = sent().get(0);
    assertThat(digest.subject().title()).isEqualTo("Digest, over the cap 5/h: 7 open");
    limited(incidents.subList(4, 5), ChangeKind.WORSENED);
    assertThat(sent()).as("of that it hears in the digest").isEmpty();

    store.clock.tick(Duration.ofHours(1));
    Incident later = store.incident("db-99", Severity.ERROR);
    store.incidents.write(List.of(new Move.Open(later, 1, store.clock.instant(), Reason.FIRST_NOTIFICATION)));
    limited(List.of(later), ChangeKind.OPENED);
    assertThat(sent()).as("there is room again").extracting(Delivery::incident).contains(Optional.of(later.id()));
    incidents.forEach(this::close);
    store.groups.tell();
    assertThat(sent()).hasSize(6).allSatisfy(end -> assertThat(end.kind()).isEqualTo(ChangeKind.RESOLVED));
  }

  /** Two hubs poll two rules whose sinks name the same place. */
  @Test
  void a_cap_is_exact_whoever_polls_at_the_same_moment() throws Exception {
    List<Incident> incidents = IntStream.range(0, 8).mapToObj(i -> store.incident("db-" + i, Severity.ERROR)).toList();
    store.incidents.write(incidents.stream()
        .map(one -> (Move) new Move.Open(one, 1, store.clock.instant(), Reason.FIRST_NOTIFICATION)).toList());
    CompletableFuture<Void> other = new CompletableFuture<>();
    store.transaction.executeWithoutResult(status -> {
      limited(incidents.subList(0, 4), ChangeKind.OPENED);
      new Thread(() -> {
        try {
          store.transaction.executeWithoutResult(any -> limited(incidents.subList(4, 8), ChangeKind.OPENED));
          other.complete(null);
        } catch (RuntimeException e) {
          other.completeExceptionally(e);
        }
      }).start();
      await().until(() -> new JdbcTemplate(store.dataSource)
          .queryForObject("select count(*) from pg_locks where locktype = 'advisory' and not granted", Integer.class) > 0);
    });
    other.get(10, TimeUnit.SECONDS);
    assertThat(sent()).as("five an hour").hasSize(5);
  }

  private void limited(List<Incident> incidents, ChangeKind kind) {
    Cap cap = Cap.of("5/h");
    store.outbox.add(incidents.stream()
        .map(one -> new Owed(new Change(kind, Reason.FIRST_NOTIFICATION, one.subject(), store.clock.instant()), "slack", "ops", true, "{}")
            .limited(new Owed.Limit(cap, Grouping.digest(cap, WAIT, INTERVAL))))
        .toList());
  }

  @Test
  void whatever_happens_nothing_is_told_twice_and_what_was_opened_is_closed() {
    long seed = Long.getLong("signalbox.walk.seed", System.nanoTime());
    Random random = new Random(seed);
    Incident[] servers = new Incident[6];
    boolean[] up = new boolean[6];
    for (int step = 0; step < 150; step++) {
      int i = random.nextInt(6);
      if (servers[i] == null) {
        servers[i] = open("r" + i % 2, "db-" + i, Severity.values()[random.nextInt(4)]);
      } else if (up[i]) {
        owe(servers[i], ChangeKind.REOPENED, Reason.CAME_BACK, "r" + i % 2);
        up[i] = false;
      } else {
        close(servers[i]);
        up[i] = true;
      }
      store.clock.tick(Duration.ofSeconds(random.nextInt(200)));
      store.groups.tell();
      if (random.nextBoolean()) {
        sent();
      }
    }
    Arrays.stream(servers).filter(server -> server != null).forEach(this::close);
    for (int i = 0; i < 4; i++) {
      store.clock.tick(INTERVAL);
      store.groups.tell();
      sent();
    }
    List<String> stories = store.jdbc.queryForList(
        "select string_agg(case kind when 'reopened' then 'opened' else kind end, ' ' order by seq) from delivery where status = 'sent' group by incident",
        String.class);
    assertThat(stories).as("-Dsignalbox.walk.seed=%d", seed).hasSizeBetween(2, 6).allSatisfy(story -> assertThat(story).matches("(opened( repeated| worsened)* resolved ?)+"));
    assertThat(store.jdbc.queryForObject("select count(*) from message_group where closed_at is null", Integer.class)).isZero();
  }

  private void begin() {
    store.clock.tick(WAIT);
    store.groups.tell();
    sent();
  }

  private Incident open(String rack, String key, Severity severity) {
    Incident incident = store.incident(key, severity);
    store.transaction.executeWithoutResult(status -> {
      store.incidents.write(List.of(
          new Move.Open(incident, 1, store.clock.instant().plus(Duration.ofHours(4)), Reason.FIRST_NOTIFICATION)));
      owe(incident, ChangeKind.OPENED, Reason.FIRST_NOTIFICATION, rack);
    });
    return incident;
  }

  private void owe(Incident incident, ChangeKind kind, Reason reason, String rack) {
    Change change = new Change(kind, reason, incident.subject(), store.clock.instant());
    store.outbox.add(List.of(new Owed(change, "slack", "ops", true, "{}").in(new Grouping(Map.of("rack", rack), WAIT, INTERVAL))));
  }

  private void close(Incident incident) {
    store.outbox.close(List.of(incident.id()), Reason.ROW_GONE, store.clock.instant());
  }

  /** Sends what is due, until nothing is. */
  private List<Delivery> sent() {
    List<Delivery> sent = new ArrayList<>();
    for (List<Delivery> due = claim(); !due.isEmpty(); due = claim()) {
      due.forEach(this::settle);
      sent.addAll(due);
    }
    return sent;
  }

  private List<Delivery> claim() {
    return store.outbox.claim("slack", 100, LEASE);
  }

  private void settle(Delivery delivery) {
    Outcome outcome = Outcome.Delivered.as("ref " + delivery.kind().label());
    store.outbox.settle(List.of(retry.judge(delivery, outcome, store.clock.instant(), new Random(1))));
  }

  private String story() {
    return store.jdbc.queryForObject("select string_agg(kind || ' ' || status, ', ' order by seq) from delivery", String.class);
  }
}

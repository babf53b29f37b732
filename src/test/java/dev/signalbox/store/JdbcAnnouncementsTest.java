package dev.signalbox.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.TestPostgres;
import dev.signalbox.delivery.DeadLetter;
import dev.signalbox.delivery.Deliveries;
import dev.signalbox.delivery.Delivery;
import dev.signalbox.delivery.Outcome;
import dev.signalbox.delivery.Owed;
import dev.signalbox.delivery.RetryPolicy;
import dev.signalbox.incident.AlertKey;
import dev.signalbox.incident.Change;
import dev.signalbox.incident.ChangeKind;
import dev.signalbox.incident.Row;
import dev.signalbox.incident.Severity;
import dev.signalbox.incident.Subject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

class JdbcAnnouncementsTest {

  private final StoreFixture store = new StoreFixture();
  private final RetryPolicy retry =
      new RetryPolicy(Duration.ofSeconds(1), Duration.ofMinutes(5), Duration.ofHours(72), Duration.ofSeconds(30));

  @Test
  void made_twice_it_is_one_and_is_told_once() {
    assertThat(announce("monday")).isTrue();
    store.clock.tick(Duration.ofDays(200));
    assertThat(announce("monday")).isFalse();
    assertThat(announce("tuesday")).isTrue();

    assertThat(claim()).extracting(one -> one.subject().alert().key()).containsExactly("monday", "tuesday");
  }

  @Test
  void what_is_rolled_back_was_not_made() {
    assertThatThrownBy(() -> store.transaction.executeWithoutResult(status -> {
      make("monday");
      throw new IllegalStateException("killed");
    })).hasMessage("killed");

    assertThat(claim()).isEmpty();
    assertThat(announce("monday")).isTrue();
    assertThat(claim()).hasSize(1);
  }

  @Test
  void of_two_hubs_that_make_it_at_once_one_makes_it() throws Exception {
    assertThat(race(false)).as("the other one, once the first has committed").isFalse();
    assertThat(claim()).hasSize(1);
  }

  @Test
  void if_the_first_of_two_hubs_dies_the_other_makes_it() throws Exception {
    assertThat(race(true)).isTrue();
    assertThat(claim()).hasSize(1);
  }

  /** What the second hub is told, which asks while the first one's transaction is under way. */
  private boolean race(boolean firstDies) throws Exception {
    CountDownLatch made = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    CompletableFuture<Void> first = CompletableFuture.runAsync(() -> store.transaction.executeWithoutResult(status -> {
      make("monday");
      made.countDown();
      await(end);
      if (firstDies) {
        status.setRollbackOnly();
      }
    }));
    await(made);
    CompletableFuture<Boolean> second = CompletableFuture.supplyAsync(() -> announce("monday"));
    String waiting = "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
    Awaitility.await().until(() -> store.jdbc.queryForObject(waiting, Integer.class) > 0);
    end.countDown();
    first.get(10, TimeUnit.SECONDS);
    return second.get(10, TimeUnit.SECONDS);
  }

  @Test
  void it_is_claimed_with_its_facts_and_what_it_lists_in_order() {
    announce("monday");

    Delivery claimed = claim().get(0);
    assertThat(claimed.kind()).isEqualTo(ChangeKind.ANNOUNCED);
    assertThat(claimed.incident()).isEmpty();
    assertThat(claimed.subject()).isEqualTo(subject("monday", claimed.subject().id()));
    assertThat(claimed.subject().row().columns().keySet()).containsExactly("until", "from", "nobody");
  }

  @Test
  void it_is_no_incident_and_nothing_follows_it() {
    announce("monday");
    settle(claim().get(0), Outcome.Delivered.as("<1@x>"));

    assertThat(store.incidents.list(null, null, null, 10, 0)).isEmpty();
    assertThat(store.incidents.countOpen()).isZero();
    Deliveries.View view = store.deliveries.list(null, null, 10, 0).get(0);
    assertThat(view.incidentId()).isNull();
    assertThat(List.of(view.rule(), view.key(), view.kind(), view.status()))
        .containsExactly("handoff", "monday", "announced", "sent");
    assertThat(store.deliveries.health()).singleElement().satisfies(health -> assertThat(health.sentLastDay()).isOne());
  }

  @Test
  void it_is_retried_after_a_failure_and_after_a_crash() {
    announce("monday");
    Delivery first = claim().get(0);
    settle(first, Outcome.Deferred.notSent("connection refused"));
    store.clock.tick(Duration.ofSeconds(2));
    assertThat(claim()).extracting(Delivery::id).containsExactly(first.id());
    store.clock.tick(Duration.ofSeconds(31));
    assertThat(claim()).as("whoever held it died").extracting(Delivery::id).containsExactly(first.id());
  }

  @Test
  void refused_it_is_a_dead_letter_of_no_incident_and_can_be_replayed() {
    announce("monday");
    Delivery refused = claim().get(0);
    settle(refused, new Outcome.Refused("550 no such user"));

    DeadLetter letter = store.deadLetters.list("mail", "dead", 10, 0).get(0);
    assertThat(letter.incidentId()).isNull();
    assertThat(letter.rule()).isEqualTo("handoff");
    assertThat(letter.payload()).contains("You are on call", "09:00", "and 2 more");
    assertThat(store.deadLetters.replay(letter.id(), false, "mira").accepted()).isTrue();
    assertThat(claim()).extracting(Delivery::id).containsExactly(refused.id());
  }

  @Test
  void what_was_open_before_incidents_knew_their_schedule_learns_it_from_what_was_told() {
    DataSource before = TestPostgres.empty();
    Flyway.configure().dataSource(before).target("2").load().migrate();
    JdbcTemplate jdbc = new JdbcTemplate(before);
    for (String key : List.of("told", "silent")) {
      jdbc.update("""
          insert into incident (id, rule, key, status, severity, title, row, fingerprint, opened_at, next_repeat_at)
          values (gen_random_uuid(), 'down', ?, 'open', 'error', 't', '{}', 1, now(), now())""", key);
    }
    jdbc.update("""
        insert into delivery (id, incident, rule, channel, address, kind, reason, priority, at, context, status, due_at,
                              created_at)
        select gen_random_uuid(), id, rule, 'slack', 'ops', 'opened', 'first_notification', 2, now(),
               case key when 'told' then '{"onCall":{"schedule":"databases","at":"2026-03-01T09:00:00Z"},"options":{}}'
                        else '{"options":{}}' end, 'sent', now(), now() from incident""");

    Flyway.configure().dataSource(before).load().migrate();

    String schedules = "select key || ' ' || coalesce(schedule, '-') from incident order by key";
    assertThat(jdbc.queryForList(schedules, String.class)).containsExactly("silent -", "told databases");
  }

  private boolean announce(String key) {
    return store.transaction.execute(status -> make(key));
  }

  /** As a source does: what is new is owed in the same transaction. */
  private boolean make(String key) {
    Subject subject = subject(key, UUID.randomUUID());
    boolean fresh = store.announcements.make(subject, null);
    if (fresh) {
      store.outbox.add(List.of(new Owed(Change.announced(subject), "mail", "mira@example.com", false, "{}")));
    }
    return fresh;
  }

  private Subject subject(String key, UUID id) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("until", "Mon 09:00");
    facts.put("from", store.clock.instant().toString());
    facts.put("nobody", null);
    List<Subject.Item> items = List.of(
        new Subject.Item("z'; drop table announcement; --", "error, open for 3 h", "/incidents/1"),
        new Subject.Item("and 2 more", "", null));
    AlertKey name = new AlertKey("handoff", key);
    Row row = new Row(facts);
    return new Subject(id, name, Severity.INFO, "You are on call", row, items, store.clock.instant(), "/on-call");
  }

  private List<Delivery> claim() {
    return store.outbox.claim("mail", 100, Duration.ofSeconds(30));
  }

  private void settle(Delivery delivery, Outcome outcome) {
    store.outbox.settle(List.of(retry.judge(delivery, outcome, store.clock.instant(), new Random(1))));
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

package dev.signalbox.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.delivery.Delivery;
import dev.signalbox.delivery.Outcome;
import dev.signalbox.delivery.RetryPolicy;
import dev.signalbox.delivery.Settlement;
import dev.signalbox.delivery.Owed;
import dev.signalbox.incident.Change;
import dev.signalbox.incident.ChangeKind;
import dev.signalbox.incident.Flapping;
import dev.signalbox.incident.Incident;
import dev.signalbox.incident.IncidentStore;
import dev.signalbox.incident.Move;
import dev.signalbox.incident.Reason;
import dev.signalbox.delivery.ChannelLog;
import dev.signalbox.delivery.Outbox;
import java.util.Map;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JdbcOutboxTest {

  private static final Duration LEASE = Duration.ofSeconds(30);
  private final StoreFixture store = new StoreFixture();
  private final RetryPolicy retry =
      new RetryPolicy(Duration.ofSeconds(1), Duration.ofMinutes(5), Duration.ofHours(72), Duration.ofSeconds(30));

  @Test
  void a_claim_holds_for_its_lease_and_then_the_delivery_is_due_again() {
    store.opened("db-1", "pagerduty", "");
    Delivery first = claim("pagerduty").get(0);
    assertThat(first.attempts()).isOne();
    assertThat(first.unsureSince()).as("nothing can have arrived yet").isNull();
    assertThat(claim("pagerduty")).as("claimed").isEmpty();

    store.clock.tick(LEASE.plusSeconds(1));
    Delivery second = claim("pagerduty").get(0);
    assertThat(second.id()).isEqualTo(first.id());
    assertThat(second.attempts()).isEqualTo(2);
    assertThat(second.unsureSince()).as("whoever held it may have sent it").isNotNull();
  }

  @Test
  void an_outcome_under_an_old_claim_is_void() {
    Incident incident = store.opened("db-1", "pagerduty", "");
    Delivery zombie = claim("pagerduty").get(0);
    store.clock.tick(LEASE.plusSeconds(1));
    Delivery current = claim("pagerduty").get(0);

    assertThat(settle(zombie, new Outcome.Refused("HTTP 400"))).isOne();
    assertThat(store.story(incident)).isEqualTo("opened pending");
    assertThat(settle(current, Outcome.Delivered.as("ok"))).isZero();
    assertThat(store.story(incident)).isEqualTo("opened sent");
    assertThat(settle(current, new Outcome.Refused("HTTP 400"))).as("recorded once").isOne();
  }

  @Test
  void two_claimers_share_without_overlap() throws Exception {
    for (int i = 0; i < 200; i++) {
      store.opened("db-" + i, "pagerduty", "");
    }
    Set<UUID> seen = ConcurrentHashMap.newKeySet();
    Set<UUID> twice = ConcurrentHashMap.newKeySet();
    ExecutorService hubs = Executors.newFixedThreadPool(4);
    IntStream.range(0, 4)
        .forEach(
            hub ->
                hubs.execute(
                    () -> {
                      for (int round = 0; round < 30; round++) {
                        store.outbox.claim("pagerduty", 5, LEASE).forEach(one -> {
                          if (!seen.add(one.id())) {
                            twice.add(one.id());
                          }
                        });
                      }
                    }));
    hubs.shutdown();
    assertThat(hubs.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    assertThat(twice).isEmpty();
    seen.addAll(claim("pagerduty").stream().map(Delivery::id).toList());
    assertThat(seen).hasSize(200);
  }

  @Test
  void the_most_severe_go_first_and_then_the_oldest() {
    store.opened("db-1", "pagerduty", "");
    store.opened("db-2", "pagerduty", "");
    Incident critical = store.incident("db-3", dev.signalbox.incident.Severity.CRITICAL);
    store.incidents.write(List.of(new dev.signalbox.incident.Move.Open(critical, 1, store.clock.instant(), Reason.FIRST_NOTIFICATION)));
    store.owe(critical, ChangeKind.OPENED, "pagerduty", "");

    assertThat(claim("pagerduty")).extracting(one -> one.subject().alert().key()).containsExactly("db-3", "db-1", "db-2");
  }

  @Test
  void per_place_the_end_waits_for_the_beginning() {
    Incident incident = store.opened("db-1", "slack", "ops");
    Delivery opening = claim("slack").get(0);
    store.outbox.close(List.of(incident.id()), Reason.ROW_GONE, store.clock.instant());

    assertThat(store.story(incident)).as("it may be on the wire").isEqualTo("opened pending, resolved pending");
    assertThat(claim("slack")).as("the end must not overtake it").isEmpty();

    settle(opening, Outcome.Delivered.as("C1:1700.1"));
    Delivery end = claim("slack").get(0);
    assertThat(end.kind()).isEqualTo(ChangeKind.RESOLVED);
    assertThat(end.openReference()).isEqualTo("C1:1700.1");
  }

  @Test
  void an_incident_that_ends_before_anybody_heard_of_it_is_told_to_nobody() {
    Incident incident = store.opened("db-1", "slack", "ops");
    store.outbox.close(List.of(incident.id()), Reason.ROW_GONE, store.clock.instant());

    assertThat(store.story(incident)).isEqualTo("opened suppressed");
    assertThat(claim("slack")).isEmpty();
  }

  @Test
  void if_the_opening_on_the_wire_fails_for_certain_neither_it_nor_the_end_is_sent() {
    Incident incident = store.opened("db-1", "slack", "ops");
    Delivery opening = claim("slack").get(0);
    store.outbox.close(List.of(incident.id()), Reason.ROW_GONE, store.clock.instant());
    settle(opening, Outcome.Deferred.notSent("connection refused"));

    assertThat(store.story(incident)).isEqualTo("opened suppressed, resolved suppressed");
  }

  @Test
  void if_it_is_unsure_both_are_sent_in_order() {
    Incident incident = store.opened("db-1", "slack", "ops");
    settle(claim("slack").get(0), Outcome.Deferred.unsure("no answer"));
    store.outbox.close(List.of(incident.id()), Reason.ROW_GONE, store.clock.instant());
    store.clock.tick(Duration.ofSeconds(2));

    Delivery again = claim("slack").get(0);
    assertThat(again.kind()).isEqualTo(ChangeKind.OPENED);
    settle(again, Outcome.Delivered.as("C1:1"));
    assertThat(claim("slack")).singleElement().extracting(Delivery::kind).isEqualTo(ChangeKind.RESOLVED);
  }

  @Test
  void what_was_sent_open_is_sent_closed_to_each_place_once() {
    Incident incident = store.opened("db-1", "slack", "ops");
    store.owe(incident, ChangeKind.OPENED, "mail", "mira@example.com");
    settle(claim("slack").get(0), Outcome.Delivered.as("C1:1"));
    settle(claim("mail").get(0), Outcome.Delivered.as("<1@x>"));

    store.outbox.close(List.of(incident.id()), Reason.ROW_GONE, store.clock.instant());
    store.outbox.close(List.of(incident.id()), Reason.ROW_GONE, store.clock.instant());

    assertThat(claim("slack")).hasSize(1);
    assertThat(claim("mail")).singleElement().extracting(Delivery::address).isEqualTo("mira@example.com");
  }

  @Test
  void a_refused_opening_is_a_dead_letter_and_needs_no_end() {
    Incident incident = store.opened("db-1", "slack", "ops");
    settle(claim("slack").get(0), new Outcome.Refused("invalid_blocks"));
    store.outbox.close(List.of(incident.id()), Reason.ROW_GONE, store.clock.instant());

    assertThat(store.story(incident)).isEqualTo("opened dead");
    assertThat(store.deadLetters.list("slack", "dead", 10, 0))
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.reason()).isEqualTo("invalid_blocks");
              assertThat(letter.attempts()).isOne();
              assertThat(letter.payload()).contains("db-1");
            });
  }

  @Test
  void reminders_do_not_pile_up_and_open_new_places() {
    Incident incident = store.opened("db-1", "slack", "ops");
    store.clock.tick(Duration.ofHours(4));
    store.owe(incident, ChangeKind.REPEATED, "slack", "ops");
    assertThat(store.story(incident)).as("the opening still waits").isEqualTo("opened pending");

    settle(claim("slack").get(0), Outcome.Delivered.as("C1:1"));
    store.owe(incident, ChangeKind.REPEATED, "slack", "ops");
    store.owe(incident, ChangeKind.REPEATED, "jira", "");
    assertThat(store.story(incident)).isEqualTo("opened sent, repeated pending, opened pending");
    settle(claim("jira").get(0), Outcome.Delivered.as("OPS-1"));
    store.clock.tick(Duration.ofHours(8));
    store.owe(incident, ChangeKind.REPEATED, "jira", "");
    assertThat(store.deliveries.of(incident.id()).stream().filter(view -> view.channel().equals("jira")))
        .as("a ticket is not reopened for a reminder")
        .hasSize(1);
  }

  /** It was over there, and nobody told it that it is open again: it was silenced then, or the news was given up. */
  @Test
  void a_place_that_takes_it_for_over_hears_that_it_is_open_before_anything_else() {
    for (ChangeKind news : List.of(ChangeKind.REPEATED, ChangeKind.WORSENED, ChangeKind.ESCALATED)) {
      Incident incident = store.opened("db-" + news, "slack", "ops");
      settle(claim("slack").get(0));
      ends(incident);
      settle(claim("slack").get(0));
      comesBack(incident, Reason.CAME_BACK);
      store.clock.tick(Duration.ofMinutes(1));
      store.owe(incident, news, "slack", "ops");

      Delivery again = claim("slack").get(0);
      assertThat(again.kind()).as(news.label()).isEqualTo(ChangeKind.REOPENED);
      settle(again);
      store.clock.tick(Duration.ofMinutes(1));
      store.owe(incident, news, "slack", "ops");
      assertThat(claim("slack")).singleElement().satisfies(one -> {
        assertThat(one.kind()).isEqualTo(news);
        settle(one);
      });
    }
  }

  @Test
  void that_it_is_open_again_counts_as_told_only_if_it_was() {
    Incident incident = store.opened("db-1", "slack", "ops");
    settle(claim("slack").get(0));
    ends(incident);
    settle(claim("slack").get(0));
    comesBack(incident, Reason.CAME_BACK, "slack");
    settle(claim("slack").get(0), new Outcome.Refused("invalid_blocks"));
    store.clock.tick(Duration.ofMinutes(1));
    store.owe(incident, ChangeKind.ESCALATED, "slack", "ops");

    assertThat(store.story(incident)).isEqualTo("opened sent, resolved sent, reopened dead, reopened pending");
  }

  @Test
  void an_end_on_the_wire_is_followed_by_the_news_that_it_is_open_and_not_by_a_reminder() {
    Incident incident = store.opened("db-1", "slack", "ops");
    settle(claim("slack").get(0));
    ends(incident);
    Delivery end = claim("slack").get(0);
    comesBack(incident, Reason.CAME_BACK);
    store.owe(incident, ChangeKind.ESCALATED, "slack", "ops");
    settle(end);

    assertThat(store.story(incident)).isEqualTo("opened sent, resolved sent, reopened pending");
  }

  /** What was given up in doubt may exist there: whoever opens it anew has to look first. */
  @Test
  void an_opening_in_the_place_of_one_that_was_given_up_in_doubt_keeps_the_doubt() {
    Incident incident = store.opened("db-1", "jira", "");
    settle(claim("jira").get(0), Outcome.Deferred.unsure("no answer"));
    store.clock.tick(Duration.ofHours(73));
    settle(claim("jira").get(0), new Outcome.Refused("HTTP 400"));
    assertThat(store.story(incident)).isEqualTo("opened dead");

    Change still = new Change(ChangeKind.REPEATED, Reason.REPEAT_INTERVAL_ELAPSED, incident.subject(), store.clock.instant());
    store.outbox.add(List.of(new Owed(still, "jira", "", true, "{}")));
    Delivery again = claim("jira").get(0);

    assertThat(again.kind()).isEqualTo(ChangeKind.OPENED);
    assertThat(again.attempts()).isOne();
    assertThat(again.unsureSince()).isNotNull();
  }

  @Test
  void comments_that_remind_are_as_far_apart_as_the_sink_wants_and_other_news_are_not_held_back() {
    Incident incident = store.opened("db-1", "jira", "");
    settle(claim("jira").get(0), Outcome.Delivered.as("OPS-1"));
    for (int hour = 0; hour < 10; hour++) {
      store.clock.tick(Duration.ofHours(1));
      Change still = new Change(ChangeKind.REPEATED, Reason.REPEAT_INTERVAL_ELAPSED, incident.subject(), store.clock.instant());
      store.outbox.add(List.of(new Owed(still, "jira", "", true, "{}").apart(Duration.ofHours(4))));
      claim("jira").forEach(one -> settle(one, Outcome.Delivered.as("OPS-1")));
    }
    Change worse = new Change(ChangeKind.WORSENED, Reason.SEVERITY_ROSE, incident.subject(), store.clock.instant());
    store.outbox.add(List.of(new Owed(worse, "jira", "", true, "{}").apart(Duration.ofHours(4))));

    assertThat(store.story(incident)).isEqualTo("opened sent, repeated sent, repeated sent, repeated sent, worsened pending");
  }

  @Test
  void owing_the_same_change_twice_is_one_delivery() {
    Incident incident = store.opened("db-1", "slack", "ops");
    store.owe(incident, ChangeKind.OPENED, "slack", "ops");
    assertThat(store.story(incident)).isEqualTo("opened pending");
  }

  @Test
  void a_paused_channel_hands_out_nothing_and_a_wrong_address_only_stops_itself() {
    store.opened("db-1", "slack", "ops");
    store.opened("db-2", "slack", "typo");
    store.opened("db-3", "pagerduty", "");
    store.channels.misconfigured("slack", "typo", "channel_not_found", store.clock.instant().plusSeconds(30));
    assertThat(claim("slack")).extracting(Delivery::address).containsExactly("ops");

    store.opened("db-4", "slack", "ops");
    store.channels.throttled("slack", null, "HTTP 429", store.clock.instant().plusSeconds(7));
    assertThat(claim("slack")).isEmpty();
    assertThat(claim("pagerduty")).hasSize(1);
    store.clock.tick(Duration.ofSeconds(8));
    assertThat(claim("slack")).hasSize(1);
  }

  @Test
  void what_names_no_address_may_be_in_trouble_without_the_others() {
    store.opened("db-1", "pagerduty", "");
    store.opened("db-2", "pagerduty", "payments");
    store.channels.misconfigured("pagerduty", "", "HTTP 403", store.clock.instant().plusSeconds(30));

    assertThat(claim("pagerduty")).extracting(Delivery::address).containsExactly("payments");
    assertThat(store.channels.standing("pagerduty")).isEqualTo(new ChannelLog.Standing(true, false, 0, Map.of("", 1)));
    store.channels.works("pagerduty", null);
    assertThat(store.channels.standing("pagerduty").reaches("")).as("that another one works says nothing of it").isFalse();
    store.channels.works("pagerduty", "");
    assertThat(claim("pagerduty")).extracting(Delivery::address).containsExactly("");
    assertThat(store.channels.standing("pagerduty")).isEqualTo(ChannelLog.Standing.WELL);
  }

  @Test
  void what_has_to_wait_is_not_claimed() {
    store.opened("db-1", "jira", "");
    store.opened("db-2", "slack", "ops");
    assertThat(store.outbox.claim("jira", 10, LEASE, new Outbox.Held(List.of(), List.of(ChangeKind.OPENED), List.of()))).isEmpty();
    assertThat(store.outbox.claim("slack", 10, LEASE, new Outbox.Held(List.of("ops"), List.of(), List.of()))).isEmpty();
    assertThat(store.outbox.claim("slack", 10, LEASE, new Outbox.Held(List.of("dev"), List.of(ChangeKind.NOTED), List.of()))).hasSize(1);

    UUID slow = store.outbox.claim("jira", 10, LEASE).get(0).id();
    store.clock.tick(LEASE.plusSeconds(1));
    assertThat(store.outbox.claim("jira", 10, LEASE, new Outbox.Held(List.of(), List.of(), List.of(slow)))).isEmpty();
    assertThat(store.outbox.claim("jira", 10, LEASE)).as("another hub").hasSize(1);
  }

  @Test
  void release_gives_a_claim_back_as_if_it_had_not_been() {
    store.opened("db-1", "slack", "ops");
    Delivery claimed = claim("slack").get(0);
    store.outbox.release(List.of(claimed), store.clock.instant());
    Delivery again = claim("slack").get(0);
    assertThat(again.attempts()).isOne();
    assertThat(again.unsureSince()).isNull();
  }

  @Test
  void what_is_over_before_its_first_claim_is_given_back_is_not_sent_and_neither_is_its_end() {
    Incident incident = store.opened("db-1", "slack", "ops");
    Delivery claimed = claim("slack").get(0);
    ends(incident);
    store.outbox.release(List.of(claimed), store.clock.instant());

    assertThat(claim("slack")).isEmpty();
    assertThat(store.story(incident)).isEqualTo("opened suppressed, resolved suppressed");
  }

  @Test
  void what_may_have_been_sent_before_it_is_given_back_is_sent_in_order() {
    Incident incident = store.opened("db-1", "slack", "ops");
    settle(claim("slack").get(0), Outcome.Deferred.unsure("no answer"));
    store.clock.tick(Duration.ofMinutes(1));
    Delivery claimed = claim("slack").get(0);
    ends(incident);
    store.outbox.release(List.of(claimed), store.clock.instant());

    settle(claim("slack").get(0));
    settle(claim("slack").get(0));
    assertThat(store.story(incident)).isEqualTo("opened sent, resolved sent");
  }

  /** The incident ended while the claim was given back: neither has seen the other. */
  @Test
  void an_opening_that_nobody_saw_is_not_claimed_when_its_end_is_owed() {
    Incident incident = store.opened("db-1", "slack", "ops");
    claim("slack");
    ends(incident);
    store.jdbc.update("update delivery set unsure_since = null, due_at = created_at where incident = ? and kind = 'opened'", incident.id());
    Incident other = store.opened("db-2", "slack", "ops");

    assertThat(store.outbox.claim("slack", 1, LEASE)).singleElement()
        .satisfies(one -> assertThat(one.subject().id()).isEqualTo(other.id()));
    assertThat(store.story(incident)).isEqualTo("opened suppressed, resolved suppressed");
  }

  @Test
  void news_that_it_is_open_again_which_nobody_saw_goes_with_its_end() {
    Incident incident = store.opened("db-1", "slack", "ops");
    settle(claim("slack").get(0));
    ends(incident);
    settle(claim("slack").get(0));
    comesBack(incident, Reason.CAME_BACK, "slack");
    Delivery claimed = claim("slack").get(0);
    ends(incident);
    settle(claimed, Outcome.Deferred.notSent("connection refused"));

    assertThat(store.story(incident)).isEqualTo("opened sent, resolved sent, reopened suppressed, resolved suppressed");
  }

  @Test
  void a_replay_is_sent_again_under_the_same_id_and_only_while_it_makes_sense() {
    Incident incident = store.opened("db-1", "slack", "ops");
    Delivery refused = claim("slack").get(0);
    settle(refused, new Outcome.Refused("invalid_blocks"));
    UUID letter = store.deadLetters.list("slack", "dead", 10, 0).get(0).id();
    store.incidents.resolve(incident.id(), "mira", null);

    assertThat(store.deadLetters.replay(letter, false, "mira").accepted()).isFalse();
    assertThat(store.deadLetters.replay(letter, false, "mira").message()).contains("is over since");
    assertThat(store.deadLetters.replay(letter, true, "mira").accepted()).isTrue();
    assertThat(store.deadLetters.replay(letter, true, "mira").message()).contains("already");

    Delivery again = claim("slack").get(0);
    assertThat(again.id()).isEqualTo(refused.id());
    settle(again, Outcome.Delivered.as("C1:1"));
    assertThat(claim("slack")).as("what is sent open is sent closed").singleElement().extracting(Delivery::kind).isEqualTo(ChangeKind.RESOLVED);
  }

  @Test
  void an_opening_that_was_made_meanwhile_is_not_replayed_and_a_replay_looks_first() {
    Incident incident = store.opened("db-1", "jira", "OPS");
    settle(claim("jira").get(0), new Outcome.Refused("HTTP 400"));
    UUID letter = store.deadLetters.list("jira", "dead", 10, 0).get(0).id();
    store.clock.tick(Duration.ofHours(4));
    store.transaction.executeWithoutResult(status -> store.owe(incident, ChangeKind.REPEATED, "jira", "OPS"));
    Delivery instead = claim("jira").get(0);
    assertThat(instead.kind()).isEqualTo(ChangeKind.OPENED);
    assertThat(store.deadLetters.replay(letter, false, "mira").message()).as("on its way").startsWith("That place has been told since");
    settle(instead, new Outcome.Refused("HTTP 400"));

    assertThat(store.deadLetters.replay(letter, false, "mira").accepted()).isTrue();
    assertThat(claim("jira").get(0).unsureSince()).as("the other side is asked before a second ticket is made").isNotNull();
  }

  @Test
  void an_opening_that_was_given_up_in_doubt_gets_its_end_and_one_that_was_refused_does_not() {
    Incident doubtful = store.opened("db-1", "jira", "OPS");
    Delivery opening = claim("jira").get(0);
    store.clock.tick(Duration.ofDays(4));
    settle(opening, Outcome.Deferred.unsure("no answer in time"));
    Incident refused = store.opened("db-2", "jira", "OPS");
    settle(claim("jira").get(0), new Outcome.Refused("HTTP 400"));
    assertThat(store.deadLetters.waiting()).isEqualTo(2);

    store.incidents.resolve(doubtful.id(), "mira", null);
    store.incidents.resolve(refused.id(), "mira", null);
    assertThat(claim("jira")).singleElement().satisfies(end -> {
      assertThat(end.kind()).isEqualTo(ChangeKind.RESOLVED);
      assertThat(end.subject().id()).isEqualTo(doubtful.id());
    });
  }

  @Test
  void what_a_slow_poll_found_of_an_incident_that_a_person_resolved_meanwhile_is_not_told() {
    Incident incident = store.opened("db-1", "pagerduty", "");
    settle(claim("pagerduty").get(0), Outcome.Delivered.as("k"));
    store.incidents.resolve(incident.id(), "mira", null);
    settle(claim("pagerduty").get(0), Outcome.Delivered.as("k"));

    store.transaction.executeWithoutResult(status -> {
      store.owe(incident, ChangeKind.REPEATED, "pagerduty", "");
      store.owe(incident, ChangeKind.OPENED, "slack", "ops");
    });
    assertThat(claim("pagerduty")).isEmpty();
    assertThat(claim("slack")).isEmpty();
    assertThat(store.incidents.contradict(incident.id(), "pagerduty", "jan", "closed too early")).isEmpty();
  }

  @Test
  void a_delivery_that_cannot_be_read_is_given_up_and_the_others_go_on() {
    Incident broken = store.opened("db-1", "slack", "ops");
    store.opened("db-2", "slack", "ops");
    store.jdbc.update("update delivery set reason = 'of another version' where incident = ?", broken.id());

    assertThat(claim("slack")).extracting(one -> one.subject().alert().key()).containsExactly("db-2");
    assertThat(store.deadLetters.list("slack", "dead", 10, 0)).singleElement().satisfies(letter -> {
      assertThat(letter.incidentId()).isEqualTo(broken.id());
      assertThat(letter.reason()).containsIgnoringCase("of another version");
    });
  }

  @Test
  void a_number_of_two_thousand_digits_stops_nothing() {
    Incident incident = store.opened("db-1", "slack", "ops");
    store.jdbc.update("update incident set row = ('{\"bytes\": ' || repeat('9', 2000) || '}')::json where id = ?", incident.id());
    assertThat(claim("slack")).hasSize(1);
    assertThat(store.incidents.list(true, null, null, 10, 0)).hasSize(1);
  }

  @Test
  void many_outcomes_are_recorded_at_once() {
    for (int i = 0; i < 300; i++) {
      store.opened("db-" + i, "pagerduty", "");
    }
    List<Delivery> claimed = store.outbox.claim("pagerduty", 300, LEASE);
    List<Settlement> settlements =
        claimed.stream().map(one -> retry.judge(one, Outcome.Delivered.as("k-" + one.id()), store.clock.instant(), new Random(1))).toList();
    assertThat(store.outbox.settle(settlements)).isZero();
    assertThat(new HashSet<>(store.deliveries.list("sent", "pagerduty", 500, 0))).hasSize(300);
  }

  private List<Delivery> claim(String channel) {
    return store.outbox.claim(channel, 100, LEASE);
  }

  private int settle(Delivery delivery, Outcome outcome) {
    return store.outbox.settle(List.of(retry.judge(delivery, outcome, store.clock.instant(), new Random(1))));
  }

  @Test
  void an_acknowledgement_is_told_once_to_every_place_that_heard_and_wants_it() {
    Incident incident = store.opened("db-1", "pagerduty", "");
    store.transaction.executeWithoutResult(status -> {
      store.owe(incident, ChangeKind.OPENED, "jira", "OPS");
      store.owe(incident, ChangeKind.OPENED, "mail", "a@example.com");
    });

    store.incidents.acknowledge(incident.id(), "mira", "in slack");
    store.incidents.acknowledge(incident.id(), "jan", null);

    assertThat(told(incident)).containsExactlyInAnyOrder("jira OPS acknowledged", "pagerduty  acknowledged");
    assertThat(store.outbox.claim("pagerduty", 10, LEASE)).as("not before the opening").extracting(Delivery::kind)
        .containsExactly(ChangeKind.OPENED);
  }

  private List<String> told(Incident incident) {
    return store.deliveries.of(incident.id()).stream().filter(view -> !view.kind().equals("opened"))
        .map(view -> view.channel() + " " + view.address() + " " + view.kind()).toList();
  }

  @Test
  void who_acknowledged_travels_with_the_news() {
    Incident incident = store.opened("db-1", "pagerduty", "");
    settle(store.outbox.claim("pagerduty", 10, LEASE).get(0));

    store.incidents.acknowledge(incident.id(), "mira", "in slack");

    Delivery news = store.outbox.claim("pagerduty", 10, LEASE).get(0);
    assertThat(news.note()).isEqualTo("Acknowledged by mira, in slack");
    assertThat(news.openReference()).isEqualTo("ref");
  }

  private void settle(Delivery delivery) {
    store.outbox.settle(List.of(new Settlement(delivery, Settlement.SENT, store.clock.instant(), null, false, "ref", null)));
  }

  @Test
  void a_place_that_never_heard_of_the_beginning_hears_of_no_acknowledgement() {
    Incident incident = store.opened("db-1", "pagerduty", "");
    Delivery opening = store.outbox.claim("pagerduty", 10, LEASE).get(0);
    store.incidents.acknowledge(incident.id(), "mira", null);

    store.outbox.settle(List.of(new Settlement(opening, Settlement.DEAD, store.clock.instant(), "refused", false, null, null)));

    assertThat(store.story(incident)).isEqualTo("opened dead, acknowledged suppressed");
  }

  @Test
  void a_closed_ticket_alone_hears_that_it_is_not_over() {
    Incident incident = store.opened("db-1", "pagerduty", "");
    store.transaction.executeWithoutResult(status -> store.owe(incident, ChangeKind.OPENED, "jira", "OPS"));

    store.incidents.contradict(incident.id(), "jira", "anna", "Closed by anna, but it is still there.");

    assertThat(told(incident)).containsExactly("jira OPS reopened");
    assertThat(store.incidents.find(incident.id()).orElseThrow().over()).isFalse();
  }

  private void comesBack(Incident incident, Reason reason, String... places) {
    store.transaction.executeWithoutResult(status -> {
      Flapping flapping = new Flapping(2, List.of(incident.openedAt(), store.clock.instant()), null, null);
      store.incidents.write(List.of(new Move.Reopen(incident, 1, store.clock.instant(), reason, flapping, "It is back", store.clock.instant())));
      for (String place : places) {
        store.outbox.add(List.of(new Owed(
            new Change(ChangeKind.REOPENED, reason, incident.subject(), store.clock.instant(), "It is back"), place, "ops", true, "{}")));
      }
    });
  }

  private void ends(Incident incident) {
    store.clock.tick(Duration.ofMinutes(1));
    store.transaction.executeWithoutResult(status -> {
      store.incidents.write(List.of(new Move.End(incident.id(), Reason.ROW_GONE, store.clock.instant())));
      store.outbox.close(List.of(incident.id()), Reason.ROW_GONE, store.clock.instant());
    });
    store.clock.tick(Duration.ofMinutes(1));
  }

  @Test
  void what_is_open_again_is_told_open_and_closed_again_in_order() {
    Incident incident = store.opened("db-1", "slack", "ops");
    settle(claim("slack").get(0));
    ends(incident);
    settle(claim("slack").get(0));
    comesBack(incident, Reason.CAME_BACK, "slack");

    Delivery again = claim("slack").get(0);
    assertThat(again.kind()).isEqualTo(ChangeKind.REOPENED);
    assertThat(again.openReference()).as("the message of the opening").isEqualTo("ref");
    assertThat(again.note()).isEqualTo("It is back");
    settle(again);
    ends(incident);
    settle(claim("slack").get(0));
    assertThat(store.story(incident)).isEqualTo("opened sent, resolved sent, reopened sent, resolved sent");
    assertThat(store.incidents.timeline(incident.id())).extracting(IncidentStore.TimelineEntry::event)
        .containsExactly("opened", "resolved", "reopened", "resolved");
  }

  @Test
  void an_end_that_was_not_sent_yet_is_dropped_and_the_place_need_not_hear_that_it_is_open() {
    Incident incident = store.opened("db-1", "slack", "ops");
    settle(claim("slack").get(0));
    ends(incident);
    comesBack(incident, Reason.CAME_BACK, "slack");

    assertThat(store.story(incident)).isEqualTo("opened sent, resolved suppressed");
    ends(incident);
    assertThat(claim("slack")).singleElement().extracting(Delivery::kind).isEqualTo(ChangeKind.RESOLVED);
  }

  @Test
  void an_end_that_may_have_been_sent_is_followed_by_the_news_that_it_is_open() {
    Incident incident = store.opened("db-1", "slack", "ops");
    settle(claim("slack").get(0));
    ends(incident);
    Delivery end = claim("slack").get(0);
    comesBack(incident, Reason.CAME_BACK, "slack");

    assertThat(store.story(incident)).isEqualTo("opened sent, resolved pending, reopened pending");
    assertThat(claim("slack")).as("not before the end").isEmpty();
    settle(end);
    assertThat(claim("slack")).singleElement().extracting(Delivery::kind).isEqualTo(ChangeKind.REOPENED);
  }

  @Test
  void a_place_that_never_heard_of_it_hears_an_opening_and_one_that_is_not_told_hears_no_second_end() {
    Incident incident = store.opened("db-1", "slack", "ops");
    settle(claim("slack").get(0));
    ends(incident);
    settle(claim("slack").get(0));
    comesBack(incident, Reason.CAME_BACK, "pagerduty");
    assertThat(claim("pagerduty")).singleElement().satisfies(one -> {
      assertThat(one.kind()).isEqualTo(ChangeKind.OPENED);
      settle(one);
    });
    store.incidents.acknowledge(incident.id(), "mira", null);
    ends(incident);

    assertThat(claim("slack")).as("it knows of the end, and of nothing after that").isEmpty();
    assertThat(told(incident)).containsExactly("slack ops resolved", "pagerduty ops acknowledged", "pagerduty ops resolved");
  }

  @Test
  void open_again_and_over_again_before_that_was_sent_is_nothing() {
    Incident incident = store.opened("db-1", "slack", "ops");
    settle(claim("slack").get(0));
    ends(incident);
    settle(claim("slack").get(0));
    comesBack(incident, Reason.CAME_BACK, "slack");
    ends(incident);

    assertThat(store.story(incident)).isEqualTo("opened sent, resolved sent, reopened suppressed");
  }

  @Test
  void an_end_is_not_replayed_once_its_incident_is_open_again() {
    Incident incident = store.opened("db-1", "slack", "ops");
    settle(claim("slack").get(0));
    ends(incident);
    settle(claim("slack").get(0), new Outcome.Refused("invalid_blocks"));
    UUID letter = store.deadLetters.list("slack", "dead", 10, 0).get(0).id();
    comesBack(incident, Reason.CAME_BACK);

    assertThat(store.deadLetters.replay(letter, false, "mira").message()).contains("is open again");
  }
}

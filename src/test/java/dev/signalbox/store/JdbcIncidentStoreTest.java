package dev.signalbox.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.delivery.DeadLetter;
import dev.signalbox.incident.Flapping;
import dev.signalbox.incident.Former;
import dev.signalbox.incident.Held;
import dev.signalbox.incident.Hold;
import dev.signalbox.incident.Incident;
import dev.signalbox.incident.IncidentStore.TimelineEntry;
import dev.signalbox.incident.Move;
import dev.signalbox.incident.PollLog;
import dev.signalbox.incident.Reason;
import dev.signalbox.incident.Row;
import dev.signalbox.incident.Severity;
import dev.signalbox.incident.Spell;
import dev.signalbox.incident.Standing;
import dev.signalbox.incident.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;

class JdbcIncidentStoreTest {

  private static final Duration EVERY = Duration.ofSeconds(30);

  private final StoreFixture store = new StoreFixture();

  @Test
  void an_incident_keeps_its_evidence_in_the_order_of_the_query() {
    Map<String, Object> columns = new LinkedHashMap<>();
    columns.put("zeta", 1);
    columns.put("alpha", "x'; drop table incident; --");
    columns.put("nothing", null);
    Incident incident = store.incident("db-1", Severity.ERROR);
    Incident told =
        new Incident(
            incident.id(), incident.alert(), Status.OPEN, Severity.ERROR, "t", new Row(columns), incident.openedAt(), null, null, null, null, 0, "mira", "infrastructure");
    store.incidents.write(List.of(new Move.Open(told, 7, store.clock.instant(), Reason.FIRST_NOTIFICATION)));

    Incident found = store.incidents.find(told.id()).orElseThrow();
    assertThat(found).isEqualTo(told);
    assertThat(found.row().columns().keySet()).containsExactly("zeta", "alpha", "nothing");
  }

  @Test
  void one_alert_has_one_spell_at_a_time() {
    store.opened("db-1", "slack", "ops");
    assertThatThrownBy(() -> store.opened("db-1", "slack", "ops")).isInstanceOf(DuplicateKeyException.class);
  }

  @Test
  void what_a_person_resolved_stays_over_until_its_row_has_been_gone() {
    Incident incident = store.opened("db-1", "slack", "ops");
    store.incidents.resolve(incident.id(), "mira", "rebooted");

    Spell spell = store.incidents.spells("down").get("db-1");
    assertThat(spell.status()).isEqualTo(Status.RESOLVED);
    store.incidents.write(List.of(new Move.End(incident.id(), Reason.ROW_GONE, store.clock.instant())));
    assertThat(store.incidents.spells("down")).isEmpty();
    assertThat(store.incidents.timeline(incident.id()))
        .extracting(TimelineEntry::event, TimelineEntry::actor, TimelineEntry::reason)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("opened", "signalbox", "first_notification"),
            org.assertj.core.groups.Tuple.tuple("resolved", "mira", "by_hand"));
  }

  @Test
  void acknowledging_twice_keeps_the_first() {
    Incident incident = store.opened("db-1", "slack", "ops");
    store.incidents.acknowledge(incident.id(), "mira", null);
    Incident after = store.incidents.acknowledge(incident.id(), "ben", null).orElseThrow();
    assertThat(after.status()).isEqualTo(Status.ACKNOWLEDGED);
    assertThat(after.acknowledgedBy()).isEqualTo("mira");
    assertThat(store.incidents.timeline(incident.id())).hasSize(2);
  }

  @Test
  void nothing_can_be_done_to_an_incident_that_is_not_there() {
    assertThat(store.incidents.acknowledge(java.util.UUID.randomUUID(), "mira", null)).isEmpty();
  }

  @Test
  void known_keys_are_those_that_ever_had_an_incident() {
    Incident incident = store.opened("db-1", "slack", "ops");
    store.incidents.write(List.of(new Move.End(incident.id(), Reason.ROW_GONE, store.clock.instant())));
    assertThat(store.incidents.known("down", Set.of("db-1", "db-2"))).containsExactly("db-1");
    assertThat(store.incidents.known("other", Set.of("db-1"))).isEmpty();
  }

  @Test
  void what_was_resolved_lately_is_remembered_but_nothing_that_was_adopted() {
    Incident incident = store.opened("db-1", "slack", "ops");
    Incident other = store.opened("db-2", "slack", "ops");
    store.opened("db-3", "slack", "ops");
    Incident history = store.incident("history", Severity.ERROR);
    store.clock.tick(Duration.ofMinutes(1));
    store.incidents.write(List.of(
        new Move.Open(
            new Incident(
                history.id(), history.alert(), Status.RESOLVED, Severity.ERROR, "t", history.row(), store.clock.instant(), null, null,
                store.clock.instant(), null, 0, null, null),
            1, store.clock.instant(), Reason.ADOPTED),
        new Move.End(other.id(), Reason.ROW_GONE, store.clock.instant())));
    Instant between = store.clock.instant();
    store.clock.tick(Duration.ofMinutes(1));
    store.incidents.write(List.of(new Move.End(incident.id(), Reason.ROW_GONE, store.clock.instant())));

    assertThat(store.incidents.formers("down", between)).containsOnlyKeys("db-1");
    Former former = store.incidents.formers("down", Instant.EPOCH).get("db-1");
    assertThat(former).isEqualTo(new Former(incident.id(), incident.openedAt(), store.clock.instant(), Flapping.NONE));
    assertThat(store.incidents.formers("down", Instant.EPOCH)).containsOnlyKeys("db-1", "db-2");
  }

  @Test
  void how_it_flaps_survives_and_ends_with_the_incident() {
    Incident incident = store.opened("db-1", "slack", "ops");
    Instant now = store.clock.instant();
    Flapping flapping = new Flapping(7, List.of(now.minusSeconds(9), now), now.minusSeconds(5), now);
    store.incidents.write(List.of(new Move.Flap(incident.id(), flapping, "gone", Reason.FLAPPING, null, now)));
    assertThat(store.incidents.spells("down").get("db-1").flapping()).isEqualTo(flapping);

    store.clock.tick(Duration.ofMinutes(10));
    store.incidents.write(List.of(new Move.End(incident.id(), Reason.QUIET, store.clock.instant(), "opened 7 times")));
    assertThat(store.incidents.formers("down", now).get("db-1").flapping()).isEqualTo(new Flapping(7, flapping.lately(), null, null));
    assertThat(store.incidents.timeline(incident.id())).extracting(TimelineEntry::reason, TimelineEntry::detail)
        .endsWith(org.assertj.core.groups.Tuple.tuple("flapping", null), org.assertj.core.groups.Tuple.tuple("quiet", "opened 7 times"));
  }

  @Test
  void an_outage_and_its_parts_find_each_other() {
    Incident part = store.incident("db-1", Severity.ERROR);
    Held held = new Held(new Hold(Reason.PART_OF_OUTAGE, "now"), store.clock.instant());
    Incident other = store.opened("db-2", "slack", "ops");
    Incident outage = store.incident("mass outage", Severity.ERROR);
    store.incidents.write(List.of(
        new Move.Outbreak(outage, 1, store.clock.instant()),
        new Move.Open(part, 1, store.clock.instant(), Reason.FIRST_NOTIFICATION),
        new Move.Hold(part.id(), held, store.clock.instant()),
        new Move.Attach(outage.id(), "down", "Mass outage: 1 of 2")));

    assertThat(store.incidents.spells("down")).as("an outage has no row").containsOnlyKeys("db-1", "db-2");
    assertThat(store.incidents.outage("down")).get().satisfies(found -> {
      assertThat(found.spell().incident()).isEqualTo(outage.id());
      assertThat(found.affected()).isOne();
    });
    assertThat(store.incidents.children(outage.id(), 10)).extracting(Incident::id).containsExactly(part.id());
    assertThat(store.incidents.standings(List.of(part.id(), other.id(), outage.id()))).containsOnly(
        Map.entry(part.id(), new Standing(1, null, outage.id(), 0)), Map.entry(outage.id(), new Standing(1, null, null, 1)));
    assertThat(store.incidents.find(outage.id()).orElseThrow().title()).isEqualTo("Mass outage: 1 of 2");

    store.incidents.write(List.of(new Move.End(outage.id(), Reason.OUTAGE_OVER, store.clock.instant(), "1 were affected")));
    assertThat(store.incidents.outage("down")).isEmpty();
    assertThat(store.incidents.formers("down", Instant.EPOCH)).as("the next outage is another one").isEmpty();
  }

  @Test
  void what_is_open_on_a_schedule_comes_worst_first_and_of_the_same_severity_oldest_first() {
    for (Severity severity : List.of(Severity.WARNING, Severity.CRITICAL, Severity.INFO, Severity.ERROR)) {
      fallenTo("infrastructure", severity.label() + "-old", severity);
      store.clock.tick(Duration.ofMinutes(1));
      fallenTo("infrastructure", severity.label() + "-new", severity);
    }
    fallenTo("payments", "elsewhere", Severity.CRITICAL);
    store.opened("nobody's", "slack", "ops");
    Incident over = fallenTo("infrastructure", "over", Severity.CRITICAL);
    store.incidents.resolve(over.id(), "mira", null);

    assertThat(store.incidents.open("infrastructure", 5)).extracting(incident -> incident.alert().key())
        .containsExactly("critical-old", "critical-new", "error-old", "error-new", "warning-old");
    assertThat(store.incidents.countOpen("infrastructure")).isEqualTo(8);
    assertThat(store.incidents.countOpen("nights")).isZero();
  }

  private Incident fallenTo(String schedule, String key, Severity severity) {
    Incident incident = store.incident(key, severity).assignedTo(schedule, null);
    store.incidents.write(List.of(new Move.Open(incident, 1, store.clock.instant(), Reason.FIRST_NOTIFICATION)));
    return incident;
  }

  @Test
  void a_rule_is_polled_by_one_process_at_a_time_and_not_twice_in_half_a_period() {
    Optional<PollLog.Begun> begun = store.transaction.execute(status -> store.polls.begin("down", "Down", EVERY));
    assertThat(begun).get().extracting(PollLog.Begun::first).isEqualTo(true);
    assertThat(store.transaction.<Optional<PollLog.Begun>>execute(status -> store.polls.begin("down", "Down", EVERY))).isEmpty();

    store.clock.tick(Duration.ofSeconds(30));
    store.transaction.executeWithoutResult(
        status -> {
          assertThat(store.polls.begin("down", "Down", EVERY)).isPresent();
          assertThat(elsewhere()).as("while the first one works").isEmpty();
          store.polls.completed("down", 3);
        });
    store.clock.tick(Duration.ofSeconds(30));
    assertThat(store.transaction.<Optional<PollLog.Begun>>execute(status -> store.polls.begin("down", "Down", EVERY)))
        .get()
        .extracting(PollLog.Begun::first)
        .isEqualTo(false);
  }

  private Optional<PollLog.Begun> elsewhere() {
    org.springframework.transaction.support.TransactionTemplate other =
        new org.springframework.transaction.support.TransactionTemplate(store.transaction.getTransactionManager());
    other.setPropagationBehavior(org.springframework.transaction.TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    return other.execute(status -> store.polls.begin("down", "Down", EVERY));
  }

  @Test
  void three_failed_polls_are_a_problem_of_the_hub_and_a_good_one_ends_it() {
    for (int i = 0; i < 3; i++) {
      assertThat(problems()).isEmpty();
      store.polls.failed("down", "column \"server\" does not exist");
    }
    assertThat(problems()).containsExactly("down: The poll fails: column \"server\" does not exist");
    store.polls.completed("down", 0);
    assertThat(problems()).isEmpty();
  }

  @Test
  void a_misconfigured_channel_is_a_problem_and_a_retired_rule_is_not() {
    store.channels.misconfigured("slack", null, "HTTP 401", store.clock.instant());
    store.polls.failed("gone", "x");
    store.polls.failed("gone", "x");
    store.polls.failed("gone", "x");
    store.polls.expect(List.of("down"));
    assertThat(problems()).containsExactly("channel slack: Nothing can be delivered: HTTP 401");
  }

  @Test
  void notices_that_were_not_passed_on_are_one_problem_per_rule_until_somebody_has_decided_about_each() {
    UUID first = buryNotice("down", "nobody is on call");
    store.clock.tick(Duration.ofMinutes(1));
    UUID second = buryNotice("down", "a step threw");
    store.deadLetters.bury(new DeadLetter(
        UUID.randomUUID(), store.clock.instant(), "row", "down", null, null, null, null, "{}", "no key", 1, "dead"));

    String problem = "notices of down: A notice was not passed on, see the dead letters: ";
    assertThat(problems()).containsExactly(problem + "a step threw");

    store.deadLetters.discard(second, "mira");
    assertThat(problems()).containsExactly(problem + "nobody is on call");
    store.deadLetters.discard(first, "mira");
    assertThat(problems()).isEmpty();
  }

  private UUID buryNotice(String rule, String reason) {
    UUID id = UUID.randomUUID();
    store.deadLetters.bury(
        new DeadLetter(
            id, store.clock.instant(), "route", rule, null, null, null, UUID.randomUUID(), "{}", reason, 1, "dead"));
    return id;
  }

  private List<String> problems() {
    return store.jdbc.queryForList("select subject || ': ' || problem from self_check where problem not like '%overdue%' order by 1", String.class);
  }

  @Test
  void what_is_held_is_on_record_with_its_reason_and_told_when_the_hold_ends() {
    Hold hold = new Hold(Reason.SILENCED, "\"upgrade\" of mira");
    Incident incident = held(store.incident("db-1", Severity.WARNING), hold);
    store.incidents.write(List.of(new Move.Open(incident, 7, store.clock.instant(), Reason.FIRST_NOTIFICATION)));

    assertThat(store.incidents.find(incident.id())).contains(incident);
    assertThat(store.incidents.held(null, null, 10, 0)).containsExactly(incident);
    Spell spell = store.incidents.spells("down").get("db-1");
    assertThat(spell.held()).isEqualTo(incident.held());
    assertThat(spell.told()).isFalse();

    store.clock.tick(Duration.ofMinutes(65));
    Instant now = store.clock.instant();
    Incident worse = incident.assignedTo("infrastructure", "mira");
    store.incidents.write(List.of(
        new Move.Release(incident.id(), spell.held(), now), new Move.Tell(worse, 8, now.plus(Duration.ofHours(4)), now)));

    assertThat(store.incidents.held(null, null, 10, 0)).isEmpty();
    Incident told = store.incidents.find(incident.id()).orElseThrow();
    assertThat(told.toldAt()).isEqualTo(now);
    assertThat(told.assignee()).isEqualTo("mira");
    assertThat(told.schedule()).isEqualTo("infrastructure");
    assertThat(store.incidents.spells("down").get("db-1"))
        .returns(true, Spell::told)
        .returns(8L, Spell::fingerprint)
        .returns(null, Spell::held)
        .returns(now.plus(Duration.ofHours(4)), Spell::nextRepeatAt);
    assertThat(story(incident)).containsExactly(
        "opened first_notification null",
        "held silenced \"upgrade\" of mira",
        "released hold_ended after 1 h 5 min, silenced: \"upgrade\" of mira",
        "told hold_ended null");
  }

  @Test
  void what_was_held_to_its_end_says_that_nobody_was_told() {
    Incident incident = held(store.incident("db-1", Severity.WARNING), new Hold(Reason.IN_MAINTENANCE, "upgrade"));
    store.incidents.write(List.of(new Move.Open(incident, 7, store.clock.instant(), Reason.FIRST_NOTIFICATION)));
    store.incidents.write(List.of(new Move.End(incident.id(), Reason.ROW_GONE, store.clock.instant())));

    assertThat(story(incident)).endsWith("resolved row_gone nobody was told of it");
    assertThat(store.incidents.find(incident.id()).orElseThrow())
        .returns(null, Incident::held)
        .returns(null, Incident::toldAt);
    assertThat(store.incidents.held(null, null, 10, 0)).isEmpty();
  }

  @Test
  void what_a_person_resolves_is_held_no_more() {
    Incident incident = store.opened("db-1", "slack", "ops");
    Held held = new Held(new Hold(Reason.SILENCED, "upgrade"), store.clock.instant());
    store.incidents.write(List.of(new Move.Hold(incident.id(), held, store.clock.instant())));
    assertThat(store.incidents.held("down", "db-1", 10, 0)).extracting(Incident::held).containsExactly(held);

    store.incidents.resolve(incident.id(), "mira", null);

    assertThat(store.incidents.held(null, null, 10, 0)).isEmpty();
    assertThat(store.story(incident)).isEqualTo("opened suppressed");
  }

  private static Incident held(Incident i, Hold hold) {
    return new Incident(
        i.id(), i.alert(), i.status(), i.severity(), i.title(), i.row(), i.openedAt(), null, null, null, null, 0, null, null,
        new Held(hold, i.openedAt()), null);
  }

  private List<String> story(Incident incident) {
    return store.incidents.timeline(incident.id()).stream()
        .map(entry -> entry.event() + " " + entry.reason() + " " + entry.detail())
        .toList();
  }
}

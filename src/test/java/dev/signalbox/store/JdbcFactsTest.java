package dev.signalbox.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.delivery.DeadLetter;
import dev.signalbox.delivery.Outcome;
import dev.signalbox.delivery.Owed;
import dev.signalbox.delivery.RetryPolicy;
import dev.signalbox.escalation.OnCallPlan;
import dev.signalbox.explain.Explainer;
import dev.signalbox.explain.Explanation.Line;
import dev.signalbox.explain.Explanation;
import dev.signalbox.explain.Facts.Asked;
import dev.signalbox.explain.Facts.PollRun;
import dev.signalbox.incident.Change;
import dev.signalbox.incident.ChangeKind;
import dev.signalbox.incident.Flapping;
import dev.signalbox.incident.Held;
import dev.signalbox.incident.Hold;
import dev.signalbox.incident.Incident;
import dev.signalbox.incident.Move;
import dev.signalbox.incident.Reason;
import dev.signalbox.incident.Severity;
import dev.signalbox.ladder.LadderClue;
import dev.signalbox.ladder.Opening;
import dev.signalbox.ladder.Outlook;
import dev.signalbox.silence.Matchers;
import dev.signalbox.silence.Silence;
import dev.signalbox.silence.SilenceClue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Explanations on what the store really remembers. */
class JdbcFactsTest {

  private static final String ON_CALL = """
      {"onCall":{"schedule":"infrastructure","at":"2026-03-01T09:00:00Z","fallbackUsed":true,
       "primary":[{"name":"hugo","fullName":"Hugo Brandt"},{"name":"ida"}],
       "level":{"escalation":"payments","number":2,"people":[]}},"options":{},"remark":"Hugo Brandt (no mail address: ida)"}""";

  private final StoreFixture store = new StoreFixture();
  private final JdbcFacts facts = new JdbcFacts(store.jdbc);
  private final JdbcSilences silences = new JdbcSilences(store.jdbc, store.clock);
  private final OnCallPlan plan = plan();
  private final Explainer explainer = new Explainer(
      store.incidents, store.deliveries, facts, store.clock,
      List.of(new SilenceClue(silences), new LadderClue(new Outlook(store.timers, () -> plan))));

  private void polled(int rows) {
    store.polls.begin("down", "Something is wrong", Duration.ofSeconds(30));
    store.polls.completed("down", rows);
    store.clock.tick(Duration.ofSeconds(30));
  }

  private Instant now() {
    return store.clock.instant();
  }

  private String answer(String key) {
    return explainer.alert("down", key, null).answer();
  }

  private void settle(String channel, Outcome outcome) {
    RetryPolicy retry =
        new RetryPolicy(Duration.ofSeconds(1), Duration.ofMinutes(5), Duration.ofHours(72), Duration.ofSeconds(30));
    store.outbox.claim(channel, 10, Duration.ofSeconds(30))
        .forEach(one -> store.outbox.settle(List.of(retry.judge(one, outcome, now(), new Random(1)))));
  }

  @Test
  void polls_alike_are_one_run_and_whatever_differs_begins_another() {
    polled(0);
    polled(0);
    polled(3);
    polled(5);
    store.polls.failed("down", "the source does not answer");
    store.polls.failed("down", "the source does not answer");

    assertThat(facts.polls("down", now(), 10)).containsExactly(
        new PollRun(at(120), at(120), false, 2, 0, 0, "the source does not answer"),
        new PollRun(at(60), at(90), true, 2, 3, 5, null),
        new PollRun(at(0), at(30), true, 2, 0, 0, null));
    assertThat(facts.polls("down", at(59), 10)).as("by then").hasSize(1);
  }

  private static Instant at(int seconds) {
    return Instant.parse("2026-03-01T09:00:00Z").plusSeconds(seconds);
  }

  @Test
  void a_run_lasts_an_hour_and_is_forgotten_after_a_month() {
    polled(1);
    store.clock.tick(Duration.ofHours(1));
    polled(1);
    assertThat(facts.polls("down", now(), 10)).hasSize(2);

    store.clock.tick(Duration.ofDays(31));
    polled(1);
    assertThat(facts.polls("down", now(), 10)).hasSize(1);
  }

  @Test
  void who_was_on_call_is_told_once_however_many_deliveries_it_led_to() {
    Incident incident = store.incident("db-1", Severity.ERROR);
    store.transaction.executeWithoutResult(status -> {
      store.incidents.write(List.of(new Move.Open(incident, 1, now(), Reason.FIRST_NOTIFICATION)));
      Change change = new Change(ChangeKind.OPENED, Reason.FIRST_NOTIFICATION, incident.subject(), now());
      store.outbox.add(List.of(
          new Owed(change, "slack", "ops", true, ON_CALL), new Owed(change, "mail", "hugo@example.com", true, ON_CALL),
          new Owed(change, "jira", "OPS", false, "{}")));
    });

    assertThat(facts.asked(incident.id())).containsExactly(new Asked(
        now(), "infrastructure", List.of("Hugo Brandt", "ida"), true, "2 of payments", "Hugo Brandt (no mail address: ida)"));
    assertThat(text(explainer.incident(incident.id()).orElseThrow(), "On call")).containsExactly(
        "schedule infrastructure: Hugo Brandt, ida, the fallback: nobody was scheduled; asked level 2 of payments; "
            + "told Hugo Brandt (no mail address: ida)");
  }

  private static List<String> text(Explanation found, String section) {
    return found.sections().stream().filter(one -> one.title().equals(section))
        .flatMap(one -> one.lines().stream()).map(Explanation.Line::text).toList();
  }

  @Test
  void every_place_is_told_or_not_told_with_its_reason() {
    Incident incident = store.opened("db-1", "slack", "ops");
    store.owe(incident, ChangeKind.OPENED, "pagerduty", "");
    store.owe(incident, ChangeKind.OPENED, "jira", "OPS");
    settle("slack", new Outcome.Delivered("C1:17", null, null));
    settle("pagerduty", new Outcome.Refused("HTTP 400: the event is invalid"));

    Explanation found = explainer.incident(incident.id()).orElseThrow();

    assertThat(found.answer()).isEqualTo("Told: slack ops. Still to be told: jira OPS. "
        + "Not told, it is a dead letter: pagerduty (HTTP 400: the event is invalid).");
    assertThat(text(found, "Deliveries")).containsExactly(
        "slack ops: opened, sent 2026-03-01 09:00:00 UTC, known there as C1:17",
        "pagerduty: opened, given up: HTTP 400: the event is invalid",
        "jira OPS: opened, waits until 2026-03-01 09:00:00 UTC");
    assertThat(text(found, "The row")).containsExactly("server_id = db-1");
    assertThat(text(found, "Decisions")).hasSize(1).first().asString().startsWith("opened by").contains("first notification");
  }

  @Test
  void what_is_held_back_names_what_holds_it() {
    Incident incident = store.incident("db-1", Severity.ERROR);
    Held held = new Held(new Hold(Reason.SILENCED, "\"storage upgrade\" of mira"), now());
    store.incidents.write(List.of(
        new Move.Open(incident, 1, now(), Reason.FIRST_NOTIFICATION), new Move.Hold(incident.id(), held, now())));

    assertThat(answer("db-1")).isEqualTo("Nobody was told: it was held back. "
        + "Held back since 2026-03-01 09:00:00 UTC: silenced: \"storage upgrade\" of mira.");
  }

  @Test
  void without_an_incident_it_says_which_of_the_reasons_it_was() {
    assertThat(answer("db-9")).contains("Nobody was told").contains("had not been polled");

    polled(2);
    assertThat(answer("db-9")).contains("the row was not among its rows");

    store.polls.failed("down", "SQL state 42P01");
    assertThat(answer("db-9")).contains("The poll failed: SQL state 42P01");

    store.deadLetters.bury(new DeadLetter(
        UUID.randomUUID(), now(), "row", "down", null, null, null, null, "{\"server_id\": \"db-9\"}", "unreadable row: no key", 1, "dead"));
    assertThat(answer("db-9")).contains("could not be read, see the dead letters");
    assertThat(answer("db-8")).contains("The poll failed");
  }

  @Test
  void at_an_instant_it_knows_nothing_of_what_came_later() {
    Instant before = now();
    store.clock.tick(Duration.ofMinutes(10));
    Incident incident = store.opened("db-1", "slack", "ops");
    settle("slack", new Outcome.Delivered("C1:17", null, null));
    Instant open = now();
    store.clock.tick(Duration.ofMinutes(10));
    store.incidents.resolve(incident.id(), "mira", null);
    store.clock.tick(Duration.ofMinutes(10));

    assertThat(explainer.alert("down", "db-1", before).incident()).isNull();
    assertThat(explainer.alert("down", "db-1", open).answer()).isEqualTo("Told: slack ops.");
    assertThat(text(explainer.alert("down", "db-1", open), "Decisions")).hasSize(1);
    assertThat(explainer.alert("down", "db-1", null).answer())
        .isEqualTo("Told: slack ops. The incident was over by then, since 2026-03-01 09:20:00 UTC.");
  }

  @Test
  void a_key_is_a_value_and_no_pattern() {
    store.deadLetters.bury(new DeadLetter(
        UUID.randomUUID(), now(), "row", "down", null, null, null, null, Map.of("server_id", "db-1").toString(), "no key", 1, "dead"));

    assertThat(facts.refused("down", "db%", now(), 5)).isEmpty();
    assertThat(facts.refused("down", "db-1", now(), 5)).hasSize(1);
    assertThat(facts.refused("other", "db-1", now(), 5)).isEmpty();
  }

  @Test
  void a_flapping_incident_says_how_often_and_since_when() {
    Incident incident = store.opened("db-1", "slack", "ops");
    store.incidents.write(List.of(new Move.Flap(
        incident.id(), new Flapping(5, List.of(now()), now(), null), "flapping", Reason.FLAPPING, null, now())));

    List<Line> lines = lines(explainer.incident(incident.id()).orElseThrow(), "Comings and goings");
    assertThat(lines).extracting(Line::text).containsExactly(
        "opened 5 times so far", "flapping since then: its ups and downs are not told, its end is, once it is quiet");
    assertThat(lines.get(1).at()).isEqualTo(now());
  }

  @Test
  void what_is_told_instead_is_named_on_both_sides() {
    Incident outage = store.incident("mass outage", Severity.CRITICAL);
    Incident member = store.incident("db-1", Severity.ERROR);
    Incident behind = store.incident("db-2", Severity.ERROR);
    store.incidents.write(List.of(
        new Move.Outbreak(outage, 1, now()), new Move.Open(member, 1, now(), Reason.FIRST_NOTIFICATION),
        new Move.Open(behind, 1, now(), Reason.FIRST_NOTIFICATION),
        new Move.Hold(member.id(), new Held(new Hold(Reason.PART_OF_OUTAGE, "mass outage of now"), now()), now()),
        new Move.Hold(behind.id(), new Held(new Hold(Reason.BEHIND_PARENT, "sw-1 (switch-down)"), now()), now()),
        new Move.Attach(outage.id(), "down", "Mass outage: 1 of 2")));

    assertThat(told("db-1", "Told as one")).containsExactly(
        "part of \"Mass outage: 1 of 2\" (incident %s), which is told instead".formatted(outage.id()));
    assertThat(told("mass outage", "Told as one")).containsExactly("stands for 1 incidents, of which nobody is told");
    assertThat(told("db-2", "Told as one")).containsExactly("stands behind what is told instead: sw-1 (switch-down)");
  }

  private List<String> told(String key, String section) {
    return text(explainer.alert("down", key, null), section);
  }

  private static List<Line> lines(Explanation found, String section) {
    return found.sections().stream().filter(one -> one.title().equals(section)).flatMap(one -> one.lines().stream()).toList();
  }

  @Test
  void every_silence_that_matches_is_named_and_no_other() {
    store.opened("db-1", "slack", "ops");
    silence("server_id=db-1", "disk swap");
    silence("rule=down", "all of it");
    silence("server_id=db-2", "something else");

    assertThat(told("db-1", "Silences that match")).containsExactly(
        "silenced: \"disk swap\" of mira, until 2026-03-01T10:00:00Z (server_id=db-1)",
        "silenced: \"all of it\" of mira, until 2026-03-01T10:00:00Z (rule=down)");
    assertThat(told("db-9", "Silences that match")).as("no row, but the rule is known").hasSize(1);
    store.clock.tick(Duration.ofHours(1));
    assertThat(told("db-1", "Silences that match")).isEmpty();
  }

  private void silence(String matcher, String comment) {
    silences.make(new Silence(
        UUID.randomUUID(), Matchers.parse(List.of(matcher)), now(), now().plus(Duration.ofHours(1)), "mira", comment, now(), null, null));
  }

  @Test
  void the_escalation_says_which_level_was_asked_and_who_is_next() {
    Incident incident = store.opened("db-1", "slack", "ops");
    Change change = new Change(ChangeKind.OPENED, Reason.FIRST_NOTIFICATION, incident.subject(), now());
    store.timers.start(List.of(Opening.of(plan.ladder("payments"), 1, change, "", Duration.ZERO, now()).start()));

    assertThat(told("db-1", "Escalation")).containsExactly(
        "payments: level 1 of 2 was asked", "next, 2026-03-01 09:10:00 UTC: then level 2, sam");
    store.clock.tick(Duration.ofMinutes(1));
    store.incidents.acknowledge(incident.id(), "mira", null);
    assertThat(told("db-1", "Escalation")).containsExactly(
        "payments: level 1 of 2 was asked", "it waits: acknowledged, snoozed, held, or flapping and away: then level 2, sam");
    store.incidents.resolve(incident.id(), "mira", null);
    assertThat(told("db-1", "Escalation")).isEmpty();
  }

  private static OnCallPlan plan() {
    try {
      return OnCallPlan.ofFile(Files.writeString(Files.createTempFile("on-call", ".yaml"), """
          escalation: payments
          levels:
            - {delay_minutes: 10, targets: [{user: mira}]}
            - {targets: [{user: sam}]}
          """));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

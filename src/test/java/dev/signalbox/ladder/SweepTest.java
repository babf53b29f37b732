package dev.signalbox.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.incident.Holds;
import dev.signalbox.incident.IncidentStore.TimelineEntry;
import dev.signalbox.incident.Move;
import dev.signalbox.incident.Reason;
import dev.signalbox.incident.Rule;
import dev.signalbox.incident.Status;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final String PLAN = """
      schedule: primary
      timezone: UTC
      layers: [{participants: [anna]}]
      ---
      escalation: e
      levels:
        - {delay_minutes: 15, targets: [{schedule: primary}]}
        - {delay_minutes: 30, targets: [{user: sam}]}
        - {targets: [{user: boss}]}
      ---
      escalation: goes-on
      acknowledge_stops: false
      acknowledge_expires: never
      levels:
        - {delay_minutes: 120, targets: [{user: sam}]}
        - {targets: [{user: boss}]}
      """;

  @TempDir Path folder;
  private final LadderFixture ladder = new LadderFixture();
  private UUID incident;

  @BeforeEach
  void open() {
    ladder.plan(folder, PLAN);
    incident = ladder.opens("db-1", "e");
  }

  private Status status() {
    return ladder.store.incidents.find(incident).orElseThrow().status();
  }

  private List<String> timeline() {
    return ladder.store.incidents.timeline(incident).stream()
        .map(entry -> "%s %s %s".formatted(entry.event(), entry.reason(), entry.detail())).toList();
  }

  @Test
  void a_level_is_asked_when_it_is_due_and_never_twice() {
    ladder.after(Duration.ofMinutes(15).minusSeconds(1));
    assertThat(ladder.story(incident)).as("14:59").isEqualTo("1 anna");
    ladder.after(Duration.ofSeconds(1));
    ladder.sweep();
    assertThat(ladder.story(incident)).as("15:00, twice").isEqualTo("1 anna, 2 sam");
    assertThat(ladder.store.incidents.find(incident).orElseThrow().escalationLevel()).isEqualTo(2);
    ladder.after(Duration.ofMinutes(30));
    assertThat(ladder.story(incident)).isEqualTo("1 anna, 2 sam, 3 boss");
    ladder.after(Duration.ofDays(7));
    assertThat(ladder.story(incident)).as("the last level stays").isEqualTo("1 anna, 2 sam, 3 boss");
    assertThat(timeline()).contains("escalated not_answered level 2 of e: sam");
  }

  @Test
  void whoever_acknowledges_stops_the_clock_and_giving_it_up_lets_the_rest_run() {
    ladder.after(MINUTE.multipliedBy(5));
    ladder.store.incidents.acknowledge(incident, "anna", null);
    ladder.after(MINUTE.multipliedBy(60));
    assertThat(ladder.story(incident)).isEqualTo("1 anna");
    ladder.store.incidents.unacknowledge(incident, "anna", null);
    ladder.after(MINUTE.multipliedBy(10).minusSeconds(1));
    assertThat(ladder.story(incident)).as("ten of fifteen minutes were left").isEqualTo("1 anna");
    ladder.after(Duration.ofSeconds(1));
    assertThat(ladder.story(incident)).isEqualTo("1 anna, 2 sam");
  }

  /** The hub is back, and looks at the timers before it has polled the rule. */
  @Test
  void what_was_planned_while_nobody_looked_does_not_count() {
    ladder.store.jdbc.update(
        "insert into rule (id, every_ms, last_ok_at) values ('down', 30000, ?)", Timestamp.from(ladder.store.clock.instant()));
    Instant until = ladder.store.clock.instant().plus(MINUTE.multipliedBy(12));
    ladder.holds = new Holds() {
      @Override
      public InForce at(Rule rule, Instant now) {
        return candidate -> Optional.empty();
      }

      @Override
      public Past between(Instant from, Instant to) {
        return (candidate, since) -> since.isBefore(until) ? MINUTE.multipliedBy(10) : Duration.ZERO;
      }
    };
    ladder.after(MINUTE.multipliedBy(20));
    assertThat(ladder.story(incident)).as("ten of the twenty minutes").isEqualTo("1 anna");
    ladder.after(MINUTE.multipliedBy(4));
    ladder.sweep();
    assertThat(ladder.story(incident)).as("14 minutes").isEqualTo("1 anna");
    ladder.after(MINUTE);
    assertThat(ladder.story(incident)).as("15 minutes").isEqualTo("1 anna, 2 sam");
  }

  @Test
  void an_acknowledgement_lapses_and_the_ladder_goes_on() {
    ladder.store.incidents.acknowledge(incident, "anna", null);
    ladder.after(Duration.ofHours(2).minusSeconds(1));
    assertThat(status()).isEqualTo(Status.ACKNOWLEDGED);
    ladder.after(Duration.ofSeconds(1));
    assertThat(status()).isEqualTo(Status.OPEN);
    assertThat(timeline()).contains("unacknowledged acknowledgement_expired acknowledged by anna, nothing heard since");
    ladder.after(MINUTE.multipliedBy(15));
    assertThat(ladder.story(incident)).isEqualTo("1 anna, 2 sam");
  }

  @Test
  void it_does_not_lapse_while_somebody_says_something_or_it_is_snoozed() {
    ladder.store.incidents.acknowledge(incident, "anna", null);
    ladder.after(Duration.ofMinutes(110));
    ladder.store.incidents.comment(incident, "anna", "still at it", null);
    ladder.after(Duration.ofMinutes(110));
    assertThat(status()).isEqualTo(Status.ACKNOWLEDGED);
    ladder.store.incidents.snooze(incident, "anna", ladder.store.clock.instant().plus(Duration.ofHours(5)), null);
    ladder.after(Duration.ofHours(5).minusSeconds(1));
    assertThat(status()).isEqualTo(Status.ACKNOWLEDGED);
    ladder.after(Duration.ofSeconds(1));
    assertThat(status()).isEqualTo(Status.OPEN);
  }

  @Test
  void a_snooze_pauses_until_it_ends_however_late_that_is_seen() {
    ladder.after(MINUTE.multipliedBy(5));
    ladder.store.incidents.snooze(incident, "anna", ladder.store.clock.instant().plus(Duration.ofHours(1)), null);
    ladder.after(Duration.ofMinutes(59));
    assertThat(ladder.story(incident)).isEqualTo("1 anna");
    ladder.store.clock.tick(Duration.ofMinutes(5)); // nobody looked when it ended
    ladder.sweep();
    assertThat(ladder.timer(incident).pausedAt()).isNull();
    assertThat(ladder.timer(incident).dueAt()).isEqualTo(Instant.parse("2026-03-01T10:15:00Z"));
  }

  @Test
  void a_policy_may_go_on_while_somebody_takes_care_of_it() {
    UUID other = ladder.opens("db-2", "goes-on");
    ladder.store.incidents.acknowledge(other, "sam", null);
    ladder.after(Duration.ofHours(2));
    assertThat(ladder.story(other)).isEqualTo("1 sam, 2 boss");
    ladder.after(Duration.ofDays(3));
    assertThat(ladder.store.incidents.find(other).orElseThrow().status()).as("never lapses").isEqualTo(Status.ACKNOWLEDGED);
  }

  @Test
  void the_end_of_an_incident_is_the_end_of_its_timer() {
    UUID second = ladder.opens("db-2", "e");
    ladder.store.incidents.resolve(incident, "anna", null);
    ladder.store.incidents.write(List.of(new Move.End(second, Reason.ROW_GONE, ladder.store.clock.instant())));
    assertThat(ladder.store.jdbc.queryForObject("select count(*) from escalation_timer", Long.class)).isZero();
    ladder.after(Duration.ofDays(1));
    assertThat(ladder.told).hasSize(2);
  }

  @Test
  void a_timer_that_somebody_forgot_dies_silently() {
    ladder.store.jdbc.update("update incident set status = 'resolved' where id = ?", incident);
    ladder.after(Duration.ofMinutes(15));
    assertThat(ladder.store.timers.find(incident)).isEmpty();
    assertThat(ladder.story(incident)).isEqualTo("1 anna");
  }

  @Test
  void a_person_may_ask_the_next_level_now_even_of_what_is_acknowledged() {
    ladder.store.incidents.acknowledge(incident, "anna", null);
    assertThat(ladder.store.timers.hasten(incident, "anna", "out of my depth", ladder.store.clock.instant())).isTrue();
    assertThat(ladder.store.timers.hasten(incident, "anna", "again", ladder.store.clock.instant())).isTrue();
    ladder.sweep();
    ladder.sweep();
    assertThat(ladder.story(incident)).isEqualTo("1 anna, 2 sam");
    assertThat(ladder.told.get(1).change().note()).isEqualTo("Level 2 of e is asked: sam. Escalated by anna: out of my depth");
    assertThat(timeline()).contains("escalated by_hand level 2 of e: sam; out of my depth");
    ladder.after(Duration.ofMinutes(45));
    assertThat(ladder.story(incident)).as("anna still takes care of it").isEqualTo("1 anna, 2 sam");
  }

  @Test
  void above_the_last_level_there_is_nobody_to_ask() {
    ladder.after(Duration.ofMinutes(15));
    ladder.after(Duration.ofMinutes(30));
    assertThat(ladder.store.timers.hasten(incident, "anna", null, ladder.store.clock.instant())).isFalse();
    assertThat(ladder.store.timers.hasten(UUID.randomUUID(), "anna", null, ladder.store.clock.instant())).isFalse();
  }

  @Test
  void a_long_stop_asks_the_latest_level_and_says_which_were_passed() {
    ladder.after(Duration.ofHours(3));
    assertThat(ladder.story(incident)).isEqualTo("1 anna, 3 boss");
    assertThat(timeline()).contains(
        "escalated not_answered level 3 of e: boss; passed unasked, while nothing was watched: level 2 (2026-03-01T09:15:00Z)");
  }

  @Test
  void a_running_incident_keeps_its_policy_and_a_new_one_has_the_new() {
    ladder.plan(folder, PLAN.replace("{user: sam}", "{user: tia}"));
    UUID second = ladder.opens("db-2", "e");
    ladder.after(Duration.ofMinutes(15));
    assertThat(ladder.story(incident)).isEqualTo("1 anna, 2 sam");
    assertThat(ladder.story(second)).isEqualTo("1 anna, 2 tia");
    assertThat(ladder.store.timers.uses()).extracting(Timers.Use::count).containsExactly(1L, 1L);
  }

  @Test
  void a_schedule_that_is_gone_has_nobody_and_stops_nothing() {
    ladder.plan(folder, PLAN.replace("[{user: sam}]", "[{schedule: primary}]"));
    UUID second = ladder.opens("db-2", "e");
    ladder.plan(folder, "schedule: other\ntimezone: UTC\n");
    ladder.after(Duration.ofMinutes(15));
    assertThat(ladder.story(second)).isEqualTo("1 anna, 3 boss");
    assertThat(ladder.store.incidents.timeline(second)).extracting(TimelineEntry::detail)
        .contains("level 3 of e: boss; level 2 is left out, nobody is on call there");
  }

  @Test
  void nobody_at_any_level_is_on_record_and_an_alarm_of_its_own() {
    ladder.plan(folder, PLAN.replace("[{participants: [anna]}]", "[]").replaceAll("user: \\w+", "schedule: primary"));
    UUID second = ladder.opens("db-2", "e");
    assertThat(ladder.story(second)).isEmpty();
    List<String> alarm = ladder.store.jdbc.queryForList("select problem from self_check where subject = 'escalation e'", String.class);
    assertThat(alarm).containsExactly("Nobody is on call at any level, 1 incident waits for nobody: Down: db-2");
    ladder.after(Duration.ofDays(1));
    assertThat(ladder.story(second)).as("not tried again").isEmpty();
    ladder.store.incidents.resolve(second, "anna", null);
    assertThat(ladder.store.jdbc.queryForList("select problem from self_check where subject = 'escalation e'")).isEmpty();
  }
}

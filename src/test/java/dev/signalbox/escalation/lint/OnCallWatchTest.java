package dev.signalbox.escalation.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.SettableClock;
import dev.signalbox.escalation.LivePlan;
import dev.signalbox.escalation.OnCallPlan;
import dev.signalbox.oncall.Assignment;
import dev.signalbox.oncall.Assignments;
import dev.signalbox.oncall.InMemoryOverrides;
import dev.signalbox.oncall.Interval;
import dev.signalbox.oncall.Replacement;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnCallWatchTest {

  private static final String WEEK = """
      schedule: db
      timezone: UTC
      layers: [{name: week, rotation: {type: weekly, start: 2024-01-01T09:00, participants: [anna, ben, cleo]}}]
      """;
  private static final String DEALT_ANEW = WEEK.replace("[anna, ben, cleo]", "[anna, cleo, ben]");

  @TempDir Path folder;
  private final SettableClock clock = SettableClock.at("2026-03-02T12:00:00Z");
  private final InMemoryOverrides overrides = new InMemoryOverrides(clock);
  private final InMemoryAcceptedSchedules accepted = new InMemoryAcceptedSchedules(clock);
  private final Map<String, Assignments> calendars = new HashMap<>();
  private Map<String, String> alarms = Map.of();
  private Map<String, String> astray = Map.of();
  private RotaFolder rota;
  private OnCallPlan files;
  private OnCallWatch watch;

  @BeforeEach
  void a_hub() {
    rota = new RotaFolder(folder);
    edit(WEEK);
    watch = hub();
    watch.lookIfDue();
  }

  private OnCallWatch hub() {
    Subject.Rules rules = new Subject.Rules(List.of(), Set.of("db"));
    return new OnCallWatch(
        new OnCallWatch.Sources(() -> files, new LivePlan(() -> files, () -> calendars, overrides), () -> calendars,
            () -> rules, () -> astray),
        accepted, problems -> alarms = problems, clock);
  }

  private void edit(String schedules) {
    files = rota.schedules(schedules).plan();
  }

  private List<Kind> found() {
    watch.lookIfDue();
    return watch.latest().orElseThrow().findings().stream().map(OnCallFinding::kind).toList();
  }

  @Test
  void what_rules_ask_for_in_vain_is_alarmed_until_it_is_mended() {
    astray = Map.of("rules/a.camel.yaml:9", "there is no column 'rakc'");
    clock.tick(Duration.ofMinutes(5));
    found();
    assertThat(alarms).isEqualTo(astray);

    astray = Map.of();
    clock.tick(Duration.ofMinutes(5));
    found();
    assertThat(alarms).isEmpty();
  }

  @Test
  void an_edit_is_looked_at_at_once_and_an_override_within_five_minutes() {
    assertThat(found()).isEmpty();
    edit(WEEK + "unavailable: [{participant: [anna, ben, cleo], start: 2026-03-10, end: 2026-03-11}]\n");
    assertThat(found()).containsExactly(Kind.GAP);

    Interval day = new Interval(Instant.parse("2026-03-10T00:00:00Z"), Instant.parse("2026-03-11T00:00:00Z"));
    overrides.make("db", new Replacement(day, Replacement.Kind.SET, List.of("anna"), List.of()), "mira", "");
    clock.tick(Duration.ofMinutes(4));
    assertThat(found()).containsExactly(Kind.GAP);
    clock.tick(Duration.ofMinutes(1));
    assertThat(found()).isEmpty();
  }

  @Test
  void a_gap_without_fallback_is_alarmed_a_day_ahead_and_until_it_is_covered() {
    edit(WEEK.replace("name: week", "name: week, end: 2026-03-04T12:30"));
    assertThat(found()).containsExactly(Kind.GAP);
    assertThat(alarms).as("two days ahead").isEmpty();

    clock.tick(Duration.ofHours(24)); // 24 h and 30 min ahead
    found();
    assertThat(alarms).containsExactly(Map.entry("on-call db", "Nobody is on call on schedule 'db' from Wed"
        + " 2026-03-04 12:30 UTC"
        + " (2026-03-04T12:30:00Z) until Mon 2026-06-01 12:00 UTC (2026-06-01T12:00:00Z), and it has no fallback;"
        + " make an override"));
    clock.tick(Duration.ofHours(25));
    found();
    assertThat(alarms.get("on-call db")).startsWith("Nobody is on call on schedule 'db' until ");

    edit(WEEK.replace("name: week", "name: week, end: 2026-03-04T12:30") + "fallback: ben\n");
    found();
    assertThat(alarms).isEmpty();
  }

  @Test
  void an_edit_that_deals_turns_anew_is_a_warning_until_somebody_accepts_it() {
    edit(DEALT_ANEW);
    assertThat(found()).containsExactly(Kind.TURNS_DEALT_ANEW);
    assertThat(watch.latest().orElseThrow().findings().get(0).message()).contains("it is now the turn of ben"
        + " instead of cleo");
    clock.tick(Duration.ofDays(6));
    assertThat(found()).containsExactly(Kind.TURNS_DEALT_ANEW);
    OnCallFindings.Edit edit = watch.edit().orElseThrow();

    assertThat(watch.accept(UUID.randomUUID(), "mira")).as("not the one that waits").isFalse();
    assertThat(watch.accept(edit.version(), "mira")).isTrue();

    assertThat(watch.latest().orElseThrow().findings()).isEmpty();
    assertThat(watch.edit()).isEmpty();
    assertThat(accepted.latest().orElseThrow().by()).isEqualTo("mira");
    assertThat(watch.accept(edit.version(), "mira")).as("twice").isFalse();
  }

  @Test
  void one_that_was_edited_again_is_not_accepted_unseen() {
    edit(DEALT_ANEW);
    found();
    UUID seen = watch.edit().orElseThrow().version();
    edit(WEEK.replace("[anna, ben, cleo]", "[cleo, ben, anna]"));

    assertThat(watch.accept(seen, "mira")).isFalse();
    assertThat(found()).containsExactly(Kind.TURNS_DEALT_ANEW);
  }

  @Test
  void it_is_noticed_when_it_comes_with_a_deployment() {
    edit(DEALT_ANEW);
    watch = hub();

    assertThat(found()).containsExactly(Kind.TURNS_DEALT_ANEW);
    watch = hub();
    assertThat(found()).as("after another restart").containsExactly(Kind.TURNS_DEALT_ANEW);
  }

  @Test
  void it_counts_as_meant_after_a_week_and_is_gone_when_it_is_taken_back() {
    edit(DEALT_ANEW);
    found();
    edit(WEEK);
    assertThat(found()).isEmpty();
    edit(DEALT_ANEW);
    found();
    clock.tick(Duration.ofDays(7));

    assertThat(found()).isEmpty();
    assertThat(accepted.latest().orElseThrow()).satisfies(now -> {
      assertThat(now.by()).isEqualTo("signalbox");
      assertThat(now.texts()).isEqualTo(files.texts());
    });
  }

  @Test
  void an_edit_that_deals_nothing_anew_becomes_what_the_next_one_is_compared_with() {
    String longer = WEEK.replace("start: 2024-01-01T09:00", "start: 2026-03-02T09:00");
    accepted.accept(List.of(longer), "mira");
    edit(longer.replace("cleo]", "cleo, anna]"));
    assertThat(found()).isEmpty();

    clock.tick(Duration.ofDays(40)); // by then the turns of the two differ
    assertThat(found()).isEmpty();
  }

  @Test
  void what_an_older_hub_accepted_and_nobody_can_read_any_more_is_compared_with_nothing() {
    accepted.accept(List.of("schedule: db\nfuture_key: x\n"), "mira");
    edit(DEALT_ANEW);

    assertThat(found()).isEmpty();
    assertThat(accepted.latest().orElseThrow().texts()).isEqualTo(files.texts());
  }

  @Test
  void a_calendar_has_gaps_once_it_was_read() {
    edit("schedule: db\nical: https://example.com/a.ics\n");
    assertThat(found()).doesNotContain(Kind.GAP);
    assertThat(watch.latest().orElseThrow().unread()).containsExactly("db");

    calendars.put("db", Assignments.of(List.of(new Assignment(clock.instant(),
        clock.instant().plus(Duration.ofHours(9)), "anna", 0))));
    clock.tick(Duration.ofMinutes(5));
    assertThat(found()).contains(Kind.GAP);
    assertThat(alarms).containsOnlyKeys("on-call db");
  }
}

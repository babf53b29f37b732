package dev.signalbox.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReconcilerTest {

  private static final Map<String, Object> DB_1 = Map.of("server_id", "db-1");

  private final SettableClock clock = SettableClock.at("2026-03-01T09:00:00Z");
  private final Memory memory = new Memory();
  private Rule rule = RuleFixture.rule("down");
  private boolean first = false;

  /** Each column of the picture is a poll: {@code x} the row is there, {@code .} it is not, {@code r} it says resolved. */
  @ParameterizedTest(name = "{0} with resolveAfter {1}: {3}")
  @CsvSource({
    "x,     1, O,     a row opens an incident",
    "xxx,   1, O__,   a row that stays is told once",
    "x.,    1, OR,    a row that goes resolves it",
    "x.x,   1, ORo,   a row that comes back soon opens the same incident again",
    "x.x.,  1, ORoR,  and that ends too",
    "x.x,   2, O__,   one missing poll is forgiven if the rule says so",
    "x..,   2, O_R,   two are not",
    "x.x.., 2, O___R, and the count starts again when the row is seen",
    "xr,    1, OR,    the row itself may say that it is over",
    "xrr,   1, OR_,   and may stay there saying so",
    "xrx,   1, ORo,   until it is wrong again",
    "x.x.x.x.x.x., 1, ORoRoRf_____, more than three opens in an hour are flapping: its ups and downs are told no more",
    "rr,    1, OR,    a row that came and went between two polls is still told",
  })
  void spells(String polls, int resolveAfter, String expected, String meaning) {
    rule = RuleFixture.rule("down", resolveAfter, 100);
    StringBuilder told = new StringBuilder();
    for (char poll : polls.toCharArray()) {
      told.append(
          switch (poll) {
            case 'x' -> poll(Map.of("server_id", "db-1"));
            case 'r' -> poll(Map.of("server_id", "db-1", "resolved", true));
            default -> poll();
          });
    }
    assertThat(told).hasToString(expected);
  }

  @Test
  void a_rules_first_poll_adopts_what_is_over_and_tells_what_is_not() {
    first = true;
    String told =
        poll(Map.of("server_id", "old", "resolved", true), Map.of("server_id", "new", "resolved", false));

    assertThat(told).isEqualTo("O");
    assertThat(memory.adopted).containsExactly("old");

    first = false;
    assertThat(poll(Map.of("server_id", "old", "resolved", true), Map.of("server_id", "new", "resolved", false)))
        .as("history stays history")
        .isEqualTo("_");
  }

  @Test
  void a_row_that_is_not_over_outweighs_those_that_are() {
    poll(Map.of("server_id", "db-1", "resolved", false));

    assertThat(poll(Map.of("server_id", "db-1", "resolved", true), Map.of("server_id", "db-1", "resolved", false)))
        .isEqualTo("_");
  }

  @Test
  void of_two_rows_with_one_key_the_first_counts() {
    assertThat(poll(Map.of("server_id", "db-1", "cpu", 99), Map.of("server_id", "db-1", "cpu", 91))).isEqualTo("O");
    assertThat(memory.evidence("db-1").get("cpu")).contains(99);
  }

  @Test
  void a_row_that_is_back_within_four_hours_opens_the_same_incident_and_later_a_new_one() {
    poll(DB_1);
    UUID first = memory.spells.get("db-1").incident();
    poll();
    clock.tick(Duration.ofHours(4).minusSeconds(1));
    assertThat(poll(DB_1)).isEqualTo("o");
    assertThat(memory.spells.get("db-1").incident()).isEqualTo(first);
    poll();

    clock.tick(Duration.ofHours(4));
    assertThat(poll(DB_1)).as("half-open: exactly four hours is too long ago").isEqualTo("O");
    assertThat(memory.spells.get("db-1").incident()).isNotEqualTo(first);
  }

  @Test
  void a_rule_may_want_a_new_incident_each_time_and_still_knows_flapping() {
    rule = RuleFixture.reopening(Duration.ZERO);
    StringBuilder told = new StringBuilder();
    for (int i = 0; i < 6; i++) {
      told.append(poll(DB_1)).append(poll());
      clock.tick(Duration.ofMinutes(1));
    }
    assertThat(told).as("the fourth opening flaps").hasToString("OROROR" + "O_" + "____");
    assertThat(memory.spells.get("db-1").flapping().since()).isNotNull();
  }

  @Test
  void ten_ups_and_downs_in_ten_minutes_end_once_after_ten_quiet_minutes() {
    StringBuilder told = new StringBuilder();
    for (int i = 0; i < 10; i++) {
      told.append(poll(DB_1));
      clock.tick(Duration.ofSeconds(30));
      told.append(poll());
      clock.tick(Duration.ofSeconds(30));
    }
    assertThat(told).hasToString("ORoRoRf_" + "_".repeat(12));
    assertThat(memory.spells.get("db-1").flapping().opens()).isEqualTo(10);

    clock.tick(Duration.ofMinutes(9).plusSeconds(29));
    assertThat(poll()).isEqualTo("_");
    clock.tick(Duration.ofSeconds(1));
    assertThat(poll()).as("ten minutes after it was seen last").isEqualTo("R");
    assertThat(memory.lastMoves).singleElement().isInstanceOfSatisfying(Move.End.class, end -> {
      assertThat(end.reason()).isEqualTo(Reason.QUIET);
      assertThat(end.detail()).isEqualTo("opened 10 times, flapping for 16 min");
    });
  }

  @Test
  void opens_that_are_more_than_an_hour_apart_are_no_flapping() {
    StringBuilder told = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      told.append(poll(DB_1)).append(poll());
      clock.tick(Duration.ofMinutes(20));
    }
    assertThat(told).as("four opens take exactly an hour").hasToString("ORoRoRoRoRoRoRoR");
  }

  @Test
  void what_flapped_and_then_stays_for_an_hour_ends_like_any_other() {
    for (int i = 0; i < 4; i++) {
      poll(DB_1);
      poll();
    }
    poll(DB_1);
    clock.tick(Duration.ofHours(1));

    assertThat(poll(DB_1)).isEqualTo("_");
    assertThat(memory.spells.get("db-1").flapping().since()).isNull();
    assertThat(poll()).isEqualTo("R");
  }

  @Test
  void a_flapping_incident_that_a_person_closed_is_not_held_open() {
    for (int i = 0; i < 4; i++) {
      poll(DB_1);
      poll();
    }
    poll(DB_1);
    memory.change("db-1", Status.RESOLVED, null);
    assertThat(poll()).isEqualTo("_");
    assertThat(memory.spells).isEmpty();
  }

  @Test
  void rows_that_stay_ask_for_nothing_that_was_before() {
    poll(DB_1);
    Reconciler reconciler = new Reconciler(
        rule, Map.copyOf(memory.spells), () -> { throw new AssertionError("asked"); }, false, clock.instant(), UUID::randomUUID);
    assertThat(reconciler.observe(new Row(DB_1))).isEmpty();
    assertThat(reconciler.finish()).isEmpty();
  }

  @Test
  void reminders_back_off_from_four_hours_to_a_day() {
    StringBuilder told = new StringBuilder(poll(Map.of("server_id", "db-1")));
    List<Integer> remindedAfterHours = new ArrayList<>();
    for (int hour = 1; hour <= 80; hour++) {
      clock.tick(Duration.ofHours(1));
      if (poll(Map.of("server_id", "db-1")).equals("r")) {
        remindedAfterHours.add(hour);
      }
    }
    assertThat(told).hasToString("O");
    assertThat(remindedAfterHours).containsExactly(4, 12, 28, 52, 76);
  }

  @Test
  void nobody_is_reminded_of_what_is_acknowledged_snoozed_or_resolved_by_hand() {
    poll(Map.of("server_id", "acked"), Map.of("server_id", "snoozed"), Map.of("server_id", "closed"));
    memory.change("acked", Status.ACKNOWLEDGED, null);
    memory.change("snoozed", Status.OPEN, clock.instant().plus(Duration.ofHours(6)));
    memory.change("closed", Status.RESOLVED, null);

    clock.tick(Duration.ofHours(5));
    assertThat(poll(Map.of("server_id", "acked"), Map.of("server_id", "snoozed"), Map.of("server_id", "closed"))).isEqualTo("_");
    clock.tick(Duration.ofHours(2));
    assertThat(poll(Map.of("server_id", "acked"), Map.of("server_id", "snoozed"), Map.of("server_id", "closed")))
        .as("the snooze is over")
        .isEqualTo("r");
    assertThat(poll()).as("the two that were open end; what a person closed is not told again").isEqualTo("RR");
    assertThat(poll(Map.of("server_id", "closed"))).as("but it may happen again").isEqualTo("o");
  }

  @Test
  void a_severity_that_rises_is_told_even_if_acknowledged_and_one_that_falls_is_not() {
    poll(Map.of("server_id", "db-1", "severity", "warning"));
    memory.change("db-1", Status.ACKNOWLEDGED, null);

    assertThat(poll(Map.of("server_id", "db-1", "severity", "critical"))).isEqualTo("w");
    assertThat(poll(Map.of("server_id", "db-1", "severity", "warning"))).isEqualTo("_");
    assertThat(poll(Map.of("server_id", "db-1", "severity", "critical"))).as("it was told already").isEqualTo("_");
  }

  @Test
  void an_unchanged_row_writes_nothing_and_a_changed_one_refreshes_the_evidence() {
    poll(Map.of("server_id", "db-1", "minutes", 5));
    poll(Map.of("server_id", "db-1", "minutes", 5));
    assertThat(memory.lastMoves).isEmpty();

    poll(Map.of("server_id", "db-1", "minutes", 6));
    assertThat(memory.evidence("db-1").get("minutes")).contains(6);
  }

  @Test
  void a_row_without_key_is_refused_with_the_column_and_changes_nothing() {
    Reconciler reconciler = memory.reconciler(rule, first, clock.instant());
    Map<String, Object> nameless = new HashMap<>();
    nameless.put("server_id", null);

    assertThatThrownBy(() -> reconciler.observe(new Row(nameless))).hasMessage("key column 'server_id' is null");
    assertThatThrownBy(() -> reconciler.observe(new Row(Map.of("host", "a"))))
        .hasMessage("key column 'server_id' is not in the row, which has [host]");
    assertThatThrownBy(() -> reconciler.observe(new Row(Map.of("server_id", " ")))).hasMessage("key column 'server_id' is blank");
    assertThat(reconciler.moves()).isEmpty();
  }

  @Test
  void a_broken_row_is_not_a_missing_one() {
    poll(Map.of("server_id", "db-1", "severity", "error"));
    Reconciler reconciler = memory.reconciler(rule, first, clock.instant());

    assertThatThrownBy(() -> reconciler.observe(new Row(Map.of("server_id", "db-1", "severity", "purple"))))
        .hasMessageStartingWith("severity 'purple' is unknown");
    assertThat(reconciler.finish()).as("errors never resolve").isEmpty();
  }

  @Test
  void a_poll_of_too_many_rows_is_refused() {
    rule = RuleFixture.rule("down", 1, 2);
    assertThatThrownBy(() -> poll(Map.of("server_id", "a"), Map.of("server_id", "b"), Map.of("server_id", "c")))
        .isInstanceOf(Reconciler.TooManyRows.class)
        .hasMessageContaining("rule down")
        .hasMessageContaining("maxRows");
  }

  @Test
  void keys_are_compared_byte_for_byte() {
    assertThat(poll(Map.of("server_id", "admin-db"), Map.of("server_id", "\u0430dmin-db"), Map.of("server_id", "ADMIN-DB")))
        .isEqualTo("OOO");
  }

  /** Plays one poll and says what was told: O opened, o open again, f flapping, r repeated, w worsened, R ended; _ for nothing. */
  @SafeVarargs
  private String poll(Map<String, Object>... rows) {
    Reconciler reconciler = memory.reconciler(rule, first, clock.instant());
    List<Change> changes = new ArrayList<>();
    for (Map<String, Object> row : rows) {
      reconciler.observe(new Row(row)).ifPresent(changes::add);
    }
    changes.addAll(reconciler.judgeOver(memory.known(reconciler.undecided())));
    StringBuilder told = new StringBuilder();
    changes.forEach(
        change ->
            told.append(
                switch (change.kind()) {
                  case OPENED -> "O";
                  case REOPENED -> change.reason() == Reason.FLAPPING ? "f" : "o";
                  case REPEATED -> "r";
                  case WORSENED -> "w";
                  default -> "?";
                }));
    reconciler.finish().forEach(ended -> told.append("R"));
    memory.apply(reconciler.moves());
    return told.isEmpty() ? "_" : told.toString();
  }

  /** What the store would remember between two polls. */
  private static final class Memory {
    private final Map<String, Spell> spells = new LinkedHashMap<>();
    private final Map<String, Former> formers = new HashMap<>();
    private final Map<UUID, Row> rows = new HashMap<>();
    private final Set<String> everSeen = new TreeSet<>();
    private final List<String> adopted = new ArrayList<>();
    private List<Move> lastMoves = List.of();

    Reconciler reconciler(Rule rule, boolean first, Instant now) {
      Instant since = Reconciler.remembersSince(rule, now);
      Map<String, Former> recent = new HashMap<>(formers);
      recent.values().removeIf(former -> !former.resolvedAt().isAfter(since));
      return new Reconciler(rule, Map.copyOf(spells), () -> recent, first, now, UUID::randomUUID);
    }

    Set<String> known(Set<String> keys) {
      return new TreeSet<>(keys.stream().filter(everSeen::contains).toList());
    }

    Row evidence(String key) {
      return rows.get(spells.get(key).incident());
    }

    void change(String key, Status status, Instant snoozedUntil) {
      Spell s = spells.get(key);
      put(s, status, s.severity(), s.fingerprint(), s.missed(), s.repeats(), s.nextRepeatAt(), snoozedUntil, s.flapping());
    }

    void apply(List<Move> moves) {
      lastMoves = moves;
      for (Move move : moves) {
        if (move instanceof Move.Open open && open.reason() == Reason.ADOPTED) {
          everSeen.add(open.incident().alert().key());
          adopted.add(open.incident().alert().key());
        } else if (move instanceof Move.Open open) {
          everSeen.add(open.incident().alert().key());
          begin(open.incident(), open.fingerprint(), open.nextRepeatAt(), Flapping.NONE);
        } else if (move instanceof Move.Reopen r) {
          formers.remove(r.incident().alert().key());
          begin(r.incident(), r.fingerprint(), r.nextRepeatAt(), r.flapping());
        } else if (move instanceof Move.Flap f) {
          Spell s = of(f.incident());
          put(s, s.status(), s.severity(), s.fingerprint(), 0, s.repeats(), s.nextRepeatAt(), s.snoozedUntil(), f.flapping());
        } else if (move instanceof Move.Refresh r) {
          rows.put(r.incident(), r.row());
          Spell s = of(r.incident());
          put(s, s.status(), r.severity(), r.fingerprint(), 0, r.repeats(), r.nextRepeatAt(), s.snoozedUntil(), s.flapping());
        } else if (move instanceof Move.Missed m) {
          Spell s = of(m.incident());
          put(s, s.status(), s.severity(), s.fingerprint(), m.missed(), s.repeats(), s.nextRepeatAt(), s.snoozedUntil(), s.flapping());
        } else if (move instanceof Move.End end) {
          Spell s = spells.remove(of(end.incident()).key());
          formers.put(s.key(), new Former(s.incident(), s.openedAt(), end.at(), s.flapping().calm()));
        }
      }
    }

    private Spell of(UUID incident) {
      return spells.values().stream().filter(spell -> spell.incident().equals(incident)).findFirst().orElseThrow();
    }

    private void begin(Incident incident, long fingerprint, Instant nextRepeatAt, Flapping flapping) {
      rows.put(incident.id(), incident.row());
      String key = incident.alert().key();
      spells.put(key, new Spell(
          incident.id(), key, Status.OPEN, incident.severity(), fingerprint, 0, 0, nextRepeatAt, null, incident.openedAt(), flapping));
    }

    private void put(
        Spell s, Status status, Severity severity, long fingerprint, int missed, int repeats, Instant nextRepeatAt, Instant snoozedUntil,
        Flapping flapping) {
      spells.put(s.key(), new Spell(
          s.incident(), s.key(), status, severity, fingerprint, missed, repeats, nextRepeatAt, snoozedUntil, s.openedAt(), flapping));
    }
  }
}

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
    "x.x,   1, ORO,   a row that comes back is a new incident",
    "x.x,   2, O__,   one missing poll is forgiven if the rule says so",
    "x..,   2, O_R,   two are not",
    "x.x.., 2, O___R, and the count starts again when the row is seen",
    "xr,    1, OR,    the row itself may say that it is over",
    "xrr,   1, OR_,   and may stay there saying so",
    "xrx,   1, ORO,   until it is wrong again",
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
    assertThat(poll(Map.of("server_id", "closed"))).as("but it may happen again").isEqualTo("O");
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

  /** Plays one poll and says what was told: O opened, r repeated, w worsened, R ended; _ for nothing. */
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
                  case REPEATED -> "r";
                  case WORSENED -> "w";
                  default -> "?";
                }));
    reconciler.finish().forEach((id, reason) -> told.append("R"));
    memory.apply(reconciler.moves());
    return told.isEmpty() ? "_" : told.toString();
  }

  /** What the store would remember between two polls. */
  private static final class Memory {
    private final Map<String, Spell> spells = new LinkedHashMap<>();
    private final Map<UUID, Row> rows = new HashMap<>();
    private final Set<String> everSeen = new TreeSet<>();
    private final List<String> adopted = new ArrayList<>();
    private List<Move> lastMoves = List.of();

    Reconciler reconciler(Rule rule, boolean first, Instant now) {
      return new Reconciler(rule, Map.copyOf(spells), first, now, UUID::randomUUID);
    }

    Set<String> known(Set<String> keys) {
      return new TreeSet<>(keys.stream().filter(everSeen::contains).toList());
    }

    Row evidence(String key) {
      return rows.get(spells.get(key).incident());
    }

    void change(String key, Status status, Instant snoozedUntil) {
      Spell s = spells.get(key);
      spells.put(key, new Spell(s.incident(), key, status, s.severity(), s.fingerprint(), s.missed(), s.repeats(), s.nextRepeatAt(), snoozedUntil, s.openedAt()));
    }

    void apply(List<Move> moves) {
      lastMoves = moves;
      for (Move move : moves) {
        if (move instanceof Move.Open open) {
          String key = open.incident().alert().key();
          everSeen.add(key);
          if (open.reason() == Reason.ADOPTED) {
            adopted.add(key);
          } else {
            rows.put(open.incident().id(), open.incident().row());
            spells.put(key, new Spell(open.incident().id(), key, Status.OPEN, open.incident().severity(), open.fingerprint(), 0, 0, open.nextRepeatAt(), null, open.incident().openedAt()));
          }
        } else if (move instanceof Move.Refresh r) {
          rows.put(r.incident(), r.row());
          spells.replaceAll((key, s) -> s.incident().equals(r.incident()) ? new Spell(s.incident(), key, s.status(), r.severity(), r.fingerprint(), 0, r.repeats(), r.nextRepeatAt(), s.snoozedUntil(), s.openedAt()) : s);
        } else if (move instanceof Move.Missed m) {
          spells.replaceAll((key, s) -> s.incident().equals(m.incident()) ? new Spell(s.incident(), key, s.status(), s.severity(), s.fingerprint(), m.missed(), s.repeats(), s.nextRepeatAt(), s.snoozedUntil(), s.openedAt()) : s);
        } else if (move instanceof Move.End end) {
          spells.values().removeIf(s -> s.incident().equals(end.incident()));
        }
      }
    }
  }
}

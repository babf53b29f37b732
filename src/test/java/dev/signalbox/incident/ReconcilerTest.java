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
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReconcilerTest {

  private static final Map<String, Object> DB_1 = Map.of("server_id", "db-1");

  private final SettableClock clock = SettableClock.at("2026-03-01T09:00:00Z");
  private final SpellMemory memory = new SpellMemory();
  private Rule rule = RuleFixture.rule("down");
  private boolean first = false;
  private Hold hold;

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
  void what_holds_back_is_asked_about_the_time_since_it_opened_last() {
    List<Instant> since = new ArrayList<>();
    Holds.InForce asked = candidate -> {
      since.add(candidate.since());
      return Optional.empty();
    };
    Instant first = clock.instant();
    poll(asked, DB_1);
    poll(asked);
    clock.tick(Duration.ofHours(1));
    Instant again = clock.instant();
    poll(asked, DB_1);
    clock.tick(Duration.ofSeconds(30));
    poll(asked, DB_1);
    assertThat(since).containsExactly(first, again, again);
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
        rule, Map.copyOf(memory.spells), () -> { throw new AssertionError("asked"); }, Optional.empty(), false, candidate -> Optional.empty(), clock.instant(), UUID::randomUUID);
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
    Reconciler reconciler = memory.reconciler(rule, first, candidate -> Optional.ofNullable(hold), clock.instant());
    Map<String, Object> nameless = new HashMap<>();
    nameless.put("server_id", null);

    assertThatThrownBy(() -> reconciler.observe(new Row(nameless))).hasMessage("key column 'server_id' is null");
    assertThatThrownBy(() -> reconciler.observe(new Row(Map.of("host", "a"))))
        .isInstanceOf(Reconciler.KeyMissing.class)
        .hasMessage("rule down: the query returns no column 'server_id', which is its key; it returns host."
            + " Name it so in the query, or correct the parameter key");
    assertThatThrownBy(() -> reconciler.observe(new Row(Map.of("server_id", " ")))).hasMessage("key column 'server_id' is blank");
    assertThat(reconciler.moves()).isEmpty();
  }

  /** Each column is a poll: {@code x} the row of db-1, {@code n} one without a key, {@code r} says that it is over. */
  @ParameterizedTest(name = "{0}: {1}, {2}")
  @CsvSource({
    "x n,         O_,     a row that loses its key is not gone",
    "x n n n .,   O___R,  and is not forgiven for having no key for long",
    "x n x n,     O___,   it may get its key back",
    "xn n,        OR,     a row without key that was there beside it is not its own",
    "xn xnn nn n, O_R_,   nor one that came while its row was there",
    "x xn . xn n, O_RoR,  whatever came before",
    "xn nn nn n,  O__R,   one more than there were may be it",
    "x rn n,      OR_,    what says that it is over is over, whoever else lost its key",
  })
  void rows_without_a_key_end_nothing_that_may_be_theirs(String polls, String expected, String meaning) {
    StringBuilder told = new StringBuilder();
    int nameless = 0;
    for (String poll : polls.split(" ")) {
      Reconciler reconciler = memory.reconciler(rule, first, candidate -> Optional.empty(), clock.instant());
      reconciler.namelessBefore(nameless);
      List<Change> changes = new ArrayList<>();
      for (char row : poll.toCharArray()) {
        if (row == 'n') {
          assertThatThrownBy(() -> reconciler.observe(new Row(Map.of("server_id", "")))).isInstanceOf(IllegalArgumentException.class);
        } else if (row != '.') {
          reconciler.observe(new Row(Map.of("server_id", "db-1", "resolved", row == 'r'))).ifPresent(changes::add);
        }
      }
      changes.addAll(reconciler.judgeOver(memory.known(reconciler.undecided())));
      boolean ended = !reconciler.finish().isEmpty();
      told.append(ended ? "R" : changes.isEmpty() ? "_" : changes.get(0).kind() == ChangeKind.REOPENED ? "o" : "O");
      nameless = reconciler.unclear() == 0 ? reconciler.nameless() : nameless;
      memory.apply(reconciler.moves());
    }
    assertThat(told).hasToString(expected);
  }

  @Test
  void a_broken_row_is_not_a_missing_one() {
    poll(Map.of("server_id", "db-1", "severity", "error"));
    Reconciler reconciler = memory.reconciler(rule, first, candidate -> Optional.ofNullable(hold), clock.instant());

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

  /**
   * Each column of the picture is a poll: {@code x} the row is there, {@code h} it is there and held, {@code .} it is not.
   */
  @ParameterizedTest(name = "{0}: {1}, {3}")
  @CsvSource({
    "hhh,    ___,    H,       what opens under a hold is told to nobody",
    "hh.,    __R,    H,       nor that it is over: the end is owed to those who heard of it",
    "hhx,    __O,    HUT,     it is told when the hold ends",
    "hxxx,   _O__,   HUT,     once",
    "hxhx,   _O__,   HUTHU,   and another hold tells it no second time",
    "xhh,    O__,    H,       what was told is held with one line",
    "xhhx,   O___,   HU,      and its release is no news either",
    "xhh.,   O__R,   H,       its end is told",
    "h.x,    _Ro,    H,       what nobody heard of and is back is told",
    "x.h,    OR_,    H,       what is back is held too",
    "x.hx,   OR_o,   HUT,     and told as open again when the hold ends",
  })
  void holds(String polls, String expected, String moves, String meaning) {
    StringBuilder told = new StringBuilder();
    StringBuilder written = new StringBuilder();
    for (char poll : polls.toCharArray()) {
      hold = poll == 'h' ? new Hold(Reason.SILENCED, "upgrade") : null;
      told.append(poll == '.' ? poll() : poll(Map.of("server_id", "db-1")));
      written.append(memory.holdMoves());
    }
    assertThat(told).hasToString(expected);
    assertThat(written).hasToString(moves);
  }

  @Test
  void what_is_told_when_the_hold_ends_is_the_same_incident_as_its_row_is_then() {
    hold = new Hold(Reason.IN_MAINTENANCE, "upgrade");
    poll(Map.of("server_id", "db-1", "severity", "warning"));
    UUID opened = memory.spells.get("db-1").incident();
    Instant openedAt = clock.instant();
    clock.tick(Duration.ofMinutes(90));
    hold = null;
    poll(Map.of("server_id", "db-1", "severity", "critical"));

    Move.Tell told = (Move.Tell) memory.lastMoves.get(1);
    assertThat(told.incident().id()).isEqualTo(opened);
    assertThat(told.incident().openedAt()).isEqualTo(openedAt);
    assertThat(told.incident().severity()).isEqualTo(Severity.CRITICAL);
    assertThat(told.nextRepeatAt()).isEqualTo(clock.instant().plus(rule.repeatEvery()));
    Move.Release released = (Move.Release) memory.lastMoves.get(0);
    assertThat(released.was().summary(released.at())).isEqualTo("after 1 h 30 min, in maintenance: upgrade");
  }

  @Test
  void reminders_and_worse_news_wait_for_the_end_of_the_hold() {
    poll(Map.of("server_id", "db-1", "severity", "warning"));
    hold = new Hold(Reason.SILENCED, "upgrade");
    clock.tick(Duration.ofHours(5));
    assertThat(poll(Map.of("server_id", "db-1", "severity", "warning"))).as("a reminder is due").isEqualTo("_");
    assertThat(poll(Map.of("server_id", "db-1", "severity", "critical"))).isEqualTo("_");
    hold = null;
    assertThat(poll(Map.of("server_id", "db-1", "severity", "critical"))).isEqualTo("w");
    clock.tick(Duration.ofHours(8));
    assertThat(poll(Map.of("server_id", "db-1", "severity", "critical"))).as("reminders go on").isEqualTo("r");
  }

  @Test
  void another_reason_is_a_line_and_no_news_and_the_time_counts_from_the_first() {
    hold = new Hold(Reason.IN_MAINTENANCE, "upgrade");
    poll(Map.of("server_id", "db-1"));
    Instant since = clock.instant();
    clock.tick(Duration.ofMinutes(10));
    hold = new Hold(Reason.SILENCED, "still at it");
    assertThat(poll(Map.of("server_id", "db-1"))).isEqualTo("_");
    assertThat(memory.lastMoves)
        .containsExactly(new Move.Hold(memory.spells.get("db-1").incident(), new Held(hold, since), clock.instant()));
    assertThat(poll(Map.of("server_id", "db-1"))).isEqualTo("_");
    assertThat(memory.lastMoves).isEmpty();
  }

  /** Every state in which a hold may find an incident that was held when it opened. */
  @ParameterizedTest(name = "{0}, snoozed {1}: {2}")
  @CsvSource({
    "OPEN,         false, O, still down at the end is told then",
    "ACKNOWLEDGED, false, O, also if somebody who happened to know took it",
    "OPEN,         true,  _, not before the hour that somebody asked for",
    "RESOLVED,     false, _, what a person said is over is not told",
  })
  void the_end_of_a_hold_over_what_nobody_heard_of(Status status, boolean snoozed, String expected, String meaning) {
    hold = new Hold(Reason.SILENCED, "upgrade");
    poll(Map.of("server_id", "db-1"));
    memory.change("db-1", status, snoozed ? clock.instant().plus(Duration.ofHours(1)) : null);
    hold = null;
    clock.tick(Duration.ofMinutes(30));
    assertThat(poll(Map.of("server_id", "db-1"))).isEqualTo(expected);
    clock.tick(Duration.ofMinutes(30));
    assertThat(poll(Map.of("server_id", "db-1"))).as("when the snooze is over").isEqualTo(snoozed ? "O" : "_");
  }

  @Test
  void a_hold_sees_the_row_as_it_is_now() {
    List<String> seen = new ArrayList<>();
    Reconciler opening = memory.reconciler(rule, first, candidate -> note(seen, candidate), clock.instant());
    opening.observe(new Row(Map.of("server_id", "db-1", "severity", "warning")));
    memory.apply(opening.moves());
    Reconciler later = memory.reconciler(rule, first, candidate -> note(seen, candidate), clock.instant());
    later.observe(new Row(Map.of("server_id", "db-1", "severity", "critical")));

    assertThat(seen).containsExactly("down/db-1 warning", "down/db-1 critical");
  }

  private static Optional<Hold> note(List<String> seen, Subject candidate) {
    seen.add(candidate.alert() + " " + candidate.severity().label());
    return Optional.empty();
  }

  @Test
  void of_two_holds_the_first_is_named() {
    Holds silence = (rule, now) -> candidate -> Optional.of(new Hold(Reason.SILENCED, "a"));
    Holds parent = (rule, now) -> candidate -> Optional.of(new Hold(Reason.BEHIND_PARENT, "b"));
    assertThat(Holds.firstOf(List.of(Holds.NONE, silence, parent)).at(rule, clock.instant()).on(null))
        .contains(new Hold(Reason.SILENCED, "a"));
    assertThat(Holds.firstOf(List.of()).at(rule, clock.instant()).on(null)).isEmpty();
  }

  /** Plays one poll and says what was told: O opened, o open again, f flapping, r repeated, w worsened, R ended; _ for nothing. */
  @SafeVarargs
  private String poll(Map<String, Object>... rows) {
    return poll(candidate -> Optional.ofNullable(hold), rows);
  }

  @SafeVarargs
  private String poll(Holds.InForce holds, Map<String, Object>... rows) {
    Reconciler reconciler = memory.reconciler(rule, first, holds, clock.instant());
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
}

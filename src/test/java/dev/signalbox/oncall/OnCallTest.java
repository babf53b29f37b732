package dev.signalbox.oncall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.oncall.OnCall.Level;
import dev.signalbox.oncall.Reach.Role;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OnCallTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private static List<Person> people(@Nullable String names) {
    return names == null ? List.of() : Arrays.stream(names.split(" ")).map(Person::named).toList();
  }

  private static String names(List<Person> people) {
    return String.join(" ", people.stream().map(Person::name).toList());
  }

  private static OnCall onCall(
      @Nullable String level, @Nullable String primary, @Nullable String fallback, @Nullable String next) {
    OnCall onCall = new OnCall(
        "s", NOW, people(primary), people(next), NOW.plusSeconds(1), false, people(fallback), null, ZoneOffset.UTC);
    return level == null ? onCall : onCall.with(new Level("e", 2, people(level.equals("-") ? null : level), List.of()));
  }

  @Test
  void the_level_is_asked_and_the_schedule_where_the_level_has_nobody() {
    assertThat(names(onCall("lea", "ann", null, null).asked())).isEqualTo("lea");
    assertThat(names(onCall("-", "ann", null, null).asked())).isEqualTo("ann");
    assertThat(names(onCall(null, "ann", null, null).asked())).isEqualTo("ann");
    assertThat(onCall("-", null, "flo", "ned").asked()).isEmpty();
  }

  /** Of ann, ben, flo, lea, ned and zoe only those can be told who are named. */
  @ParameterizedTest(name = "level {0}, on call {1}, fallback {2}, next {3}, of whom can be told {4}: {5}")
  @CsvSource({
    "   ,   ann ben, flo, ned, ann ben flo ned, ASKED,    ann ben, ''",
    "   ,   ann ben, flo, ned, ben flo ned,     ASKED,    ben,     ann",
    "   ,   ann ben, flo, ned, flo ned,         FALLBACK, flo,     ann ben",
    "   ,   ann ben, flo, ned, ned,             NEXT,     ned,     ann ben",
    "   ,   ann ben, flo, ned, zoe,             NOBODY,   '',      ann ben",
    "   ,   ,           , ned, ned,             NEXT,     ned,     ''",
    "   ,   ,           ,    , zoe,             NOBODY,   '',      ''",
    "lea,   ann,     flo, ned, ann lea,         ASKED,    lea,     ''",
    "lea,   ann,     flo, ned, ann flo,         ON_CALL,  ann,     lea",
    "lea,   ann,     flo, ned, flo,             FALLBACK, flo,     lea",
    "-,     ann,     flo, ned, ann flo,         ASKED,    ann,     ''",
  })
  void whoever_can_be_told_first_is_told(
      String level, String primary, String fallback, String next, String can, Role role, String told, String missed) {
    OnCall onCall = onCall(level, primary, fallback, next);
    Set<String> able = Set.of(can.split(" "));

    Reach reach = onCall.reach(person -> able.contains(person.name()));

    assertThat(reach.role()).isEqualTo(role);
    assertThat(names(reach.people())).isEqualTo(told);
    assertThat(names(reach.missed())).isEqualTo(missed);
    assertThat(reach.plain()).isEqualTo(role == Role.ASKED && missed.isEmpty());
  }

  @Test
  void where_one_is_enough_only_those_before_that_one_are_missed() {
    OnCall onCall = onCall(null, "ann ben zoe", "flo", null);

    assertThat(onCall.reachOne(person -> person.name().equals("ann")).plain()).as("zoe was not wanted").isTrue();
    Reach second = onCall.reachOne(person -> !person.name().equals("ann"));
    assertThat(names(second.people()) + " for " + names(second.missed())).isEqualTo("ben for ann");
    assertThat(names(onCall.reachOne(person -> person.name().equals("flo")).missed())).isEqualTo("ann ben zoe");
  }
}

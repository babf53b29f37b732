package dev.signalbox.incident;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.SettableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Of a population of 100, more than 30 in five minutes are one outage, if they are 10 at least. */
class MassOutageTest {

  private final SettableClock clock = SettableClock.at("2026-03-01T09:00:00Z");
  private final SpellMemory memory = new SpellMemory();
  private Rule rule = RuleFixture.mass(0.3, 10);
  private long population = 100;
  private Hold hold;

  @Test
  void up_to_the_share_each_is_told_for_itself() {
    assertThat(poll(servers(0, 30))).isEqualTo("O".repeat(30));
    assertThat(memory.outage).isNull();
  }

  @Test
  void beyond_the_share_one_is_told_and_the_others_are_on_record_as_its_parts() {
    assertThat(poll(servers(0, 31))).isEqualTo("M");

    assertThat(memory.spells).hasSize(31);
    assertThat(memory.parents.values()).hasSize(31).containsOnly(memory.outage.spell().incident());
    assertThat(memory.titles).containsExactly("Mass outage: 31 of 100, Something is wrong");
    assertThat(poll(servers(0, 31))).as("nothing more is told").isEqualTo("_");
  }

  @Test
  void few_are_no_outage_however_large_their_share() {
    population = 20;
    assertThat(poll(servers(0, 9))).isEqualTo("O".repeat(9));
  }

  @Test
  void a_rule_that_asks_for_none_has_none() {
    rule = RuleFixture.rule("down");
    assertThat(poll(servers(0, 100))).isEqualTo("O".repeat(100));
  }

  @Test
  void it_ends_when_all_are_over_and_of_those_that_stay_nobody_hears() {
    poll(servers(0, 50));
    assertThat(poll(servers(0, 3))).as("the ends of what nobody heard of are owed to nobody").isEqualTo("R".repeat(47));
    assertThat(memory.outage).isNotNull();
    assertThat(poll(servers(0, 0))).as("the last three and the outage itself").isEqualTo("RRRR");
    assertThat(memory.outage).isNull();
    assertThat(memory.lastMoves).last().isInstanceOfSatisfying(Move.End.class, end -> {
      assertThat(end.reason()).isEqualTo(Reason.OUTAGE_OVER);
      assertThat(end.detail()).isEqualTo("50 were affected");
    });
  }

  @Test
  void what_was_told_in_the_minutes_before_belongs_to_it_and_is_not_reminded_of() {
    assertThat(poll(servers(0, 20))).isEqualTo("O".repeat(20));
    clock.tick(Duration.ofMinutes(4));
    assertThat(poll(servers(0, 35))).isEqualTo("M");
    assertThat(memory.parents).hasSize(35);
    clock.tick(Duration.ofHours(5));
    assertThat(poll(servers(0, 35))).as("of the outage alone").isEqualTo("r");
    assertThat(poll(servers(20, 15))).as("who heard of the beginning hears of the end").isEqualTo("R".repeat(20));
  }

  @Test
  void what_has_been_wrong_for_longer_does_not_count() {
    poll(servers(0, 20));
    clock.tick(Duration.ofMinutes(5));
    assertThat(poll(servers(0, 45))).isEqualTo("O".repeat(25));
    assertThat(memory.outage).isNull();
  }

  @Test
  void it_takes_in_what_follows_as_long_as_most_of_it_lasts() {
    poll(servers(0, 40));
    clock.tick(Duration.ofMinutes(30));
    assertThat(poll(servers(0, 60))).isEqualTo("_");
    assertThat(memory.outage.affected()).isEqualTo(60);
    poll(servers(0, 2));
    assertThat(poll(servers(0, 2), servers(90, 1))).as("trouble of its own").isEqualTo("O");
  }

  @Test
  void once_a_person_says_it_is_over_what_is_still_there_is_told() {
    poll(servers(0, 40));
    clock.tick(Duration.ofMinutes(10));
    Spell s = memory.outage.spell();
    memory.outage = new Outage(
        new Spell(
            s.incident(), s.key(), Status.RESOLVED, s.severity(), s.fingerprint(), 0, 0, s.nextRepeatAt(), null, s.openedAt(), null, true,
            Flapping.NONE),
        40);
    assertThat(poll(servers(0, 2))).isEqualTo("OO" + "R".repeat(38));
    assertThat(memory.outage).as("the spell of the outage is over too").isNull();
  }

  @Test
  void what_is_held_back_anyway_is_no_part_of_it() {
    hold = new Hold(Reason.SILENCED, "upgrade");
    assertThat(poll(servers(0, 60))).isEqualTo("_");
    assertThat(memory.outage).isNull();
  }

  @Test
  void it_is_as_bad_as_the_worst_of_it_and_says_when_it_becomes_worse() {
    poll(servers(0, 40));
    assertThat(memory.outage.spell().severity()).isEqualTo(Severity.ERROR);
    List<Map<String, Object>> rows = new ArrayList<>(servers(0, 39));
    rows.add(Map.of("server_id", "srv-39", "severity", "critical"));
    assertThat(poll(rows)).isEqualTo("w");
  }

  @Test
  void of_more_than_fits_into_memory_the_rest_waits_for_the_next_poll() {
    population = 100_000;
    assertThat(poll(servers(0, 6_000))).as("no outage: 30,001 would be").isEqualTo("O".repeat(5_000));
    assertThat(poll(servers(0, 6_000))).isEqualTo("O".repeat(1_000));
    assertThat(poll(servers(0, 6_000))).isEqualTo("_");
  }

  @Test
  void a_hundred_thousand_are_one() {
    population = 100_000;
    assertThat(poll(servers(0, 100_000))).isEqualTo("M");
    assertThat(memory.parents).hasSize(100_000);
  }

  private static List<Map<String, Object>> servers(int from, int count) {
    return IntStream.range(from, from + count).<Map<String, Object>>mapToObj(i -> Map.of("server_id", "srv-" + i)).toList();
  }

  @SafeVarargs
  private String poll(List<Map<String, Object>>... rows) {
    Reconciler reconciler = memory.reconciler(rule, false, candidate -> Optional.ofNullable(hold), clock.instant());
    reconciler.population(population);
    List<Change> changes = new ArrayList<>();
    Stream.of(rows).flatMap(List::stream).forEach(row -> reconciler.observe(new Row(row)).ifPresent(changes::add));
    reconciler.judgeOutage().ifPresent(changes::add);
    for (List<Change> more = reconciler.withheld(7); !more.isEmpty(); more = reconciler.withheld(7)) {
      changes.addAll(more);
    }
    StringBuilder told = new StringBuilder();
    changes.forEach(change -> told.append(switch (change.kind()) {
      case OPENED -> change.reason() == Reason.MASS_OUTAGE ? "M" : "O";
      case REPEATED -> "r";
      case WORSENED -> "w";
      case REOPENED -> "o";
      default -> "?";
    }));
    reconciler.finish().forEach(ended -> told.append("R"));
    memory.apply(reconciler.moves());
    return told.isEmpty() ? "_" : told.toString();
  }
}

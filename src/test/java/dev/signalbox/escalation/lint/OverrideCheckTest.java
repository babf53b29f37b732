package dev.signalbox.escalation.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.escalation.OnCallPlan;
import dev.signalbox.oncall.Interval;
import dev.signalbox.oncall.Replacement;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverrideCheckTest {

  private static final String DB = """
      schedule: db
      timezone: UTC
      layers: [{participants: [anna]}]
      overrides:
      """;

  @TempDir Path folder;
  private RotaFolder rota;

  @BeforeEach
  void a_folder() {
    rota = new RotaFolder(folder);
  }

  private List<String> overrides(String... some) {
    StringBuilder yaml = new StringBuilder(DB);
    for (String one : some) {
      yaml.append("  - {start: 2026-03-05, end: 2026-03-06, ").append(one).append("}\n");
    }
    return rota.schedules(yaml.toString()).faults();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "participant: ben                        | participant: cleo                        | 'set cleo' wins over"
        + " 'set ben', because it comes later",
    "type: add, participant: ben             | participant: cleo                        | 'set cleo' wins over"
        + " 'add ben', because it comes later",
    "type: remove, replaces: anna            | type: add, participant: anna             | 'add anna' wins over"
        + " 'remove anna', because it comes later",
    "type: replace, replaces: anna, participant: ben | type: replace, replaces: anna, participant: cleo |"
        + " 'replace anna by ben' wins over 'replace anna by cleo', because the other one finds nobody to replace",
  })
  void two_that_cannot_both_have_their_way_say_which_wins(String first, String second, String who) {
    assertThat(overrides(first, second)).containsExactly("contradicting-overrides schedules.yaml:1: overrides of"
        + " schedule 'db' contradict"
        + " each other from Thu 2026-03-05 00:00 to Fri 2026-03-06 00:00 UTC (2026-03-05T00:00:00Z to"
        + " 2026-03-06T00:00:00Z, 24 h): "
        + who + "; keep one");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "participant: ben                        | type: add, participant: cleo",
    "type: add, participant: ben             | type: add, participant: cleo",
    "type: replace, replaces: anna, participant: ben | type: replace, replaces: ben, participant: cleo",
    "participant: ben                        | participant: ben",
    "type: add, participant: ben             | type: remove, replaces: anna",
  })
  void those_that_go_together_are_none(String first, String second) {
    assertThat(overrides(first, second)).isEmpty();
  }

  @Test
  void those_that_do_not_overlap_or_are_over_are_none() {
    assertThat(rota.schedules(DB + """
          - {start: 2026-03-05, end: 2026-03-06, participant: ben}
          - {start: 2026-03-06, end: 2026-03-07, participant: cleo}
          - {start: 2026-02-05, end: 2026-02-07, participant: ben}
          - {start: 2026-02-06, end: 2026-02-07, participant: cleo}
        """).faults()).isEmpty();
  }

  @Test
  void one_that_takes_away_somebody_who_is_not_on_call_is_vain() {
    assertThat(overrides("type: replace, replaces: ben, participant: cleo")).singleElement().asString().startsWith(
        "vain-override schedules.yaml:1: the override 'replace ben by cleo' of schedule 'db' from Thu 2026-03-05"
            + " 00:00 to")
        .endsWith("changes nothing, since ben is not on call then; correct or delete it");
  }

  @Test
  void one_made_by_hand_in_the_hub_wins_over_that_of_the_file() {
    OnCallPlan files = rota.schedules(DB + "  - {start: 2026-03-05, end: 2026-03-06, participant: ben}\n").plan();
    Interval morning = new Interval(Instant.parse("2026-03-05T06:00:00Z"), Instant.parse("2026-03-05T12:00:00Z"));
    Replacement byHand = new Replacement(morning, Replacement.Kind.SET, List.of("cleo"), List.of());
    OnCallPlan plan = files.with(Map.of(), Map.of("db", List.of(byHand)));

    OnCallAccount account = OnCallLint.of(
        new Subject(plan, files, Map.of(), Optional.empty(), Optional.empty(), RotaFolder.NOW, Duration.ofDays(14)));

    assertThat(account.faults()).singleElement().satisfies(finding -> {
      assertThat(finding.during()).isEqualTo(morning);
      assertThat(finding.message()).contains("'set cleo' wins over 'set ben', because it comes later");
    });
  }
}

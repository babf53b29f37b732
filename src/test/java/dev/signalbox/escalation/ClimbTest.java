package dev.signalbox.escalation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClimbTest {

  private static final Instant OPENED = Instant.parse("2024-05-01T09:00:00Z");

  @TempDir Path folder;

  /** What happens next to somebody on level 1 of a ladder that was to be left at 9:15, if the hub looks at an instant. */
  private String climb(String levels, String now) throws IOException {
    Path file = Files.writeString(folder.resolve("on-call.yaml"), """
        schedule: day
        timezone: UTC
        layers: [{rotation: {type: daily, start: 2024-04-30T12:00, participants: [a, b]}}]
        ---
        schedule: nobody
        timezone: UTC
        ---
        schedule: morning
        timezone: UTC
        layers: [{participants: [m], restrictions: [{start: "06:00", end: "12:00"}]}]
        ---
        escalation: e
        """ + levels);
    Ladder ladder = OnCallPlan.ofFile(file).ladder("e");
    Climb climb = Climb.of(ladder, new Rung(1, 0, OPENED), Instant.parse("2024-05-01T09:15:00Z"), at(now));
    String passed = climb.passed().stream().map(step -> String.valueOf(step.level())).collect(Collectors.joining(","));
    return "%s %s, passed %s, empty %s, due %s%s".formatted(
        climb.entered() == null ? "-" : climb.entered().level() + "/" + climb.entered().round(),
        String.join("+", climb.asked()), passed, climb.empty(),
        climb.dueAt() == null ? "-" : climb.dueAt().toString().substring(11, 16), climb.nobody() ? ", nobody" : "");
  }

  private static Instant at(String time) {
    return Instant.parse("2024-05-01T" + time + "Z");
  }

  private static final String THREE = """
      levels:
        - {delay_minutes: 15, targets: [{user: first}]}
        - {delay_minutes: 30, targets: [{schedule: day}]}
        - {delay_minutes: 60, targets: [{user: boss}]}
      """;

  @Test
  void a_level_that_is_due_is_entered_and_the_next_counts_from_there() throws IOException {
    assertThat(climb(THREE, "09:15:00")).isEqualTo("2/0 a, passed , empty [], due 09:45");
    assertThat(climb(THREE, "09:15:59")).as("a little late").isEqualTo("2/0 a, passed , empty [], due 09:45");
  }

  @Test
  void after_a_long_stop_the_latest_level_is_entered_and_the_others_are_passed() throws IOException {
    assertThat(climb(THREE, "10:30:00")).isEqualTo("3/0 boss, passed 2, empty [], due -");
  }

  @Test
  void whoever_is_asked_late_is_on_call_then_and_has_all_of_their_time() throws IOException {
    String two = THREE.replace("30", "300");
    assertThat(climb(two, "13:00:00")).as("not a, who was on call when it was due").isEqualTo("2/0 b, passed , empty [], due 18:00");
  }

  @Test
  void a_level_that_has_lost_its_people_meanwhile_is_left_out() throws IOException {
    assertThat(climb(THREE.replace("day", "morning").replace("30", "300"), "13:00:00"))
        .isEqualTo("3/0 boss, passed , empty [2], due -");
  }

  @Test
  void a_level_with_nobody_is_left_out_and_named() throws IOException {
    assertThat(climb(THREE.replace("day", "nobody"), "09:15:00")).isEqualTo("3/0 boss, passed , empty [2], due -");
  }

  @Test
  void levels_that_are_entered_together_are_asked_together() throws IOException {
    assertThat(climb(THREE.replace("30", "0"), "09:15:00")).isEqualTo("3/0 a+boss, passed , empty [], due -");
  }

  @Test
  void nobody_at_any_level_is_told_apart_from_nothing_above() throws IOException {
    String nobody = "levels:\n- {delay_minutes: 15, targets: [{user: first}]}\n- {targets: [{schedule: nobody}]}\n";
    assertThat(climb(nobody, "09:15:00")).isEqualTo("- , passed , empty [2], due -, nobody");
    assertThat(climb("levels: [{targets: [{user: first}]}]\n", "09:15:00")).isEqualTo("- , passed , empty [], due -");
  }

  @Test
  void another_round_begins_below_and_leaves_out_what_is_empty_on_the_way() throws IOException {
    String rounds = """
        repeat: 1
        levels:
          - {delay_minutes: 15, targets: [{user: first}]}
          - {delay_minutes: 15, targets: [{schedule: nobody}]}
        """;
    assertThat(climb(rounds, "09:15:00")).isEqualTo("1/1 first, passed , empty [2], due 09:30");
  }
}

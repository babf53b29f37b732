package dev.signalbox.escalation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LadderTest {

  private static final Instant OPENED = Instant.parse("2024-05-01T08:50:00Z");

  @TempDir Path folder;

  private List<String> steps(String escalation, String until) throws IOException {
    Path file = Files.writeString(folder.resolve("on-call.yaml"), """
        schedule: day
        timezone: UTC
        layers: [{rotation: {type: daily, start: 2024-04-30T09:00, participants: [a, b]}}]
        ---
        schedule: nobody
        timezone: UTC
        ---
        schedule: afternoon
        timezone: UTC
        layers: [{participants: [noon], restrictions: [{start: "12:00", end: "18:00"}]}]
        ---
        escalation: e
        """ + escalation);
    return OnCallPlan.ofFile(file).ladder("e").steps(OPENED, Instant.parse(until)).stream()
        .map(step -> step.enteredAt().toString().substring(11, 16) + " " + step.level() + "/" + step.round() + " "
            + String.join("+", step.participants()))
        .toList();
  }

  @Test
  void whoever_is_on_call_when_a_level_is_entered_is_asked() throws IOException {
    assertThat(steps("""
        levels:
          - {delay_minutes: 15, targets: [{schedule: day}]}
          - {delay_minutes: 15, targets: [{schedule: day}, {user: boss}]}
        """, "2024-05-02T00:00:00Z")).containsExactly("08:50 1/0 a", "09:05 2/0 b+boss");
  }

  @Test
  void a_level_with_nobody_is_left_out_without_waiting_in_each_round_anew() throws IOException {
    assertThat(steps("""
        repeat: 2
        levels:
          - {delay_minutes: 60, targets: [{user: first}]}
          - {delay_minutes: 60, targets: [{schedule: afternoon}]}
          - {delay_minutes: 60, targets: [{user: last}]}
        """, "2024-05-02T00:00:00Z")).containsExactly(
            "08:50 1/0 first", "09:50 3/0 last",
            "10:50 1/1 first", "11:50 3/1 last",
            "12:50 1/2 first", "13:50 2/2 noon", "14:50 3/2 last");
  }

  @Test
  void nobody_anywhere_is_nobody_for_good() throws IOException {
    assertThat(steps("""
        repeat: 5
        levels:
          - {delay_minutes: 60, targets: [{schedule: nobody}]}
          - {delay_minutes: 60, targets: [{schedule: afternoon}]}
        """, "2024-05-02T00:00:00Z")).isEmpty();
  }

  @Test
  void levels_without_delay_are_entered_together_and_not_again() throws IOException {
    assertThat(steps("""
        repeat: 1000
        levels:
          - {delay_minutes: 0, targets: [{user: first}]}
          - {delay_minutes: 0, targets: [{user: second}]}
        """, "2024-05-02T00:00:00Z")).containsExactly("08:50 1/0 first", "08:50 2/0 second");
  }

  @Test
  void nothing_has_been_asked_before_the_opening() throws IOException {
    assertThat(steps("levels: [{targets: [{user: boss}]}]\n", "2024-05-01T08:49:59Z")).isEmpty();
  }
}

package dev.signalbox.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.delivery.GroupStanding.Step;
import dev.signalbox.delivery.GroupStanding.Tally;
import dev.signalbox.incident.Severity;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class GroupStandingTest {

  private static final Instant TOLD = Instant.parse("2026-03-01T09:00:00Z");
  private static final Tally TEN = new Tally(10, 0, Severity.ERROR);

  @Test
  void what_was_never_told_begins_and_what_is_over_ends_at_once() {
    assertThat(new GroupStanding(null, null, TEN, false, Duration.ofMinutes(5)).step(TOLD)).isEqualTo(Step.BEGIN);
    assertThat(after(new Tally(10, 10, Severity.ERROR), false).step(TOLD)).isEqualTo(Step.END);
  }

  @Test
  void a_change_waits_for_its_time_and_a_worse_severity_does_not() {
    GroupStanding changed = after(new Tally(12, 1, Severity.ERROR), false);
    assertThat(changed.step(TOLD.plusSeconds(299))).isEqualTo(Step.WAIT);
    assertThat(changed.step(changed.again())).isEqualTo(Step.CHANGE);
    assertThat(changed.again()).isEqualTo(TOLD.plusSeconds(300));
    assertThat(after(new Tally(11, 0, Severity.CRITICAL), false).step(TOLD.plusSeconds(1))).isEqualTo(Step.WORSEN);
  }

  @Test
  void without_a_change_only_a_reminder_is_told() {
    assertThat(after(TEN, false).step(TOLD.plusSeconds(3600))).isEqualTo(Step.REST);
    assertThat(after(TEN, true).step(TOLD.plusSeconds(1))).isEqualTo(Step.WAIT);
    assertThat(after(TEN, true).step(TOLD.plusSeconds(3600))).isEqualTo(Step.REMIND);
  }

  @Test
  void the_difference_is_in_words() {
    assertThat(after(new Tally(12, 1, Severity.ERROR), false).difference()).isEqualTo("2 more, 1 over");
    assertThat(after(TEN, false).difference()).isNull();
    assertThat(new GroupStanding(new Tally(3, 2, Severity.INFO), TOLD, new Tally(3, 1, Severity.INFO), false, Duration.ZERO).difference())
        .isEqualTo("1 back");
  }

  private static GroupStanding after(Tally now, boolean reminded) {
    return new GroupStanding(TEN, TOLD, now, reminded, Duration.ofMinutes(5));
  }
}

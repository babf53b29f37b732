package dev.signalbox.escalation.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.signalbox.SettableClock;
import dev.signalbox.escalation.lint.AcceptedSchedules.Accepted;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every implementation of {@link AcceptedSchedules} keeps. */
public abstract class AcceptedSchedulesContract {

  private static final List<String> ONE = List.of("schedule: a\n", "escalation: \"ü\\n'\"\n");
  private static final List<String> TWO = List.of("schedule: b\n");
  private static final List<String> THREE = List.of();

  protected abstract SettableClock clock();

  protected abstract AcceptedSchedules accepted();

  @Test
  void nothing_is_accepted_at_first() {
    assertThat(accepted().latest()).isEmpty();
    assertThatIllegalStateException().isThrownBy(() -> accepted().dispute(ONE));
  }

  @Test
  void the_latest_stands_as_it_was_given() {
    accepted().accept(ONE, "mira");
    assertThat(accepted().latest()).contains(new Accepted(ONE, clock().instant(), "mira"));
    clock().tick(Duration.ofMinutes(1));

    accepted().accept(THREE, AcceptedSchedules.ITSELF);

    assertThat(accepted().latest()).contains(new Accepted(THREE, clock().instant(), "signalbox"));
  }

  @Test
  void a_dispute_counts_from_when_it_was_first_seen_and_leaves_what_was_accepted() {
    accepted().accept(ONE, "mira");
    Accepted before = accepted().latest().orElseThrow();
    clock().tick(Duration.ofHours(1));
    Instant first = clock().instant();

    assertThat(accepted().dispute(TWO)).isEqualTo(first);
    clock().tick(Duration.ofHours(1));
    assertThat(accepted().dispute(TWO)).isEqualTo(first);
    assertThat(accepted().latest()).contains(before);
  }

  @Test
  void another_version_and_an_acceptance_begin_anew() {
    accepted().accept(ONE, "mira");
    accepted().dispute(TWO);
    clock().tick(Duration.ofHours(1));
    assertThat(accepted().dispute(THREE)).isEqualTo(clock().instant());
    accepted().accept(ONE, "mira");
    clock().tick(Duration.ofHours(1));

    assertThat(accepted().dispute(THREE)).isEqualTo(clock().instant());
  }
}

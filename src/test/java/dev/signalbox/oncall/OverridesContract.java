package dev.signalbox.oncall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.signalbox.SettableClock;
import dev.signalbox.oncall.Overrides.Made;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every implementation of {@link Overrides} keeps. */
public abstract class OverridesContract {

  protected abstract SettableClock clock();

  protected abstract Overrides overrides();

  private Replacement nextHour(Replacement.Kind kind, List<String> names, List<String> replaces) {
    Instant now = clock().instant();
    return new Replacement(new Interval(now, now.plus(Duration.ofHours(1))), kind, names, replaces);
  }

  private Made make(String name) {
    return overrides().make("db", nextHour(Replacement.Kind.SET, List.of(name), List.of()), "mira", "swapped");
  }

  @Test
  void what_was_made_is_found_as_it_was_made() {
    Replacement swap = nextHour(Replacement.Kind.REPLACE, List.of("ben"), List.of("anna"));

    Made made = overrides().make("db", swap, "mira", "anna is ill");

    assertThat(overrides().find(made.id())).contains(made);
    assertThat(made).extracting(Made::schedule, Made::change, Made::author, Made::reason, Made::madeAt, Made::withdrawnAt)
        .containsExactly("db", swap, "mira", "anna is ill", clock().instant(), null);
    assertThat(overrides().find(UUID.randomUUID())).isEmpty();
  }

  @Test
  void they_apply_in_the_order_in_which_they_were_made() {
    Made first = make("anna");
    Made second = make("ben");

    assertThat(overrides().inForce()).containsOnlyKeys("db");
    assertThat(overrides().inForce().get("db")).containsExactly(first.change(), second.change());
  }

  @Test
  void one_that_was_taken_back_counts_no_more_but_is_still_told() {
    Made made = make("anna");
    clock().tick(Duration.ofMinutes(1));

    Made withdrawn = overrides().withdraw(made.id(), "jan").orElseThrow();
    clock().tick(Duration.ofMinutes(1));
    Made again = overrides().withdraw(made.id(), "ana").orElseThrow();

    assertThat(withdrawn.withdrawnAt()).isEqualTo(made.madeAt().plus(Duration.ofMinutes(1)));
    assertThat(again).as("the first withdrawal stands").isEqualTo(withdrawn);
    assertThat(overrides().inForce()).isEmpty();
    assertThat(overrides().endingAfter("db", made.madeAt())).containsExactly(withdrawn);
    assertThat(overrides().withdraw(UUID.randomUUID(), "jan")).isEmpty();
  }

  @Test
  void those_of_every_schedule_are_told_at_once_without_those_taken_back() {
    Made first = make("anna");
    Made other = overrides().make("web", first.change(), "jan", "");
    Made gone = make("ben");
    overrides().withdraw(gone.id(), "jan");

    assertThat(overrides().endingAfter(clock().instant())).containsExactly(first, other);
    assertThat(overrides().endingAfter(first.change().during().end())).isEmpty();
  }

  @Test
  void one_that_is_over_is_remembered_for_a_year_and_some() {
    Made made = make("anna");
    Instant over = made.change().during().end();
    clock().tick(Duration.ofDays(30));

    assertThat(overrides().inForce().get("db")).containsExactly(made.change());
    assertThat(overrides().endingAfter("db", over)).isEmpty();
    assertThat(overrides().endingAfter("db", over.minusSeconds(1))).containsExactly(made);
    assertThat(overrides().endingAfter("web", over.minusSeconds(1))).isEmpty();
    clock().tick(Duration.ofDays(371));
    assertThat(overrides().inForce()).isEmpty();
  }

  private Made wanted(String name) {
    return new Made(UUID.randomUUID(), "db", nextHour(Replacement.Kind.SET, List.of(name), List.of()), "mira", "", clock().instant());
  }

  @Test
  void several_are_made_together_in_their_order() {
    Made first = wanted("anna");
    Made second = wanted("ben");

    assertThat(overrides().makeAll(List.of(first, second))).isTrue();

    assertThat(overrides().endingAfter("db", clock().instant())).containsExactly(first, second);
    assertThat(overrides().inForce().get("db")).containsExactly(first.change(), second.change());
  }

  @Test
  void if_one_of_several_is_there_already_none_is_made() {
    Made there = wanted("anna");
    Made other = wanted("ben");
    overrides().makeAll(List.of(there));

    assertThat(overrides().makeAll(List.of(other, there))).isFalse();
    assertThat(overrides().makeAll(List.of(there))).as("once more").isFalse();

    assertThat(overrides().endingAfter("db", clock().instant())).containsExactly(there);
  }

  @Test
  void one_that_lasts_no_time_is_refused() {
    Instant now = clock().instant();
    Replacement nothing = new Replacement(new Interval(now, now), Replacement.Kind.ADD, List.of("anna"), List.of());

    assertThatIllegalArgumentException().isThrownBy(() -> overrides().make("db", nothing, "mira", ""))
        .withMessageContaining("lasts no time");
    Made empty = new Made(UUID.randomUUID(), "db", nothing, "mira", "", now);
    assertThatIllegalArgumentException().isThrownBy(() -> overrides().makeAll(List.of(wanted("ben"), empty)));
    assertThat(overrides().inForce()).isEmpty();
  }
}

package dev.signalbox.web.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.SettableClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoginBackoffTest {

  private final SettableClock clock = SettableClock.at("2026-03-01T09:00:00Z");
  private final LoginBackoff backoff = new LoginBackoff(clock);

  private void fail(String name, int times) {
    for (int i = 0; i < times; i++) {
      backoff.failed(name, "192.0.2.7");
    }
  }

  private Duration wait(String name) {
    return backoff.wait(name, "192.0.2.7");
  }

  @Test
  void guessing_one_name_or_many_from_one_address_is_slowed_down() {
    fail("mira", 6);
    assertThat(wait("mira")).isEqualTo(Duration.ofSeconds(2));
    assertThat(wait("olli")).isZero();

    for (int i = 0; i < 20; i++) {
      fail("name" + i, 1);
    }
    assertThat(wait("olli")).isPositive();
    assertThat(backoff.wait("mira", "192.0.2.8")).isZero();
  }

  @Test
  void what_was_mistyped_long_ago_is_forgotten() {
    for (int day = 0; day < 60; day++) {
      fail("mira", 1);
      clock.tick(Duration.ofDays(1));
    }
    fail("mira", 4);
    assertThat(wait("mira")).isZero();

    fail("mira", 60);
    assertThat(wait("mira")).isEqualTo(Duration.ofMinutes(15));
    clock.tick(Duration.ofMinutes(29));
    fail("mira", 1);
    assertThat(wait("mira")).as("not while the guessing goes on").isEqualTo(Duration.ofMinutes(15));
  }

  @Test
  void whoever_gets_in_clears_the_address_for_the_others_behind_it() {
    fail("mira", 19);
    backoff.succeeded("mira", "192.0.2.7");
    fail("olli", 4);
    assertThat(wait("olli")).isZero();
  }
}

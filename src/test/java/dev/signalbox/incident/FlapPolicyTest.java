package dev.signalbox.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlapPolicyTest {

  @ParameterizedTest
  @CsvSource({
    "PT3S, 1, PT1S, PT4S", "PT3S, 2, PT1S, PT7S", "PT20S, 1, PT1S, PT10S", // fast polls
    "PT30S, 1, PT30S, PT45S", "PT5M, 1, PT5M, PT1M", "PT0S, 1, PT30S, PT30S", // slow ones
    "PT10M, 1, PT30S, PT0S", // not brief
  })
  void the_end_of_something_brief_waits(Duration lasted, int opens, Duration every, Duration waits) {
    FlapPolicy policy = new FlapPolicy(3, Duration.ofHours(1), Duration.ofMinutes(10), Duration.ofSeconds(10));

    assertThat(policy.waits(lasted, opens, every)).isEqualTo(waits);
    assertThat(new FlapPolicy(3, policy.window(), policy.hold(), Duration.ZERO).waits(lasted, opens, every)).isZero();
  }
}

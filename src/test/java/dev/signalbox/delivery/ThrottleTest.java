package dev.signalbox.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.SettableClock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThrottleTest {

  private final SettableClock clock = SettableClock.at("2026-03-01T09:00:00Z");

  private int taken(Throttle throttle, String address, int wanted) {
    return (int) IntStream.range(0, wanted).filter(i -> throttle.take(address)).count();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 11, 12, 60, 120, 6000})
  void no_minute_ever_sees_more_than_the_limit(int perMinute) {
    Throttle throttle = new Throttle(perMinute, clock);
    Deque<Long> sent = new ArrayDeque<>();
    long now = 0;
    int all = 0;
    for (; now < 300_000; now += 50) {
      while (throttle.take("ops")) {
        sent.addLast(now);
        all++;
      }
      long from = now - 60_000;
      while (!sent.isEmpty() && sent.peekFirst() <= from) {
        sent.removeFirst();
      }
      assertThat(sent.size()).isLessThanOrEqualTo(perMinute);
      clock.tick(Duration.ofMillis(50));
    }
    assertThat(all).as("and it is not much slower than allowed").isGreaterThanOrEqualTo((int) (5 * perMinute * 0.85));
  }

  @Test
  void a_few_may_go_at_once_and_the_next_about_a_second_later() {
    Throttle throttle = new Throttle(60, clock);
    assertThat(taken(throttle, "ops", 30)).isEqualTo(5);
    clock.tick(Duration.ofSeconds(1));
    assertThat(taken(throttle, "ops", 30)).isZero();
    clock.tick(Duration.ofMillis(100));
    assertThat(taken(throttle, "ops", 30)).isEqualTo(1);
  }

  @Test
  void a_busy_address_delays_no_other() {
    Throttle throttle = new Throttle(60, clock);
    assertThat(taken(throttle, "ops", 30)).isEqualTo(5);
    assertThat(throttle.exhausted()).containsExactly("ops");
    assertThat(taken(throttle, "dev", 3)).isEqualTo(3);
  }

  @Test
  void addresses_that_rest_are_forgotten() {
    Throttle throttle = new Throttle(60, clock);
    taken(throttle, "ops", 30);
    clock.tick(Duration.ofMinutes(2));
    assertThat(throttle.exhausted()).isEmpty();
    assertThat(taken(throttle, "ops", 30)).isEqualTo(5);
  }

  @Test
  void a_clock_that_is_set_back_refills_nothing_and_blocks_nothing_for_long() {
    Throttle throttle = new Throttle(60, clock);
    taken(throttle, "ops", 30);
    clock.tick(Duration.ofSeconds(-30));
    assertThat(throttle.take("ops")).isFalse();
    clock.tick(Duration.ofSeconds(32));
    assertThat(throttle.take("ops")).isTrue();
  }

  @Test
  void without_a_limit_everything_goes() {
    Throttle throttle = new Throttle(0, clock);
    assertThat(taken(throttle, "ops", 10_000)).isEqualTo(10_000);
    assertThat(throttle.exhausted()).isEmpty();
  }
}

package dev.signalbox.delivery;

import dev.signalbox.delivery.Outcome.Reach;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {

  private static final Instant NOW = Instant.parse("2026-03-01T09:00:00Z");
  private final RetryPolicy retry =
      new RetryPolicy(Duration.ofSeconds(1), Duration.ofMinutes(5), Duration.ofHours(72), Duration.ofSeconds(30));

  @Test
  void what_was_delivered_is_sent_with_its_reference() {
    Settlement settlement = judge(1, Outcome.Delivered.as("OPS-1"));
    assertThat(settlement.status()).isEqualTo(Settlement.SENT);
    assertThat(settlement.reference()).isEqualTo("OPS-1");
  }

  @Test
  void a_refusal_is_a_dead_letter_at_once() {
    Settlement settlement = judge(1, new Outcome.Refused("HTTP 400: no such field"));
    assertThat(settlement.status()).isEqualTo(Settlement.DEAD);
    assertThat(settlement.reason()).isEqualTo("HTTP 400: no such field");
  }

  @Test
  void a_deferral_keeps_whether_the_other_side_may_have_it() {
    assertThat(judge(1, Outcome.Deferred.unsure("no answer")).unsure()).isTrue();
    assertThat(judge(1, Outcome.Deferred.notSent("refused")).unsure()).isFalse();
  }

  @Test
  void the_other_sides_wait_counts_if_it_is_longer() {
    assertThat(judge(1, new Outcome.Deferred("429", false, Duration.ofSeconds(7), Reach.CHANNEL)).at()).isEqualTo(NOW.plusSeconds(7));
    assertThat(judge(9, new Outcome.Deferred("429", false, Duration.ofSeconds(1), Reach.CHANNEL)).at()).isAfter(NOW.plusSeconds(100));
  }

  @Test
  void after_three_days_it_is_given_up_with_the_last_reason() {
    Delivery old = DeliveryFixture.delivery(NOW.minus(Duration.ofHours(73)), 40);
    Settlement settlement = retry.judge(old, Outcome.Deferred.notSent("connection refused"), NOW, new Random(1));
    assertThat(settlement.status()).isEqualTo(Settlement.DEAD);
    assertThat(settlement.reason()).isEqualTo("given up after 40 attempts, last: connection refused");
  }

  @Test
  void a_misconfigured_channel_waits_for_its_probe_and_a_wrong_address_for_its_own() {
    assertThat(judge(1, new Outcome.Misconfigured("401", true)).at()).as("the channel's pause decides").isEqualTo(NOW);
    assertThat(judge(1, new Outcome.Misconfigured("channel_not_found", false)).at()).isEqualTo(NOW.plusSeconds(30));
  }

  @Property
  void waits_double_up_to_the_ceiling_and_spread_over_a_quarter(@ForAll @IntRange(min = 1, max = 1000) int attempts, @ForAll long seed) {
    Duration wait = retry.backOff(attempts, new Random(seed));
    Duration longest = attempts > 9 ? Duration.ofMinutes(5) : Duration.ofSeconds(1L << (attempts - 1));
    assertThat(wait).isBetween(longest.multipliedBy(3).dividedBy(4), longest);
  }

  private Settlement judge(int attempts, Outcome outcome) {
    return retry.judge(DeliveryFixture.delivery(NOW.minusSeconds(5), attempts), outcome, NOW, new Random(1));
  }
}

package dev.signalbox.forecast.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.forecast.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is in memory of servers, and what is kept of them. */
class LookoutTest {

  private static final Instant START = Instant.parse("2026-03-10T06:00:00Z");
  private static final Duration KEEP = Duration.ofMinutes(10);
  private static final Settings SETTINGS = new Settings(
      Map.of("cpu_usage", 90.0), Set.of(), Duration.ofHours(6), List.of(Duration.ofHours(24)), Map.of(), 0.6, 20, Duration.ofHours(24));

  private final Lookout lookout = new Lookout(SETTINGS);

  private void told(String server, int minute) {
    lookout.told(new Sample(server, at(minute), List.of("cpu_usage"), new double[] {40 + minute % 3}), false);
  }

  private static Instant at(int minute) {
    return START.plus(Duration.ofMinutes(minute));
  }

  private List<String> kept(int now) {
    return lookout.unkept(KEEP, at(now)).stream().map(state -> state.server() + " " + Duration.between(START, state.upto()).toMinutes()).toList();
  }

  @Test
  void a_server_is_kept_every_ten_minutes_and_once_more_when_it_falls_silent() {
    for (int minute = 0; minute <= 4; minute++) {
      told("a", minute);
      told("b", minute);
    }
    assertThat(kept(4)).as("never kept before").containsExactly("a 4", "b 4");
    for (int minute = 5; minute <= 13; minute++) {
      told("a", minute);
    }
    told("b", 5);
    assertThat(kept(13)).isEmpty();
    told("a", 14);
    assertThat(kept(14)).containsExactly("a 14");
    assertThat(lookout.keptUpTo(at(14))).as("what a restart reads again").isEqualTo(at(4));

    told("a", 15);
    assertThat(kept(15)).as("b has said nothing for ten minutes").containsExactly("b 5");
    assertThat(lookout.keptUpTo(at(15))).isEqualTo(at(14));
    assertThat(kept(16)).isEmpty();
  }

  @Test
  void a_silent_server_leaves_memory_and_comes_back_as_it_was() {
    for (int minute = 0; minute <= 30; minute++) {
      told("a", minute);
    }
    told("b", 31);
    Memory.State state = lookout.unkept(KEEP, at(31)).get(0);
    lookout.evict(at(30));
    assertThat(lookout.isEvicted("a")).as("not silent for long enough").isFalse();
    lookout.evict(at(31));
    assertThat(lookout.isEvicted("a")).isTrue();
    assertThat(lookout.level("a", "cpu_usage")).isNaN();
    assertThat(lookout.isEvicted("never heard of")).isFalse();
    assertThat(lookout.servers()).doesNotContain("never heard of");

    lookout.restore(state);
    assertThat(lookout.isEvicted("a")).isFalse();
    assertThat(lookout.level("a", "cpu_usage")).isEqualTo(40);
    assertThat(lookout.isNew(new Sample("a", at(30), List.of("cpu_usage"), new double[] {40}))).isFalse();
  }
}

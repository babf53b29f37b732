package dev.signalbox.forecast.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustTest {

  private static final Settings OF_TWENTY_SIX_IN_TEN = new Settings(
      Map.of(), Set.of(), Duration.ofHours(6), List.of(Duration.ofDays(1)), Map.of(), 0.6, 20, Duration.ofDays(1));

  private static Trust trust(int hits, int outcomes, int replayedHits, int replayedOutcomes) {
    return new Trust(
        Kind.TREND, "course", false, Instant.EPOCH, hits, outcomes, replayedHits, replayedOutcomes);
  }

  @ParameterizedTest(name = "{5}")
  @CsvSource({
    "0,  0,  0,  0,   false, nothing is known",
    "0,  0,  19, 19,  false, one replayed outcome too few",
    "0,  0,  12, 20,  true,  the history alone is enough",
    "0,  0,  11, 20,  false, it was not right often enough",
    "12, 20, 0,  0,   true,  live outcomes alone are enough",
    "11, 20, 99, 99,  false, enough live outcomes: the history counts no more",
    "0,  4,  75, 100, true,  four live misses beside 16 of the history of which 12 were right",
    "0,  5,  75, 100, false, the fifth takes the right away",
    "1,  1,  15, 18,  false, 19 of the history are needed and there are 18",
  })
  void live_outcomes_take_the_place_of_replayed_ones(
      int hits, int outcomes, int replayedHits, int replayedOutcomes, boolean deserved, String why) {
    assertThat(trust(hits, outcomes, replayedHits, replayedOutcomes).deserved(OF_TWENTY_SIX_IN_TEN)).as(why).isEqualTo(deserved);
  }

  @Test
  void the_two_are_told_apart() {
    assertThat(trust(3, 4, 0, 0).words()).isEqualTo("3 of its last 4 warnings came true");
    assertThat(trust(3, 4, 15, 18).words())
        .isEqualTo("3 of its last 4 warnings came true; replayed on the history before, 15 of 18 would have");
  }
}

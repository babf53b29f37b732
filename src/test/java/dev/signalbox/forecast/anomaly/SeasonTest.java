package dev.signalbox.forecast.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.forecast.Sample;
import dev.signalbox.forecast.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SeasonTest {

  private static final long DAY = 86_400;
  private static final List<String> METRICS = List.of("cpu_usage", "memory_usage");

  private static double[][] profile(long days, long step) {
    Season season = new Season();
    for (long second = 0; second < days * DAY; second += step) {
      season.add(second, new double[] {Season.hour(second) == 12 ? 90 : 30, Double.NaN});
    }
    return season.profile(new double[] {32.5, 7});
  }

  @Test
  void an_hour_is_told_apart_with_its_neighbours_once_three_days_are_known() {
    double[][] profile = profile(4, 1800);
    assertThat(profile[12][0]).isEqualTo(50);
    assertThat(profile[11][0]).isEqualTo(50);
    assertThat(profile[5][0]).isEqualTo(30);
    assertThat(profile[12][1]).as("never measured").isEqualTo(7);
    assertThat(profile(2, 1800)[12][0]).as("too little history").isEqualTo(32.5);
  }

  @Test
  void a_day_of_many_samples_weighs_no_more_than_one_of_few() {
    Season season = new Season();
    for (long second = 0; second < 3 * DAY; second += 1800) {
      season.add(second, new double[] {10});
    }
    for (long second = 3 * DAY; second < 4 * DAY; second += 60) {
      season.add(second, new double[] {50});
    }
    assertThat(season.profile(new double[] {0})[12][0]).isBetween(19.0, 21.0);
  }

  /** What a server does each afternoon is odd at night, although it lies between what is usual for the whole day. */
  @Test
  void what_is_usual_in_the_afternoon_is_odd_at_night() {
    assertThat(scoreAt(3, 40, 45)).isGreaterThan(scoreAt(3, 20, 42) + 0.1);
    assertThat(scoreAt(15, 40, 45)).isLessThan(scoreAt(3, 40, 45));
  }

  private static double scoreAt(int hour, double cpu, double memory) {
    AnomalyForecaster model = new AnomalyForecaster();
    Random random = new Random(1);
    Instant end = World.day(10).plus(Duration.ofHours(hour));
    for (Instant at = World.START; at.isBefore(end); at = at.plusSeconds(600)) {
      boolean busy = Season.hour(at.getEpochSecond()) >= 12 && Season.hour(at.getEpochSecond()) < 18;
      double[] values = {(busy ? 40 : 20) + random.nextGaussian(), (busy ? 45 : 42) + 0.3 * random.nextGaussian()};
      model.learn(new Sample("a", at, METRICS, values));
    }
    for (int i = 0; i < 12; i++) { // for an hour: the jump is over
      double[] values = {cpu + random.nextGaussian(), memory + 0.3 * random.nextGaussian()};
      model.sampled(new Sample("a", end.plusSeconds(300L * i), METRICS, values));
    }
    return model.predict("a", end).orElseThrow().probability();
  }
}

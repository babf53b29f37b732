package dev.signalbox.forecast.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LogisticTest {

  /** The second feature is the first one again, the third never varies, as counts in nested windows do. */
  private static Examples examples() {
    SplittableRandom random = new SplittableRandom(1);
    Examples examples = new Examples(3);
    for (int i = 0; i < 20_000; i++) {
      float x = (float) (random.nextDouble() * 6 - 3);
      examples.add(new float[] {x, 2 * x, 5}, random.nextDouble() < Logit.probability(x - 2), 1);
    }
    return examples;
  }

  @Test
  void it_recovers_the_probability_even_where_features_repeat_each_other() {
    Logistic logistic = Logistic.fit(examples(), 1);

    for (float x : new float[] {-2, 0, 2}) {
      assertThat(logistic.score(new float[] {x, 2 * x, 5})).isCloseTo(x - 2, within(0.2));
    }
  }

  @Test
  void a_missing_value_counts_as_the_average() {
    Logistic logistic = Logistic.fit(examples(), 1);

    assertThat(logistic.score(new float[] {Float.NaN, Float.NaN, Float.NaN})).isCloseTo(logistic.score(new float[] {0,
        0, 5}), within(0.1));
  }

  @Test
  void a_rare_label_is_no_trouble() {
    SplittableRandom random = new SplittableRandom(2);
    Examples examples = new Examples(1);
    for (int i = 0; i < 50_000; i++) {
      boolean high = random.nextInt(100) == 0;
      examples.add(new float[] {high ? 1 : 0}, random.nextDouble() < (high ? 0.1 : 0.0005), 1);
    }

    assertThat(Logit.probability(Logistic.fit(examples, 1).score(new float[] {1}))).isCloseTo(0.1, within(0.04));
  }
}

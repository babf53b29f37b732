package dev.signalbox.forecast.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BoosterTest {

  private static final BoosterSettings SMALL = new BoosterSettings(60, 3, 0.2, 1, 1, 5, 1, 1);

  private static Examples examples(long seed, Law law) {
    SplittableRandom random = new SplittableRandom(seed);
    Examples examples = new Examples(3);
    for (int i = 0; i < 4000; i++) {
      float[] row = {(float) random.nextDouble(), (float) random.nextDouble(), random.nextInt(4) == 0 ? Float.NaN
          : random.nextInt(5)};
      examples.add(row, random.nextDouble() < law.chance(row), 1);
    }
    return examples;
  }

  private interface Law {
    double chance(float[] row);
  }

  @Test
  void it_finds_what_only_two_features_together_say() {
    Booster booster = Booster.fit(examples(1, row -> row[0] > 0.5 ^ row[1] > 0.5 ? 0.9 : 0.1), SMALL);

    assertThat(Logit.probability(booster.score(new float[] {0.8f, 0.2f, 1}))).isCloseTo(0.9, within(0.1));
    assertThat(Logit.probability(booster.score(new float[] {0.8f, 0.8f, 1}))).isCloseTo(0.1, within(0.1));
  }

  @Test
  void a_missing_value_may_mean_something() {
    Booster booster = Booster.fit(examples(2, row -> Float.isNaN(row[2]) ? 0.8 : 0.1), SMALL);

    assertThat(Logit.probability(booster.score(new float[] {0.5f, 0.5f, Float.NaN}))).isGreaterThan(0.6);
    assertThat(Logit.probability(booster.score(new float[] {0.5f, 0.5f, 3}))).isLessThan(0.25);
  }

  @Test
  void weights_stand_for_rows() {
    Examples examples = new Examples(1);
    for (int i = 0; i < 1000; i++) {
      examples.add(new float[] {i % 7}, i % 2 == 0, i % 2 == 0 ? 1 : 9);
    }

    assertThat(Logit.probability(Booster.fit(examples, SMALL).score(new float[] {3}))).isCloseTo(0.1, within(0.03));
  }

  @Test
  void the_same_seed_gives_the_same_trees() {
    Examples examples = examples(3, row -> row[0]);
    float[] row = {0.3f, 0.4f, 2};

    assertThat(Booster.fit(examples, SMALL).score(row)).isEqualTo(Booster.fit(examples, SMALL).score(row));
  }

  @Test
  void explanations_add_up_to_the_score() {
    Examples examples = examples(4, row -> row[0] * row[1]);
    Booster booster = Booster.fit(examples, SMALL);
    float[] row = {0.9f, 0.95f, 2};
    double[] parts = new double[3];

    booster.explain(row, parts);

    assertThat(parts[0] + parts[1] + parts[2]).isCloseTo(booster.score(row) - Logit.logOdds(examples.rate()),
        within(1e-4));
    assertThat(parts[0]).isPositive();
    assertThat(parts[1]).isPositive();
  }

  @Test
  void without_a_single_hit_there_is_only_the_base_rate() {
    Examples examples = new Examples(1);
    examples.add(new float[] {1}, false, 1);

    assertThat(Logit.probability(Booster.fit(examples, SMALL).score(new float[] {1}))).isLessThan(1e-6);
  }
}

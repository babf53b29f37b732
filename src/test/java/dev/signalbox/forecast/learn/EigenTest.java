package dev.signalbox.forecast.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class EigenTest {

  @Property(tries = 50)
  void values_and_vectors_make_up_the_matrix(@ForAll @IntRange(min = 1, max = 12) int n, @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] matrix = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        matrix[i][j] = random.nextInt(3) == 0 ? 0 : random.nextDouble() * 10 - 5;
        matrix[j][i] = matrix[i][j];
      }
    }

    Eigen eigen = Eigen.of(matrix);

    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double sum = 0;
        for (int k = 0; k < n; k++) {
          sum += eigen.values()[k] * eigen.vectors()[k][i] * eigen.vectors()[k][j];
        }
        assertThat(sum).isCloseTo(matrix[i][j], within(1e-7));
      }
      assertThat(i == 0 || eigen.values()[i - 1] >= eigen.values()[i]).as("the largest first").isTrue();
    }
  }
}

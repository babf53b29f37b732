package dev.signalbox.forecast.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RarityTest {

  @Property(tries = 200)
  void it_counts_the_values_that_were_at_least_as_large(
      @ForAll @Size(min = 1, max = 400) List<@DoubleRange(min = 0, max = 5) Double> values,
          @ForAll @DoubleRange(min = 0, max = 5) double asked) {
    Rarity rarity = new Rarity();
    values.forEach(value -> rarity.add(Math.rint(value * 4)));
    double x = Math.rint(asked * 4);

    long atLeast = values.stream().filter(value -> Math.rint(value * 4) >= x).count();
    double most = values.stream().mapToDouble(value -> Math.rint(value * 4)).max().orElseThrow();
    double beyond = x > most && most > 0 ? Math.log10(x / most) : 0;

    assertThat(rarity.of(x)).isCloseTo(Math.log10((values.size() + 1.0) / (atLeast + 1)) + beyond, within(1e-9));
  }

  @Test
  void what_falls_out_of_the_tail_is_usual() {
    Rarity rarity = new Rarity();
    for (int i = 0; i < 100_000; i++) {
      rarity.add(i % 1000);
    }

    assertThat(rarity.of(10)).isZero();
    assertThat(rarity.of(999)).isCloseTo(3, within(0.01));
  }
}

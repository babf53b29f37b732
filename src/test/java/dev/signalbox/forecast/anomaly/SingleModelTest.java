package dev.signalbox.forecast.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.forecast.Sample;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SingleModelTest {

  private final AnomalyForecaster model = new AnomalyForecaster();
  private final SplittableRandom random = new SplittableRandom(1);
  private Instant now = Instant.parse("2025-01-06T00:00:00Z");

  private double after(double value) {
    now = now.plusSeconds(300);
    model.sampled(new Sample("db-7", now, List.of("requests"), new double[] {value}));
    return model.predict("db-7", now).map(it -> it.probability()).orElse(Double.NaN);
  }

  @Test
  void a_server_without_history_learns_first_and_a_record_is_news_once() {
    double last = 0;
    for (int i = 0; i < 2000; i++) {
      last = after(100 + random.nextDouble());
      assertThat(Double.isNaN(last)).as("sample %d has no answer", i).isEqualTo(i < 720);
    }

    assertThat(after(150)).isGreaterThan(0.85);
    assertThat(model.predict("db-7", now).orElseThrow().reasons()).first()
        .satisfies(reason -> assertThat(reason.words()).isEqualTo("requests is 150.0, on average 100.5"));
    assertThat(after(149)).as("no news any more").isLessThan(0.5);
    assertThat(after(100.5)).isLessThan(0.5);
  }
}

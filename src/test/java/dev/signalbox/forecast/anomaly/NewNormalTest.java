package dev.signalbox.forecast.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.forecast.Sample;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two metrics of one server, every five minutes. */
class NewNormalTest {

  private static final int DAY = 288;

  private AnomalyForecaster model = new AnomalyForecaster();
  private final SplittableRandom random = new SplittableRandom(1);
  private Instant now = Instant.parse("2025-01-06T00:00:00Z");

  private double after(double cpu, double memory) {
    now = now.plusSeconds(300);
    double[] values = {cpu + 4 * random.nextDouble(), memory + 4 * random.nextDouble()};
    model.sampled(new Sample("db-7", now, List.of("cpu_usage", "memory_usage"), values));
    return model.predict("db-7", now).map(it -> it.probability()).orElse(Double.NaN);
  }

  private double days(int days, double cpu, double memory) {
    double last = Double.NaN;
    for (int i = 0; i < days * DAY; i++) {
      last = after(cpu, memory);
    }
    return last;
  }

  @BeforeEach
  void two_usual_weeks() {
    assertThat(days(14, 20, 40)).isLessThan(0.3);
  }

  @Test
  void a_level_that_lasts_for_a_week_is_how_the_server_is_now() {
    assertThat(days(6, 50, 70)).as("unlike itself").isGreaterThan(0.4);
    assertThat(days(2, 50, 70)).as("a week later").isLessThan(0.3);
    assertThat(days(1, 20, 40)).as("the old level is unlike it now").isGreaterThan(0.4);
    assertThat(model.predict("db-7", now).orElseThrow().reasons()).first().satisfies(reason ->
        assertThat(reason.words()).contains("usually").matches(".*(4|6)[0-9][0-9.]+ to (5|7)[0-9][0-9.]+"));
  }

  @Test
  void an_incident_of_some_days_stays_one_and_so_does_the_next() {
    for (int i = 0; i < 4; i++) {
      assertThat(days(3, 50, 70)).as("incident %d", i).isGreaterThan(0.4);
      assertThat(days(2, 20, 40)).isLessThan(0.3);
    }
  }

  @Test
  void a_restart_in_between_forgets_nothing() throws IOException {
    days(6, 50, 70);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    model.writeState("db-7", new DataOutputStream(bytes));
    model = new AnomalyForecaster();
    model.readState("db-7", new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    assertThat(days(2, 50, 70)).isLessThan(0.3);
  }
}

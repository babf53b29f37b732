package dev.signalbox.forecast.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.incident.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntakeTest {

  private static final Instant NOW = Instant.parse("2026-03-10T06:00:00Z");
  private static final Settings SETTINGS = new Settings(
      Map.of("cpu_usage", 90.0), Set.of("cpu_usage"), Duration.ofHours(6), List.of(Duration.ofDays(1)), Map.of(), 0.6, 20, Duration.ofDays(1));

  private final List<Quarantined> quarantined = new ArrayList<>();
  private final Intake intake = new Intake(SETTINGS, NOW, quarantined::add);

  private static Row row(Object server, Object at, Object cpu, Object queue) {
    Map<String, Object> columns = new LinkedHashMap<>();
    columns.put("server_id", server);
    columns.put("timestamp", at);
    columns.put("cpu_usage", cpu);
    columns.put("queue_length", queue);
    return new Row(columns);
  }

  @ParameterizedTest
  @CsvSource({"-0.5, less than 0", "101, more than 100 %", "0.42, 'a fraction where percent were before, 0.420 after 40.0'", "Infinity, infinite"})
  void what_cannot_be_is_quarantined_with_its_reason_and_the_other_metrics_count(double value, String reason) {
    double[] values = intake.sample(row("a", NOW, value, 5000), (server, metric) -> 40).orElseThrow().values();
    assertThat(values[0]).isNaN();
    assertThat(values[1]).isEqualTo(5000);
    assertThat(quarantined).singleElement().satisfies(bad -> {
      assertThat(bad.column()).isEqualTo("cpu_usage");
      assertThat(bad.reason()).isEqualTo(reason);
    });
  }

  @Test
  void what_is_low_without_being_a_fraction_is_a_value() {
    assertThat(intake.sample(row("a", NOW, 0.9, 1), (server, metric) -> 12).orElseThrow().values()[0]).isEqualTo(0.9);
    assertThat(intake.sample(row("b", NOW, 0.9, 1), (server, metric) -> Double.NaN)).isPresent();
    assertThat(quarantined).isEmpty();
  }

  @Test
  void a_sample_of_nobody_or_of_another_time_is_none() {
    assertThat(intake.sample(row(null, NOW, 1, 1), (server, metric) -> 40)).isEmpty();
    assertThat(intake.sample(row("a", NOW.plusSeconds(3600), 1, 1), (server, metric) -> 40)).isEmpty();
    assertThat(intake.sample(row("a", Instant.EPOCH.minusSeconds(1), 1, 1), (server, metric) -> 40)).isEmpty();
    assertThat(quarantined).extracting(Quarantined::reason)
        .containsExactly("a sample needs server_id and timestamp", "ahead of the hub's clock by 60 min", "before 1970");
  }
}

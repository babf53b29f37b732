package dev.signalbox.forecast.trend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class OutlookTest {

  private static final Instant START = Instant.parse("2025-01-06T00:00:00Z");

  /** @param metric its value by hours since the start, read every ten minutes */
  private static Outlook after(double hours, Duration horizon, DoubleUnaryOperator metric) {
    Series series = new Series();
    for (double hour = 0; hour <= hours; hour += 1 / 6.0) {
      series.read(START.plusSeconds(Math.round(hour * 3600)).getEpochSecond(), metric.applyAsDouble(hour));
    }
    return Crossing.of(series, START.plusSeconds(Math.round(hours * 3600)).getEpochSecond(), 90, horizon.toSeconds());
  }

  private static double afternoon(double hour) {
    return hour % 24 >= 15 && hour % 24 < 17 ? 95 : 30;
  }

  @Test
  void what_crosses_every_afternoon_will_cross_this_afternoon() {
    assertThat(after(10 * 24 + 12, Duration.ofHours(6), OutlookTest::afternoon))
        .isInstanceOfSatisfying(Outlook.Crosses.class, it -> {
      Instant three = START.plus(Duration.ofHours(10 * 24 + 15));
      assertThat(it.expected()).isCloseTo(three, within(30, ChronoUnit.MINUTES));
      assertThat(it.earliest()).isBeforeOrEqualTo(it.expected());
      assertThat(it.latest()).isAfterOrEqualTo(it.expected());
    });
  }

  @Test
  void and_not_in_the_night() {
    assertThat(after(10 * 24 + 18, Duration.ofHours(6), OutlookTest::afternoon)).isEqualTo(new Outlook.NotExpected());
  }

  @Test
  void a_disk_that_fills_goes_on_filling() {
    assertThat(after(10 * 24, Duration.ofDays(5), hour -> 50 + hour / 7)).isInstanceOfSatisfying(Outlook.Crosses.class,
        it ->
        assertThat(it.expected()).isCloseTo(START.plus(Duration.ofHours(280)), within(2, ChronoUnit.HOURS)));
  }

  @Test
  void over_already_and_too_little_data_are_said() {
    assertThat(after(10 * 24 + 16, Duration.ofHours(6), OutlookTest::afternoon)).isEqualTo(new Outlook.AlreadyOver());
    assertThat(after(30, Duration.ofHours(6), OutlookTest::afternoon)).isEqualTo(new Outlook.TooLittleData());
  }
}

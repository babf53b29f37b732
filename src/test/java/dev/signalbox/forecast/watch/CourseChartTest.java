package dev.signalbox.forecast.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.chart.Picture;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CourseChartTest {

  private static final Instant AT = Instant.parse("2026-03-10T10:00:00Z");

  private static Warning warning(Kind kind, String metric, String answer, String reason, Course course) {
    Forecast said = new Forecast(
        kind, "db-7", metric, Duration.ofHours(6), AT, 0.8, AT.plus(Duration.ofHours(3)), null, null, answer, List.of(reason),
        "course", 0, 74);
    return new Warning(UUID.randomUUID(), said, AT.plus(Duration.ofHours(6)), true, course, Optional.empty());
  }

  private static Course course(double limit, Course.Point... expected) {
    return new Course(
        List.of(new Course.Point(AT.getEpochSecond() - 3600, 70), new Course.Point(AT.getEpochSecond(), 74)),
        List.of(expected), limit);
  }

  @Test
  void a_trend_shows_where_it_goes_and_says_so_in_words() {
    Course course = course(90, new Course.Point(AT.getEpochSecond(), 74), new Course.Point(AT.getEpochSecond() + 10_800, 90));
    Picture picture = CourseChart.of(warning(Kind.TREND, "memory_usage", "crosses", "has risen", course)).orElseThrow();
    assertThat(picture.alt()).isEqualTo(
        "memory_usage of db-7 over the day until Tue 10:00 UTC, at the end 74.00, expected at its limit Tue 13:00 UTC; the limit is 90.00");
  }

  @Test
  void of_a_whole_server_the_metric_of_the_first_reason_is_drawn() {
    Course odd = course(Double.NaN, new Course.Point(AT.getEpochSecond(), Double.NaN));
    Picture picture =
        CourseChart.of(warning(Kind.ANOMALY, "", "", "cpu_usage is 74, on average 20", odd)).orElseThrow();
    assertThat(picture.alt()).isEqualTo("cpu_usage of db-7 over the day until Tue 10:00 UTC, at the end 74.00");
  }

  @Test
  void where_the_first_metric_is_not_followed_the_one_that_is_drawn_is_named() {
    Course second = new Course("memory_usage", List.of(new Course.Point(AT.getEpochSecond(), 74)), List.of(), Double.NaN);
    Picture picture = CourseChart.of(warning(Kind.ANOMALY, "", "", "disk_io is 92, usually 3 to 38", second)).orElseThrow();
    assertThat(picture.alt()).startsWith("memory_usage of db-7");
  }

  @Test
  void the_same_warning_has_the_same_bytes_and_one_of_which_nothing_was_measured_has_none() {
    Warning warning = warning(Kind.TREND, "memory_usage", "crosses", "has risen", course(90));
    assertThat(CourseChart.of(warning).orElseThrow().png()).isEqualTo(CourseChart.of(warning).orElseThrow().png());
    assertThat(CourseChart.of(warning(Kind.FAILURE, "", "", "3 outages", null))).isEmpty();
  }
}

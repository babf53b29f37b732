package dev.signalbox.forecast.watch;

import dev.signalbox.chart.LineChart;
import dev.signalbox.chart.Picture;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A warning's small chart: what was measured for a day, what was expected then, and the limit. Times in UTC. */
public final class CourseChart {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("EEE HH:mm 'UTC'", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  private CourseChart() {}

  /** The same warning has the same picture. Empty where nothing was measured. */
  public static Optional<Picture> of(Warning warning) {
    return Optional.ofNullable(warning.course()).map(course -> chart(warning.said(), course).draw(words(warning.said(), course)));
  }

  private static LineChart chart(Forecast said, Course course) {
    List<LineChart.Point> measured = course.actual().stream().filter(point -> Double.isFinite(point.value()))
        .map(point -> new LineChart.Point(at(point), point.value())).toList();
    List<LineChart.Expected> expected = course.expected().stream().filter(point -> Double.isFinite(point.value()))
        .map(point -> new LineChart.Expected(at(point), point.value(), point.value(), point.value())).toList();
    return new LineChart(what(said, course), ZoneOffset.UTC, measured, expected, limit(course));
  }

  private static Instant at(Course.Point point) {
    return Instant.ofEpochSecond(point.second());
  }

  private static @Nullable Double limit(Course course) {
    return Double.isFinite(course.limit()) ? course.limit() : null;
  }

  /** Of a whole server a reason names the metric that is drawn, see {@link Lookout#course}. */
  private static String what(Forecast said, Course course) {
    String first = !said.metric().isEmpty() || said.reasons().isEmpty() ? said.metric() : said.reasons().get(0).split(" ", 2)[0];
    String metric = course.metric().isEmpty() ? first : course.metric();
    return metric.isEmpty() ? said.server() : metric + " of " + said.server();
  }

  private static String words(Forecast said, Course course) {
    StringBuilder words = new StringBuilder(what(said, course)).append(" over the day until ").append(TIME.format(said.at()));
    if (!course.actual().isEmpty()) {
      words.append(number(", at the end %.4g", course.actual().get(course.actual().size() - 1).value()));
    }
    if (said.answer().equals("crosses")) {
      words.append(", expected at its limit ").append(TIME.format(said.expectedAt()));
    }
    return words.append(limit(course) == null ? "" : number("; the limit is %.4g", course.limit())).toString();
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}

package dev.signalbox.forecast.watch;

import java.util.List;

/**
 * What a small chart shows of a metric.
 *
 * @param metric that is shown; empty where the forecast's own words name it first
 * @param actual the last day, by half hours
 * @param expected from now on
 * @param limit in the metric's own unit; NaN without one
 */
public record Course(String metric, List<Point> actual, List<Point> expected, double limit) {

  public Course(List<Point> actual, List<Point> expected, double limit) {
    this("", actual, expected, limit);
  }

  public Course {
    actual = List.copyOf(actual);
    expected = List.copyOf(expected);
  }

  /** @param second since 1970 */
  public record Point(long second, double value) {}
}

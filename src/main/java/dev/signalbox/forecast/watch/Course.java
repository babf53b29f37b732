package dev.signalbox.forecast.watch;

import java.util.List;

/**
 * What a small chart shows of a metric.
 *
 * @param actual the last day, by half hours
 * @param expected from now on
 * @param limit in the metric's own unit; NaN without one
 */
public record Course(List<Point> actual, List<Point> expected, double limit) {

  public Course {
    actual = List.copyOf(actual);
    expected = List.copyOf(expected);
  }

  /** @param second since 1970 */
  public record Point(long second, double value) {}
}

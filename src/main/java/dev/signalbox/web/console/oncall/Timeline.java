package dev.signalbox.web.console.oncall;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows above each other on the same days.
 *
 * @param label what a screen reader says of it
 * @param now where the present is; null if it is not shown
 */
public record Timeline(String label, List<Heading> days, @Nullable Place now, List<Row> rows) {

  /**
   * A day above the rows.
   *
   * @param kind classes of the style sheet: {@code today}, {@code weekend}, {@code monday}, {@code odd}
   * @param month set on the first day and on the first of a month
   * @param odd {@code 23 h} where the clock is changed; null elsewhere
   */
  public record Heading(
      Place place, String kind, String weekday, int number, @Nullable String month, @Nullable String odd,
      String hint) {}
}

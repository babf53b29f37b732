package dev.signalbox.web.console.oncall;

import java.util.List;

/**
 * One row of the calendar.
 *
 * @param kind {@code result}, {@code overrides} or {@code layer}
 * @param people how many of them stand below each other at most
 * @param lanes below each other; the bars of one do not overlap
 */
public record Row(String kind, String label, int people, List<List<Bar>> lanes) {

  /** What the style sheet knows as a height. */
  private static final int TALLEST = 8;

  /** The classes of the row. */
  public String classes() {
    return kind + " tall-" + Math.min(Math.max(people, 1), TALLEST);
  }
}

package dev.signalbox.oncall.ical;

import java.util.ArrayList;
import java.util.List;

/** Collects what could not be read, in sentences. Only the first ones are kept: a broken file has thousands. */
final class Warnings {

  private static final int KEPT = 100;
  private static final int LONGEST_VALUE = 80;

  private final List<String> kept = new ArrayList<>();
  private int more;

  /** @param line from 1 */
  void add(int line, String sentence, Object... values) {
    if (kept.size() < KEPT) {
      kept.add("line %d: %s".formatted(line, sentence.formatted(values)));
    } else {
      more++;
    }
  }

  /** A value of the calendar as it may stand in a sentence: one line, not long. */
  static String quoted(String value) {
    String line = value.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    boolean fits = line.codePointCount(0, line.length()) <= LONGEST_VALUE;
    return "'" + (fits ? line : line.substring(0, line.offsetByCodePoints(0, LONGEST_VALUE)) + "…") + "'";
  }

  List<String> all() {
    List<String> all = new ArrayList<>(kept);
    if (more > 0) {
      all.add("and %d more".formatted(more));
    }
    return all;
  }
}

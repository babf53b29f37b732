package dev.signalbox.document;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Guesses what somebody meant to write: the known word fewest edits away, if that is about a third of it or less. */
public final class Closest {

  private Closest() {}

  /** {@code " (did you mean 'anna'?)"}, or the empty string. */
  public static String hint(String written, Collection<String> known) {
    return to(written, known).map(" (did you mean '%s'?)"::formatted).orElse("");
  }

  static Optional<String> to(String written, Collection<String> known) {
    return known.stream()
        .filter(word -> edits(written, word) <= (word.length() + 1) / 3)
        .min(Comparator.<String>comparingInt(word -> edits(written, word)).thenComparing(word -> word));
  }

  /** Levenshtein's distance, case ignored. */
  private static int edits(String left, String right) {
    String a = left.toLowerCase(java.util.Locale.ROOT);
    String b = right.toLowerCase(java.util.Locale.ROOT);
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int swap = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(swap, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}

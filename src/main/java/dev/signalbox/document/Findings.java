package dev.signalbox.document;

import dev.signalbox.Finding;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Collects what is wrong while files are read. A reader that complains goes on with any harmless value, because {@link
 * #throwIfAny} refuses the whole afterwards.
 */
public final class Findings {

  private static final Comparator<Finding> BY_PLACE =
      Comparator.comparing(Finding::file).thenComparingInt(Finding::line).thenComparing(Finding::message);

  /** Sorted and without repeats: an alias ({@code *weekdays}) is read once for each use, but written once. */
  private final Set<Finding> all = new TreeSet<>(BY_PLACE);

  public void add(String file, int line, String message) {
    all.add(new Finding(file, line, message));
  }

  public List<Finding> all() {
    return List.copyOf(all);
  }

  public void throwIfAny() {
    if (!all.isEmpty()) {
      throw new LoadException(all());
    }
  }
}

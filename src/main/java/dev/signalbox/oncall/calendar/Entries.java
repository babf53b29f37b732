package dev.signalbox.oncall.calendar;

import dev.signalbox.oncall.Assignment;
import dev.signalbox.oncall.Interval;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Gathers a calendar entry by entry. The other side may say anything: what is no entry becomes a warning, and a
 * calendar beyond all measure a failure, because half a rota is a wrong one.
 */
public final class Entries {

  /** A handoff every hour, in a window of more than two years. */
  public static final int MOST = 20_000;

  private static final int MOST_WARNINGS = 20;
  private static final int LONGEST_NAME = 200;
  private static final int LONGEST_LINE = 300;
  private static final int HIGHEST_LEVEL = 9;
  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cs}\\u2028\\u2029]");
  private static final Comparator<Assignment> ORDER =
      Comparator.comparing(Assignment::start).thenComparing(Assignment::end)
          .thenComparing(Assignment::participant).thenComparing(Assignment::level);

  private final Interval window;
  private final TreeSet<Assignment> assignments = new TreeSet<>(ORDER);
  private final Set<String> warnings = new LinkedHashSet<>();
  private int unsaid;

  public Entries(Interval window) {
    this.window = window;
  }

  /**
   * Takes one entry.
   *
   * @param what for a warning, e.g. {@code row 3}
   * @param start null: ever since
   * @param end null: until further notice
   * @throws SourceFailure if there are too many
   */
  public void add(
      String what, @Nullable Instant start, @Nullable Instant end, @Nullable String participant, int level) {
    Instant from = start == null ? window.start() : start;
    Instant to = end == null ? window.end() : end;
    String name = participant == null ? "" : participant.strip();
    if (to.isBefore(from)) {
      warn("%s ends before it starts; left out".formatted(what));
    } else if (name.isEmpty()) {
      warn("%s names nobody; left out".formatted(what));
    } else if (name.length() > LONGEST_NAME || UNPRINTABLE.matcher(name).find()) {
      warn("%s: '%s' cannot be a name; left out".formatted(what, name.substring(0, Math.min(name.length(), 40))));
    } else if (level < 0 || level > HIGHEST_LEVEL) {
      warn("%s has the level %d; levels are 0 to %d; left out".formatted(what, level, HIGHEST_LEVEL));
    } else {
      add(new Assignment(from, to, name, level));
    }
  }

  /** As {@link #add(String, Instant, Instant, String, int)}, for what has been read already. */
  public void addAll(Collection<Assignment> read) {
    read.forEach(one -> add("an entry", one.start(), one.end(), one.participant(), one.level()));
  }

  private void add(Assignment one) {
    if (one.start().isBefore(one.end()) && one.overlaps(window.start(), window.end())) {
      assignments.add(one);
    }
    if (assignments.size() > MOST) {
      throw new SourceFailure("the calendar has more than %d entries".formatted(MOST));
    }
  }

  /** Notes what was left out, on one line. Beyond the first 20 they are only counted. */
  public void warn(String warning) {
    if (warnings.size() < MOST_WARNINGS) {
      warnings.add(line(warning));
    } else {
      unsaid++;
    }
  }

  /** @param tag see {@link Reading#tag} */
  public Reading reading(String tag) {
    Set<String> all = new LinkedHashSet<>(warnings);
    if (unsaid > 0) {
      all.add("and %d more".formatted(unsaid));
    }
    if (assignments.isEmpty()) {
      all.add("nobody is on call in it from %s to %s".formatted(window.start(), window.end()));
    }
    return new Reading(List.copyOf(assignments), List.copyOf(all), tag);
  }

  static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  static String line(String text) {
    String cut = text.length() <= LONGEST_LINE ? text : text.substring(0, LONGEST_LINE) + "…";
    return UNPRINTABLE.matcher(cut).replaceAll("?");
  }
}

package dev.signalbox.web.console;

import dev.signalbox.silence.Matcher;
import dev.signalbox.silence.Wish;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands in the fields of the form; nothing is the empty text.
 *
 * @param matchers one to a line
 * @param length of time, {@code 4h}; empty if {@code until} says it
 * @param from as a field for date and time holds it, in UTC
 * @param until as {@code from}
 * @param seen what the reader has seen a preview of
 * @param key makes pressing the button twice one silence
 */
public record SilenceForm(
    String matchers, String length, String from, String until, String comment, String seen, String key) {

  public static final List<String> LENGTHS = List.of("1h", "2h", "4h", "8h", "12h", "1d", "3d", "7d");

  public SilenceForm(
      @Nullable String matchers,
      @Nullable String length,
      @Nullable String from,
      @Nullable String until,
      @Nullable String comment,
      @Nullable String seen,
      @Nullable String key) {
    this.matchers = orEmpty(matchers);
    this.length = orEmpty(length);
    this.from = orEmpty(from);
    this.until = orEmpty(until);
    this.comment = orEmpty(comment);
    this.seen = orEmpty(seen);
    this.key = orEmpty(key);
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  /** @throws IllegalArgumentException naming the matcher that cannot be read */
  Wish wish() {
    List<Matcher> all = matchers.lines().filter(line -> !line.isBlank()).map(Matcher::parse).toList();
    return new Wish(all, instant(from), length.isBlank() ? instant(until) : length, comment);
  }

  private static String instant(String field) {
    return field.isBlank() || field.endsWith("Z") ? field : field + "Z";
  }

  /** All that a preview depends on. */
  public String said() {
    return String.join("|", matchers.strip(), length, from, until);
  }

  public List<String> lengths() {
    return LENGTHS;
  }
}

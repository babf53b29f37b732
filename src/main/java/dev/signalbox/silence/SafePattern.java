package dev.signalbox.silence;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/**
 * A regular expression that matches a whole text, line breaks included. RE2 follows all ways at once, so no expression is slow: the
 * time is the length of the text times the size of the expression, which are both bounded here. What cannot be done so
 * (backreferences, looking ahead or behind) is refused.
 */
final class SafePattern {

  /** A longer text matches nothing. */
  static final int LONGEST_TEXT = 4_096;
  private static final int LONGEST = 500;
  private static final int MOST_STEPS = 1_000;

  private final Pattern pattern;

  private SafePattern(Pattern pattern) {
    this.pattern = pattern;
  }

  /** @throws IllegalArgumentException with the end of a sentence, for what is no expression or too large a one */
  static SafePattern of(String expression) {
    if (expression.length() > LONGEST) {
      throw new IllegalArgumentException("it has %d characters; write at most %d".formatted(expression.length(), LONGEST));
    }
    try {
      Pattern pattern = Pattern.compile(expression, Pattern.DOTALL);
      if (pattern.programSize() > MOST_STEPS) {
        throw new IllegalArgumentException("it is too large when its repetitions are written out; make it simpler");
      }
      return new SafePattern(pattern);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "%s; it is read as RE2, without looking ahead or behind and without backreferences".formatted(problem(e)), e);
    }
  }

  private static String problem(PatternSyntaxException e) {
    if (String.valueOf(e.getMessage()).contains("stack underflow")) {
      return "unexpected )"; // its name for one that closes nothing
    }
    String where = e.getPattern() == null ? "" : e.getPattern().replaceFirst("^\\Q(?s)\\E", ""); // which DOTALL puts there
    return where.isEmpty() ? e.getDescription() : "%s in %s".formatted(e.getDescription(), Matcher.cut(where));
  }

  boolean matches(String text) {
    return text.length() <= LONGEST_TEXT && pattern.matches(text);
  }
}

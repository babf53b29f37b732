package dev.signalbox.channel;

/**
 * Text from outside, made harmless for a place that shows it: no control characters, no bidirectional overrides (they
 * make text read differently from what it says), no lone surrogates, no more than fits.
 */
public final class Text {

  private Text() {}

  /** On one line: every run of line breaks, tabs and other controls becomes one space. */
  public static String line(String text) {
    return clean(text, false).strip();
  }

  /** Line feeds stay, carriage returns and the other controls go. */
  public static String lines(String text) {
    return clean(text, true);
  }

  /** At most {@code max} UTF-16 units, the last one an ellipsis if anything is missing; never half a code point. */
  public static String cut(String text, int max) {
    if (text.length() <= max) {
      return text;
    }
    int end = max - 1;
    if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, Math.max(end, 0)) + "…";
  }

  public static String line(String text, int max) {
    // the first cut saves the work on megabytes that nobody will see
    return cut(line(cut(text, max * 4 + 16)), max);
  }

  private static String clean(String text, boolean keepLineFeeds) {
    StringBuilder out = null;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      int width = Character.charCount(c);
      boolean fine = c >= ' ' && c < 0x7f || keepLineFeeds && c == '\n' || c > 0x9f && harmless(c);
      if (!fine && out == null) {
        out = new StringBuilder(text.length()).append(text, 0, i);
      }
      if (out != null) {
        if (fine) {
          out.appendCodePoint(c);
        } else if (breaks(c) && !(keepLineFeeds && c == '\r') && !endsWithSpace(out)) {
          out.append(' ');
        }
      }
      i += width;
    }
    return out == null ? text : out.toString();
  }

  private static boolean endsWithSpace(StringBuilder out) {
    return !out.isEmpty() && out.charAt(out.length() - 1) == ' ';
  }

  private static boolean breaks(int c) {
    return c < ' ' || c == 0x85 || c == 0x2028 || c == 0x2029;
  }

  private static boolean harmless(int c) {
    return switch (Character.getType(c)) {
      case Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.UNASSIGNED -> false;
      // the zero-width joiner builds emoji, the other format characters hide or reorder
      case Character.FORMAT -> c == 0x200d;
      default -> true;
    };
  }
}

package dev.signalbox.web;

import org.jspecify.annotations.Nullable;

/**
 * Foreign text made harmless to look at. Not an escaper: HTML and JSON are escaped by whoever writes them. This takes
 * away what escaping leaves: terminal control sequences, line breaks where one line is meant, characters that turn
 * the reading direction so that a name shows as another one, and length.
 */
public final class Words {

  private static final int LONGEST = 1024;

  private Words() {}

  /** On one line, at most 1 KB; what was cut is told by the full length, as in {@code abc…(10485760)}. */
  public static String line(@Nullable String text) {
    return clean(text, LONGEST, false);
  }

  /** Line breaks and tabs are kept; at most {@code longest} characters. */
  public static String block(@Nullable String text, int longest) {
    return clean(text, longest, true);
  }

  private static String clean(@Nullable String text, int longest, boolean lines) {
    if (text == null) {
      return "";
    }
    int end = Math.min(text.length(), longest);
    if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    StringBuilder clean = new StringBuilder(end + 16);
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      if (c == '\n' || c == '\t' || c == '\r') {
        clean.append(lines ? c : ' ');
      } else if (Character.isISOControl(c)) {
        clean.append('\uFFFD');
      } else if (!turnsOrHides(c)) {
        clean.append(c);
      }
    }
    if (end < text.length()) {
      clean.append("…(").append(text.length()).append(')');
    }
    return clean.toString();
  }

  /** Bidirectional controls, zero-width characters, line and paragraph separator. */
  private static boolean turnsOrHides(char c) {
    return (c >= '\u202A' && c <= '\u202E') || (c >= '\u2066' && c <= '\u2069') || (c >= '\u200B' && c <= '\u200F')
        || c == '\u2028' || c == '\u2029' || c == '\uFEFF' || c == '\u061C';
  }
}

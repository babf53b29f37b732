package dev.signalbox.camel.routes;

import dev.signalbox.Finding;
import java.util.List;
import java.util.Locale;

/** A rule's query reads, and is one statement. The database enforces that too; here it is said with file and line. */
final class QueryCheck {

  private QueryCheck() {}

  static List<Finding> check(String path, String sql) {
    String bare = withoutCommentsAndTexts(sql);
    String start = bare.strip().toLowerCase(Locale.ROOT);
    if (start.isEmpty()) {
      return List.of(new Finding(path, 1, "the query is empty"));
    }
    if (!start.matches("(?s)(select|with|values|table)\\b.*")) {
      return List.of(new Finding(path, line(bare, firstWord(bare)), "a query begins with SELECT or WITH"));
    }
    int semicolon = bare.indexOf(';');
    if (semicolon >= 0 && !bare.substring(semicolon + 1).isBlank()) {
      return List.of(new Finding(path, line(bare, semicolon), "a query is one statement; remove what follows the semicolon"));
    }
    return List.of();
  }

  private static int firstWord(String bare) {
    int i = 0;
    while (i < bare.length() && Character.isWhitespace(bare.charAt(i))) {
      i++;
    }
    return i;
  }

  private static int line(String text, int index) {
    return 1 + (int) text.substring(0, index).chars().filter(c -> c == '\n').count();
  }

  /** Blanks, so that lines and places stay. */
  private static String withoutCommentsAndTexts(String sql) {
    StringBuilder bare = new StringBuilder(sql);
    int i = 0;
    while (i < bare.length()) {
      if (bare.indexOf("--", i) == i) {
        i = blank(bare, i, endOf(bare, "\n", i));
      } else if (bare.indexOf("/*", i) == i) {
        i = blank(bare, i, endOf(bare, "*/", i + 2));
      } else if (bare.charAt(i) == '\'' || bare.charAt(i) == '"') {
        i = blank(bare, i, endOf(bare, String.valueOf(bare.charAt(i)), i + 1));
      } else {
        i++;
      }
    }
    return bare.toString();
  }

  private static int endOf(StringBuilder text, String mark, int from) {
    int end = text.indexOf(mark, from);
    return end < 0 ? text.length() : end + mark.length();
  }

  private static int blank(StringBuilder text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text.charAt(i) != '\n') {
        text.setCharAt(i, ' ');
      }
    }
    return to;
  }
}

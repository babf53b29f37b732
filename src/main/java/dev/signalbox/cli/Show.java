package dev.signalbox.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Answers as text for a terminal. Foreign text cannot steer the terminal: control characters are taken out. */
final class Show {

  private static final int WIDEST = 60;
  private static final Set<Integer> INVISIBLE =
      Set.of((int) Character.FORMAT, (int) Character.LINE_SEPARATOR, (int) Character.PARAGRAPH_SEPARATOR);

  private Show() {}

  static String line(String text) {
    return clean(text, false);
  }

  static String block(String text) {
    return clean(text, true);
  }

  private static String clean(String text, boolean lines) {
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints().forEach(c -> {
      int type = Character.getType(c);
      if (c == '\n' || c == '\t') {
        clean.append(lines ? (char) c : ' ');
      } else if (c == '\r') {
        clean.append(' ');
      } else if (Character.isISOControl(c) || type == Character.SURROGATE) {
        clean.append('\uFFFD');
      } else if (!INVISIBLE.contains(type)) {
        clean.appendCodePoint(c);
      }
    });
    return clean.toString();
  }

  /** Columns as wide as their widest value, at most 60 characters, two blanks between; the first row is the heading. */
  static String table(List<List<String>> rows) {
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    List<List<String>> cut = new ArrayList<>();
    for (List<String> row : rows) {
      List<String> cells = row.stream().map(Show::line).map(Show::cut).toList();
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], cells.get(i).length());
      }
      cut.add(cells);
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : cut) {
      StringBuilder one = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        one.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
      }
      text.append(one.toString().stripTrailing()).append('\n');
    }
    return text.toString().stripTrailing();
  }

  /** The texts of these fields, as a row of a table. */
  static List<String> row(JsonNode node, String... names) {
    return Arrays.stream(names).map(name -> field(node, name)).toList();
  }

  /** The text of a field; empty if it is null or missing. */
  static String field(JsonNode node, String name) {
    JsonNode value = node.path(name);
    return value.isMissingNode() || value.isNull() ? "" : value.asText();
  }

  /** Every field that has a simple value, one to a line, names aligned. */
  static String fields(JsonNode node, String... names) {
    StringBuilder text = new StringBuilder();
    for (String name : names) {
      String value = field(node, name);
      if (!value.isEmpty()) {
        text.append("%-16s%s%n".formatted(name, line(value)));
      }
    }
    return text.toString().stripTrailing();
  }

  private static String cut(String text) {
    return text.length() <= WIDEST ? text : text.substring(0, WIDEST - 1) + "…";
  }
}

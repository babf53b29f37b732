package dev.signalbox.camel.routes;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of the columns that a query returns, as far as its text says them; the database is not asked. */
final class SelectColumns {

  /** A word, a quoted name, a text, a number, a cast, or one character of anything else. */
  private static final Pattern TOKEN = Pattern.compile(
      "\\s+|--[^\\n]*|/\\*(?s:.*?)\\*/|'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|[\\p{L}_][\\p{L}\\p{N}_$]*|\\d[\\d.]*|::|.", Pattern.DOTALL);
  private static final Set<String> END = Set.of(
      "from", "where", "group", "having", "window", "union", "intersect", "except", "order", "limit", "offset", "fetch", "for", ";");

  private SelectColumns() {}

  /** Empty if that cannot be said: for a star, say, or an expression that has no name of its own. */
  static Optional<Set<String>> of(String sql) {
    List<List<String>> items = items(sql);
    Set<String> names = new LinkedHashSet<>();
    for (List<String> item : items) {
      Optional<String> name = name(item);
      if (name.isEmpty()) {
        return Optional.empty();
      }
      names.add(name.get());
    }
    return names.isEmpty() ? Optional.empty() : Optional.of(names);
  }

  /** What stands between the commas after the first SELECT that is in no parentheses; these are left out, with what is in them. */
  private static List<List<String>> items(String sql) {
    List<List<String>> items = new ArrayList<>();
    List<String> item = new ArrayList<>();
    boolean selecting = false;
    int depth = 0;
    String before = "";
    Matcher tokens = TOKEN.matcher(sql);
    while (tokens.find()) {
      String token = tokens.group();
      if (token.isBlank() || token.startsWith("--") || token.startsWith("/*")) {
        continue;
      }
      String word = token.toLowerCase(Locale.ROOT);
      if (word.equals("(") || word.equals("[")) {
        item.add(depth++ == 0 ? "()" : "");
      } else if (word.equals(")") || word.equals("]")) {
        depth--;
      } else if (depth > 0) {
        continue;
      } else if (!selecting) {
        selecting = word.equals("select");
        item.clear();
      } else if (END.contains(word) && !before.equals("distinct")) { // IS DISTINCT FROM
        break;
      } else if (word.equals(",")) {
        items.add(item);
        item = new ArrayList<>();
      } else {
        item.add(token);
      }
      before = word;
    }
    if (selecting) {
      items.add(item);
    }
    items.forEach(it -> it.removeIf(String::isEmpty));
    items.stream().findFirst().ifPresent(SelectColumns::withoutDistinct);
    return items;
  }

  /** {@code DISTINCT}, {@code DISTINCT ON (…)} and {@code ALL} belong to no column. */
  private static void withoutDistinct(List<String> first) {
    if (!first.isEmpty() && first.get(0).equalsIgnoreCase("all")) {
      first.remove(0);
    } else if (!first.isEmpty() && first.get(0).equalsIgnoreCase("distinct")) {
      boolean on = first.size() > 2 && first.get(1).equalsIgnoreCase("on");
      first.subList(0, on ? 3 : 1).clear();
    }
  }

  private static Optional<String> name(List<String> item) {
    int last = item.size() - 1;
    if (last < 0 || !isName(item.get(last))) {
      return Optional.empty();
    }
    boolean named = last > 0 && item.get(last - 1).equalsIgnoreCase("as");
    boolean column = true;
    for (int i = 0; i < last; i++) {
      column &= i % 2 == 0 ? isName(item.get(i)) : item.get(i).equals(".");
    }
    return named || column && last % 2 == 0 ? Optional.of(plain(item.get(last))) : Optional.empty();
  }

  private static boolean isName(String token) {
    return token.startsWith("\"") || Character.isLetter(token.charAt(0)) || token.startsWith("_");
  }

  private static String plain(String name) {
    return name.startsWith("\"")
        ? name.substring(1, name.length() - 1).replace("\"\"", "\"") : name.toLowerCase(Locale.ROOT);
  }
}

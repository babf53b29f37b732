package dev.signalbox.sandbox;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An encoded query, {@code correlation_id=42^ORDERBYsys_created_on}. As in ServiceNow, a condition with an unknown column or
 * operator is dropped without a word, so that a typing mistake finds every row.
 */
record ServiceNowQuery(List<String> conditions, int limit, int offset) {

  private static final Pattern CONDITION = Pattern.compile("(\\w+?)(!=|=|LIKE|STARTSWITH|RELATIVEGT|IN)(.*)", Pattern.DOTALL);

  static ServiceNowQuery of(Map<String, String> parameters) {
    return new ServiceNowQuery(
        List.of(parameters.getOrDefault("sysparm_query", "").split("\\^")),
        number(parameters.getOrDefault("sysparm_limit", ""), 10_000),
        number(parameters.getOrDefault("sysparm_offset", ""), 0));
  }

  private static int number(String text, int otherwise) {
    return text.matches("\\d{1,8}") ? Integer.parseInt(text) : otherwise;
  }

  /** What a query asks of one column by {@code =}. */
  static Optional<String> value(Map<String, String> parameters, String column) {
    return of(parameters).conditions().stream()
        .filter(condition -> condition.startsWith(column + "="))
        .map(condition -> condition.substring(column.length() + 1))
        .findFirst();
  }

  List<Map<String, String>> select(List<Map<String, String>> rows) {
    List<Map<String, String>> found = new ArrayList<>(rows.stream().filter(this::matches).toList());
    for (String condition : conditions) {
      if (condition.startsWith("ORDERBY")) {
        boolean descending = condition.startsWith("ORDERBYDESC");
        String column = condition.substring(descending ? 11 : 7);
        Comparator<Map<String, String>> order = Comparator.comparing(row -> row.getOrDefault(column, ""));
        found.sort(descending ? order.reversed() : order);
      }
    }
    return found.stream().skip(offset).limit(limit).toList();
  }

  private boolean matches(Map<String, String> row) {
    return conditions.stream().allMatch(condition -> matches(row, condition));
  }

  private static boolean matches(Map<String, String> row, String condition) {
    Matcher matcher = CONDITION.matcher(condition);
    if (!matcher.matches() || !row.containsKey(matcher.group(1))) {
      return true;
    }
    String value = row.get(matcher.group(1));
    String wanted = matcher.group(3);
    return switch (matcher.group(2)) {
      case "=" -> value.equalsIgnoreCase(wanted);
      case "!=" -> !value.equalsIgnoreCase(wanted);
      case "LIKE" -> value.contains(wanted);
      case "STARTSWITH" -> value.startsWith(wanted);
      case "RELATIVEGT" -> ServiceNowIncident.isWithin(value, wanted);
      default -> List.of(wanted.split(",")).contains(value);
    };
  }
}

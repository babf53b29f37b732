package dev.signalbox.sandbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The JQL that a ticket's maker needs: comparisons of project, key, id, labels, status, statusCategory, issuetype and assignee with
 * {@code = != in not in}, and {@code updated >= -7m}, joined by AND, and an ORDER BY, which is always taken as "oldest first".
 */
final class Jql {

  private static final Pattern TOKEN = Pattern.compile("\"((?:\\\\.|[^\"\\\\])*)\"|'((?:\\\\.|[^'\\\\])*)'|(!=|>=|=|[(),])|([^\\s=!>(),\"']+)");

  private record Token(String text, boolean quoted) {
    boolean is(String word) {
      return !quoted && text.equalsIgnoreCase(word);
    }
  }

  private final List<Token> tokens = new ArrayList<>();
  private final String jql;
  private int at;
  private int clauses;

  private Jql(String jql) {
    this.jql = jql;
    Matcher matcher = TOKEN.matcher(jql);
    while (matcher.find()) {
      String quoted = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
      tokens.add(quoted != null
          ? new Token(quoted.replaceAll("\\\\(.)", "$1"), true)
          : new Token(matcher.group(), false));
    }
  }

  /** @param bounded whether there is any restriction, as Cloud demands */
  record Query(Predicate<JiraIssue> matches, boolean bounded) {}

  /** @throws IllegalArgumentException with what Jira would say */
  static Query parse(String jql) {
    Jql parser = new Jql(jql);
    Predicate<JiraIssue> matches = parser.conditions();
    return new Query(matches, parser.clauses > 0);
  }

  private Predicate<JiraIssue> conditions() {
    Predicate<JiraIssue> all = issue -> true;
    while (at < tokens.size() && !tokens.get(at).is("order")) {
      all = all.and(condition());
      clauses++;
      if (at < tokens.size() && !tokens.get(at).is("order")) {
        if (!tokens.get(at).is("and")) {
          throw new IllegalArgumentException("Error in the JQL Query: Expecting either 'AND' or 'ORDER BY' but got '%s'."
              .formatted(tokens.get(at).text()));
        }
        at++;
      }
    }
    return all;
  }

  private Predicate<JiraIssue> condition() {
    String field = next().text().toLowerCase(Locale.ROOT);
    Token operator = next();
    if (field.equals("updated") && operator.text().equals(">=")) {
      return updated(next().text());
    }
    boolean not = operator.text().equals("!=") || operator.is("not");
    boolean list = operator.is("in") || (operator.is("not") && next().is("in"));
    if (!list && !operator.text().equals("=") && !operator.text().equals("!=")) {
      throw new IllegalArgumentException("Error in the JQL Query: the operator '%s' is not known.".formatted(operator.text()));
    }
    List<String> values = list ? list() : List.of(next().text());
    Predicate<JiraIssue> any = issue -> values(issue, field).stream()
        .anyMatch(value -> values.stream().anyMatch(value::equalsIgnoreCase));
    values(field); // an unknown field is an error even if there is no issue
    return not ? any.negate() : any;
  }

  private static Predicate<JiraIssue> updated(String ago) {
    if (!ago.matches("-\\d{1,6}m")) {
      throw new IllegalArgumentException("Date value '%s' for field 'updated' is invalid.".formatted(ago));
    }
    Instant since = Instant.now().minusSeconds(60L * Integer.parseInt(ago.substring(1, ago.length() - 1)));
    return issue -> !issue.updated().isBefore(since);
  }

  private List<String> list() {
    List<String> values = new ArrayList<>();
    if (!next().is("(")) {
      throw new IllegalArgumentException("Error in the JQL Query: Expecting '(' after 'in'.");
    }
    for (Token token = next(); !token.is(")"); token = next()) {
      if (!token.is(",")) {
        values.add(token.text());
      }
    }
    return values;
  }

  private Token next() {
    if (at >= tokens.size()) {
      throw new IllegalArgumentException("Error in the JQL Query: '%s' ends too early.".formatted(jql));
    }
    return tokens.get(at++);
  }

  private static void values(String field) {
    if (!List.of("project", "key", "issuekey", "id", "labels", "status", "statuscategory", "issuetype", "type", "assignee").contains(field)) {
      throw new IllegalArgumentException("Field '%s' does not exist or you do not have permission to view it.".formatted(field));
    }
  }

  private static List<String> values(JiraIssue issue, String field) {
    return switch (field) {
      case "project" -> List.of(issue.key().substring(0, issue.key().indexOf('-')));
      case "key", "issuekey" -> List.of(issue.key());
      case "id" -> List.of(String.valueOf(issue.id()), issue.key());
      case "labels" -> issue.labels();
      case "status" -> List.of(issue.status());
      case "statuscategory" -> List.of(
          issue.status(), JiraWorkflow.category(issue.status()), JiraWorkflow.json(issue.status()).at("/statusCategory/name").asText());
      case "issuetype", "type" -> List.of(issue.fields().at("/issuetype/name").asText());
      default -> issue.assignee() == null ? List.of("empty") : List.of(issue.assignee());
    };
  }
}

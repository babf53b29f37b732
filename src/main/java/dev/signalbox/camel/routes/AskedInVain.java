package dev.signalbox.camel.routes;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.Finding;
import dev.signalbox.camel.OnCallQuestion;
import dev.signalbox.document.Closest;
import dev.signalbox.escalation.OnCallPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What rules ask for that is not there, so that the hub goes on without it: columns that the query does not return, and
 * escalations that nobody climbs. No reason not to run a rule, but somebody has to hear of it.
 */
public final class AskedInVain {

  private static final String SOURCE = "kamelet:incident-source";
  private static final String CLIMBS = "kamelet:escalation-source";
  /** The whole of a rule. */
  private static final String RULE = "rule";

  private final Map<String, String> files;
  private final Map<String, YamlTree> rules = new TreeMap<>();
  private final List<Finding> findings = new ArrayList<>();

  private AskedInVain(Map<String, String> files) {
    this.files = files;
    files.forEach((path, text) -> {
      if (path.endsWith(".camel.yaml")) {
        YamlTree.parse(path, text, new ArrayList<>()).ifPresent(tree -> rules.put(path, tree));
      }
    });
  }

  /** As {@code validate} sees it: the columns are those that the text of the query names, where it names them all. */
  static List<Finding> of(Map<String, String> files) {
    return new AskedInVain(files).look(null, Map.of());
  }

  /**
   * As a running hub sees it.
   *
   * @param plan as it is in force; it may have been edited since the rules were loaded
   * @param columns of the rows that rules have had; where there were none, those that their queries name
   */
  public static List<Finding> of(Path routes, OnCallPlan plan, Map<String, Set<String>> columns) {
    return new AskedInVain(new RouteFolder(routes).list().texts()).look(plan, columns);
  }

  private List<Finding> look(@Nullable OnCallPlan plan, Map<String, Set<String>> columns) {
    boolean climbed = rules.values().stream().anyMatch(tree -> routes(tree).stream()
        .anyMatch(route -> tree.root().at(route + "/from/uri").asText().startsWith(CLIMBS)));
    rules.forEach((path, tree) -> routes(tree).forEach(route -> {
      JsonNode from = tree.root().at(route + "/from");
      List<EndpointUse> uses = EndpointUse.in(from.path("steps"), route + "/from/steps");
      for (EndpointUse use : uses) {
        escalation(path, tree, use, climbed, plan);
      }
      if (from.path("uri").asText().startsWith(SOURCE)) {
        JsonNode parameters = from.path("parameters");
        Optional<Set<String>> known = Optional.ofNullable(columns.get(parameters.path(RULE).asText()))
            .or(() -> named(parameters.path("query").asText()));
        known.ifPresent(names -> columns(path, tree, route, parameters, uses, names));
      }
    }));
    return findings;
  }

  private static List<String> routes(YamlTree tree) {
    List<String> routes = new ArrayList<>();
    for (int i = 0; tree.root().isArray() && i < tree.root().size(); i++) {
      routes.add("/" + i + "/route");
    }
    return routes;
  }

  private void escalation(String path, YamlTree tree, EndpointUse use, boolean climbed, @Nullable OnCallPlan plan) {
    String escalation = use.text("escalation");
    if (!use.uri().equals("kamelet:on-call-action") || escalation.isEmpty()) {
      return;
    }
    int line = tree.line(use.at());
    if (plan != null) {
      new OnCallQuestion(use.text("schedule"), escalation, use.text("level"), use.text("levelColumn"), use.text("since"))
          .problems(plan).forEach(problem -> findings.add(new Finding(path, line, problem)));
    }
    if (!climbed) {
      findings.add(new Finding(path, line, "nobody after the first level of escalation '%s' is ever asked, because no rule begins with %s; "
          .formatted(escalation, CLIMBS) + "put back rules/escalation.camel.yaml"));
    }
  }

  private Optional<Set<String>> named(String query) {
    String text = query;
    if (query.startsWith("file:")) {
      int sql = query.lastIndexOf("/sql/");
      text = files.get(sql < 0 ? query.substring(query.lastIndexOf('/') + 1) : query.substring(sql + 1));
    }
    return text == null || text.isBlank() ? Optional.empty() : SelectColumns.of(text);
  }

  private void columns(
      String path, YamlTree tree, String route, JsonNode parameters, List<EndpointUse> uses, Set<String> known) {
    int key = tree.line(route + "/from/parameters/key");
    missing(parameters.path("key").asText(), known).forEach(column -> complain(path, key, "key", column, known, "no row can be read"));
    for (EndpointUse use : uses) {
      int line = tree.line(use.at());
      missing(use.text("groupBy"), known).stream().filter(column -> !column.equals(RULE)).forEach(column ->
          complain(path, line, "groupBy", column, known, "its incidents are told one by one"));
      missing(use.text("since"), known).forEach(column ->
          complain(path, line, "since", column, known, "the delays count from the opening"));
      missing(use.text("levelColumn"), known).forEach(column ->
          complain(path, line, "levelColumn", column, known, "each row begins at the same level"));
    }
  }

  private static List<String> missing(String written, Set<String> known) {
    return Arrays.stream(written.split(",")).map(String::strip)
        .filter(column -> !column.isEmpty() && !column.contains("{{") && known.stream().noneMatch(column::equalsIgnoreCase)).toList();
  }

  private void complain(String path, int line, String parameter, String column, Set<String> known, String therefore) {
    findings.add(new Finding(path, line, "%s names the column '%s', which the query does not return%s, so %s; it returns: %s".formatted(
        parameter, column, Closest.hint(column, known), therefore, String.join(", ", new TreeSet<>(known)))));
  }
}

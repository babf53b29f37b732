package dev.signalbox.camel.routes;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.Finding;
import dev.signalbox.report.ReportTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What only rules have to keep to: names that agree, a query that exists, somebody to tell. */
final class RuleCheck {

  /** Sinks of systems in which whatever is opened has to be closed: an announcement never is. */
  private static final Set<String> FOR_INCIDENTS =
      Set.of("pagerduty-sink", "ticket-sink", "jira-ticket-sink", "servicenow-ticket-sink");

  private static final Set<String> ANNOUNCING = Set.of(
      "report-source", "handoff-source", "maintenance-source", "silence-reminder-source", "forecast-source",
      "training-source");
  private static final List<String> QUERIES = List.of("query", "servers", "downtimes", "metrics");

  private RuleCheck() {}

  static void check(Map<String, String> files, String path, YamlTree tree, JsonNode route, String at, List<Finding> findings) {
    JsonNode from = route.path("from");
    boolean announces = ANNOUNCING.stream().anyMatch(source -> from.path("uri").asText().startsWith("kamelet:" + source));
    boolean report = from.path("uri").asText().startsWith("kamelet:report-source");
    boolean climbs = from.path("uri").asText().startsWith("kamelet:escalation-source");
    if (!announces && !climbs && !from.path("uri").asText().startsWith("kamelet:incident-source")) {
      return;
    }
    String id = route.path("id").asText();
    String below = at + "/from/parameters";
    String rule = from.path("parameters").path("rule").asText();
    if (!rule.isEmpty() && !rule.equals(id)) {
      findings.add(new Finding(path, tree.line(below + "/rule"), "the parameter rule is '%s', but the route's id is '%s'; they must be the same".formatted(rule, id)));
    }
    for (String query : QUERIES) {
      query(files, path, tree, from.path("parameters").path(query).asText(), below + "/" + query, findings);
    }
    every(path, tree, from.path("parameters").path("every").asText(), below + "/every", findings);
    if (report) {
      reportTime(path, tree, from.path("parameters"), below, findings);
    }
    List<EndpointUse> uses = EndpointUse.in(from.path("steps"), at + "/from/steps");
    if (announces) {
      uses.stream().filter(use -> FOR_INCIDENTS.contains(use.rest())).forEach(use -> findings.add(new Finding(
          path, tree.line(use.at()),
          "kamelet:%s takes incidents only: a notice never ends; use mail-sink or slack-sink".formatted(use.rest()))));
    }
    if (!climbs && !from.path("uri").asText().startsWith("kamelet:handoff-source")) {
      OnCallCheck.order(uses, path, tree, findings);
    }
    boolean tells = uses.stream().anyMatch(use -> use.step().equals("to") && !use.rest().equals("on-call-action"))
        || from.path("steps").toString().contains("\"bean\"");
    if (!tells) {
      findings.add(new Finding(path, tree.line(at + "/from/steps"), "the rule tells nobody; add a sink such as kamelet:slack-sink"));
    }
  }

  private static void query(Map<String, String> files, String path, YamlTree tree, String query, String at, List<Finding> findings) {
    if (query.isEmpty() || query.contains("{{")) {
      return;
    }
    if (!query.startsWith("file:")) {
      QueryCheck.check(path, query).forEach(finding -> findings.add(new Finding(path, tree.line(at), finding.message())));
      return;
    }
    int sql = query.lastIndexOf("/sql/");
    String file = sql < 0 ? query.substring(query.lastIndexOf('/') + 1) : query.substring(sql + 1);
    if (!files.containsKey(file)) {
      findings.add(new Finding(path, tree.line(at), "there is no query file '%s'; queries are files under routes/sql".formatted(query.substring("file:".length()))));
    } else {
      findings.addAll(QueryCheck.check(file, files.get(file)));
    }
  }

  private static void reportTime(String path, YamlTree tree, JsonNode given, String below, List<Finding> findings) {
    Map<String, String> usual = Map.of("at", "08:00", "zone", "UTC", "days", "daily");
    for (String key : usual.keySet()) {
      String value = withoutProperty(given.path(key).asText(usual.get(key)));
      Map<String, String> all = new HashMap<>(usual);
      all.put(key, value);
      try {
        ReportTime.of(all.get("at"), all.get("zone"), all.get("days"));
      } catch (IllegalArgumentException e) {
        findings.add(new Finding(path, tree.line(below + "/" + key), e.getMessage()));
      }
    }
  }

  /** The default of a property that may be set elsewhere: {@code {{rules.daily-report.at:08:00}}}. */
  private static String withoutProperty(String value) {
    return value.replaceAll("^\\{\\{[^:}]*:?(.*)}}$", "$1");
  }

  private static void every(String path, YamlTree tree, String every, String at, List<Finding> findings) {
    String fallback = withoutProperty(every);
    if (!fallback.isEmpty() && !fallback.matches("(\\d+|(\\d+h)?(\\d+m)?(\\d+s)?(\\d+ms)?)")) {
      findings.add(new Finding(path, tree.line(at), "every is '%s'; write a duration such as 30s, 5m or 1h".formatted(fallback)));
    } else if (fallback.matches("\\d{1,3}(ms)?|0+s")) {
      findings.add(new Finding(path, tree.line(at), "every is '%s'; poll once a second at the most".formatted(fallback)));
    }
  }
}

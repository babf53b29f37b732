package dev.signalbox.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Holds every request that a test sees against what its vendor publishes, where that lies beside the project; without it,
 * against nothing.
 */
final class VendorSchemas {

  private static final String JIRA = "jira/jira-cloud-v3.trimmed.openapi.json";
  private static final Map<String, JsonSchema> SCHEMAS = new ConcurrentHashMap<>();
  private static final Map<String, JsonNode> METHODS = new ConcurrentHashMap<>();

  /** Which part of Jira's document describes the body of a request, by method and path below the version. */
  private static final Map<String, String> JIRA_BODIES = new LinkedHashMap<>();

  static {
    JIRA_BODIES.put("POST /issue", "IssueUpdateDetails");
    JIRA_BODIES.put("PUT /issue/[^/]+", "IssueUpdateDetails");
    JIRA_BODIES.put("POST /issue/[^/]+/transitions", "IssueUpdateDetails");
    JIRA_BODIES.put("PUT /issue/[^/]+/assignee", "User");
    JIRA_BODIES.put("POST /issue/[^/]+/comment", "Comment");
    JIRA_BODIES.put("POST /search/jql", "SearchAndReconcileRequestBean");
  }

  private VendorSchemas() {}

  static void assertValid(Request request) {
    if (request.body() instanceof String json && SharedSchemas.areHere()) {
      switch (request.route()) {
        case "jira" -> jira(request, json);
        case "slack" -> slack(request, json);
        case "pagerduty" -> SharedSchemas.assertValid(schema("pagerduty", () -> SharedSchemas.openApi(
            "pagerduty/events-v2.openapi.json", "/paths/~1enqueue/post/requestBody/content/application~1json/schema")), json);
        default -> { }
      }
    }
  }

  private static JsonSchema schema(String key, Supplier<JsonSchema> load) {
    return SCHEMAS.computeIfAbsent(key, none -> load.get());
  }

  private static void jira(Request request, String json) {
    String version = "/rest/api/3";
    if (!String.valueOf(request.path()).startsWith(version)) {
      return; // Data Center publishes none
    }
    String call = request.method() + " " + request.path().substring(version.length());
    Optional<String> known = JIRA_BODIES.entrySet().stream().filter(one -> call.matches(one.getKey())).map(Map.Entry::getValue).findFirst();
    known.ifPresent(name -> SharedSchemas.assertValid(
        schema("jira " + name, () -> SharedSchemas.openApi(JIRA, "/components/schemas/" + name)), json));
    JsonNode body = Json.read(json).orElseThrow();
    for (String document : Set.of("/body", "/fields/description")) {
      if (body.at(document).isObject()) {
        SharedSchemas.assertValid(schema("adf", () -> SharedSchemas.schema("jira/adf.full.schema.json", VersionFlag.V4)), body.at(document).toString());
      }
    }
  }

  /** Slack publishes the names of a method's arguments; in JSON, what they call a string of JSON may be JSON itself. */
  private static void slack(Request request, String json) {
    JsonNode arguments = METHODS.computeIfAbsent(
        request.path().substring(1), method -> SharedSchemas.document("slack/methods/" + method + ".json").path("args"));
    Set<String> known = new TreeSet<>();
    arguments.path("properties").fieldNames().forEachRemaining(known::add);
    Set<String> sent = new TreeSet<>();
    Json.read(json).orElseThrow().fieldNames().forEachRemaining(sent::add);
    assertThat(known).as(request.path()).containsAll(sent);
    arguments.path("required").forEach(name -> assertThat(name.asText().equals("token") || sent.contains(name.asText()))
        .as("%s needs %s", request.path(), name).isTrue());
  }
}

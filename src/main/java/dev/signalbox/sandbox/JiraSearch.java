package dev.signalbox.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Jira's search, which sees everything as it was a little while ago. Cloud pages by token and gives only ids unless asked; Data
 * Center pages by number and counts.
 *
 * @param versions of each issue, oldest first
 * @param asOf what happened later is not in the index yet
 */
record JiraSearch(String root, int version, Collection<List<JiraIssue>> versions, Instant asOf) {

  Answer answer(Call call) {
    JsonNode arguments = call.method.equals("POST") ? call.json() : fromQuery(call);
    Jql.Query query;
    try {
      query = Jql.parse(arguments.path("jql").asText(""));
    } catch (IllegalArgumentException e) {
      return Answer.json(400, JiraStandIn.errors(e.getMessage()));
    }
    if (version == 3 && !query.bounded()) {
      return Answer.json(400, JiraStandIn.errors(
          "Unbounded JQL queries are not allowed here. Please add a search restriction to your query."));
    }
    Set<Long> reconciled = new HashSet<>();
    arguments.path("reconcileIssues").forEach(id -> reconciled.add(id.asLong()));
    List<JiraIssue> found = versions.stream()
        .map(each -> seen(each, reconciled))
        .flatMap(Optional::stream)
        .filter(query.matches())
        .toList();
    List<String> fields = new ArrayList<>();
    arguments.path("fields").forEach(field -> fields.add(field.asText()));
    return version == 3 ? cloud(arguments, found, fields) : dataCenter(arguments, found, fields);
  }

  private Optional<JiraIssue> seen(List<JiraIssue> each, Set<Long> reconciled) {
    JiraIssue now = each.get(each.size() - 1);
    if (reconciled.contains(now.id())) {
      return Optional.of(now);
    }
    return each.stream().filter(issue -> !issue.updated().isAfter(asOf)).reduce((older, newer) -> newer);
  }

  private Answer cloud(JsonNode arguments, List<JiraIssue> found, List<String> fields) {
    int from = arguments.path("nextPageToken").asInt(0);
    int to = Math.min(found.size(), from + Math.max(1, arguments.path("maxResults").asInt(50)));
    ObjectNode answer = Trees.object();
    ArrayNode issues = answer.putArray("issues");
    for (JiraIssue issue : found.subList(Math.min(from, to), to)) {
      ObjectNode json = issue.json(root, version, fields);
      issues.add(fields.isEmpty() ? json.retain("id") : json);
    }
    if (to < found.size()) {
      answer.put("nextPageToken", String.valueOf(to));
    }
    return Answer.json(200, answer.put("isLast", to >= found.size()));
  }

  private Answer dataCenter(JsonNode arguments, List<JiraIssue> found, List<String> fields) {
    int from = Math.min(found.size(), arguments.path("startAt").asInt(0));
    int most = Math.max(0, arguments.path("maxResults").asInt(50));
    ObjectNode answer = Trees.object().put("startAt", from).put("maxResults", most).put("total", found.size());
    ArrayNode issues = answer.putArray("issues");
    List<String> wanted = fields.isEmpty() ? List.of("*all") : fields;
    found.subList(from, Math.min(found.size(), from + most)).forEach(issue -> issues.add(issue.json(root, version, wanted)));
    return Answer.json(200, answer);
  }

  private static JsonNode fromQuery(Call call) {
    ObjectNode arguments = Trees.object();
    call.query().forEach((name, value) -> {
      if (name.equals("fields")) {
        ArrayNode fields = arguments.putArray("fields");
        Arrays.stream(value.split(",")).forEach(fields::add);
      } else {
        arguments.put(name, value);
      }
    });
    return arguments;
  }
}

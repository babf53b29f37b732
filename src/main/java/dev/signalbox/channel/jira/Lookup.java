package dev.signalbox.channel.jira;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.channel.Json;
import dev.signalbox.channel.Message;
import dev.signalbox.channel.Reply;
import dev.signalbox.channel.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finding the issue of an incident by its label. Search lags behind creation by seconds, sometimes more. */
record Lookup(Dialect dialect) {

  private static final Pattern KEY = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,79}-\\d{1,12}");

  Request request(Message message) {
    return request(NewIssue.marker(message.subject().id()));
  }

  /** @param label one of ours */
  Request request(String label) {
    // letters, digits and hyphens only, so there is nothing to escape; the label bounds the query, as Cloud demands
    String jql = "labels = \"%s\" ORDER BY created ASC".formatted(label);
    ObjectNode body = Json.object().put("jql", jql).put("maxResults", 2);
    body.putArray("fields").add("status");
    return Request.json("jira", "POST", dialect.searchPath(), Json.write(body));
  }

  /** Keys, oldest first; empty if this is not the answer of a search. */
  static Optional<List<String>> keys(Reply reply) {
    return Json.read(reply.body()).map(json -> json.path("issues")).filter(JsonNode::isArray).map(issues -> {
      List<String> keys = new ArrayList<>();
      issues.forEach(issue -> key(issue).ifPresent(keys::add));
      return keys;
    });
  }

  static Optional<String> key(JsonNode issue) {
    return Optional.of(issue.path("key").asText("")).filter(Lookup::isKey);
  }

  /** Keys become part of a path: nothing else may. */
  static boolean isKey(String text) {
    return KEY.matcher(text).matches();
  }
}

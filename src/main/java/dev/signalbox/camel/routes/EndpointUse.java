package dev.signalbox.camel.routes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One place where a route names an endpoint.
 *
 * @param at JSON pointer of that place
 * @param step {@code from}, {@code to}, {@code toD} …
 * @param uri without its query
 * @param parameters those of the query and those written below it
 */
record EndpointUse(String at, String step, String uri, Map<String, JsonNode> parameters) {

  /** The query may stand within the braces, and is cut off then. */
  private static final Pattern SETTING = Pattern.compile("\\{\\{[^:{}]+:(.+?)(\\}\\}.*)?");

  String scheme() {
    int colon = uri.indexOf(':');
    return colon < 0 ? uri : uri.substring(0, colon);
  }

  String rest() {
    int colon = uri.indexOf(':');
    return colon < 0 ? "" : uri.substring(colon + 1);
  }

  /** A parameter as written; empty if it was left out. */
  String text(String parameter) {
    JsonNode value = parameters.get(parameter);
    return value == null ? "" : value.asText().strip();
  }

  /** What it is if nobody sets the setting that it begins with: {@code bean:x} of <code>{{hook:bean:x}}</code>. */
  Optional<EndpointUse> fallback() {
    Matcher setting = SETTING.matcher(uri);
    if (!setting.matches()) {
      return Optional.empty();
    }
    Map<String, JsonNode> closed = new LinkedHashMap<>(parameters);
    closed.replaceAll((name, value) -> value.asText().endsWith("}}") ? TextNode.valueOf(value.asText().replace("}}", "")) : value);
    return Optional.of(new EndpointUse(at, step, setting.group(1), closed));
  }

  /** Every endpoint below a node, in the order written. */
  static List<EndpointUse> in(JsonNode node, String at) {
    List<EndpointUse> found = new ArrayList<>();
    collect(node, at, "", found);
    return found;
  }

  /**
   * The endpoint that a node itself names, if it does.
   *
   * @param step the key that the node stands behind
   */
  static Optional<EndpointUse> at(JsonNode node, String at, String step) {
    if (node.isObject() && node.path("uri").isTextual()) {
      return Optional.of(use(at + "/uri", step, node.path("uri").asText(), node.path("parameters")));
    }
    return node.isTextual() && (step.equals("to") || step.equals("toD") || step.equals("wireTap"))
        ? Optional.of(use(at, step, node.asText(), TextNode.valueOf("")))
        : Optional.empty();
  }

  private static void collect(JsonNode node, String at, String step, List<EndpointUse> found) {
    at(node, at, step).ifPresent(found::add);
    node.fields().forEachRemaining(entry -> {
      if (!entry.getKey().equals("parameters") && !entry.getKey().equals("uri")) {
        collect(entry.getValue(), at + "/" + entry.getKey(), entry.getKey(), found);
      }
    });
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      collect(node.get(i), at + "/" + i, "", found);
    }
  }

  private static EndpointUse use(String at, String step, String uri, JsonNode below) {
    Map<String, JsonNode> parameters = new LinkedHashMap<>();
    int question = uri.indexOf('?');
    if (question >= 0) {
      for (String pair : uri.substring(question + 1).split("&")) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
          parameters.put(pair.substring(0, equals), TextNode.valueOf(pair.substring(equals + 1)));
        }
      }
    }
    below.fields().forEachRemaining(entry -> parameters.put(entry.getKey(), entry.getValue()));
    return new EndpointUse(at, step, question < 0 ? uri : uri.substring(0, question), parameters);
  }
}

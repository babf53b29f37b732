package dev.signalbox.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.Headers;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One request to one stand-in, and what it led to. */
final class Call {

  final String method;
  /** Below the stand-in's root, beginning with a slash. */
  final String path;
  final String text;
  final byte[] bytes;

  private final @Nullable String query;
  private final Headers headers;
  private final Ledger ledger;
  private final List<Effect> accepted = new ArrayList<>(1);
  private String system = "";
  private String operation = "";
  private @Nullable JsonNode json;

  Call(String method, String path, @Nullable String query, Headers headers, byte[] body, Ledger ledger) {
    this.method = method;
    this.path = path;
    this.query = query;
    this.headers = headers;
    this.bytes = body;
    this.text = new String(body, StandardCharsets.UTF_8);
    this.ledger = ledger;
  }

  void is(String system, String operation) {
    this.system = system;
    this.operation = operation;
  }

  String operation() {
    return operation;
  }

  /** Missing if the body is not JSON. */
  JsonNode json() {
    if (json == null) {
      json = Trees.read(text);
    }
    return json;
  }

  /** The arguments of a call that takes them as JSON, as a form or in the query. */
  JsonNode arguments() {
    if (header("Content-Type").contains("json")) {
      return json();
    }
    ObjectNode arguments = Trees.object();
    query().forEach(arguments::put);
    if (header("Content-Type").contains("form-urlencoded")) {
      form(text).forEach(arguments::put);
    }
    return arguments;
  }

  Map<String, String> query() {
    return form(query);
  }

  static Map<String, String> form(@Nullable String text) {
    Map<String, String> values = new LinkedHashMap<>();
    if (text != null && !text.isEmpty()) {
      for (String pair : text.split("&")) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        values.put(decoded(name), decoded(value));
      }
    }
    return values;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return text;
    }
  }

  /** Empty if it is missing. */
  String header(String name) {
    String value = headers.getFirst(name);
    return value == null ? "" : value;
  }

  /** Writes down that this call was taken. The components are those of {@link Effect}. */
  Effect accept(String key, String incident, String kind, String did, String target) {
    return accept(key, incident, kind, did, target, text);
  }

  /** @param body what {@link StandIn#replay} needs to do the same again, where the wire's body alone does not tell */
  Effect accept(String key, String incident, String kind, String did, String target, String body) {
    Effect effect = ledger.record(system, operation, key, incident, kind, did, target, body);
    accepted.add(effect);
    return effect;
  }

  List<Effect> accepted() {
    return accepted;
  }
}

package dev.signalbox.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a stand-in says. */
record Answer(int status, Map<String, String> headers, String body) {

  static Answer json(int status, JsonNode body) {
    return new Answer(status, Map.of("Content-Type", "application/json;charset=UTF-8"), Trees.write(body));
  }

  static Answer text(int status, String body) {
    return new Answer(status, Map.of("Content-Type", "text/plain;charset=UTF-8"), body);
  }

  static Answer html(int status, String body) {
    return new Answer(status, Map.of("Content-Type", "text/html;charset=UTF-8"), body);
  }

  static Answer empty(int status) {
    return new Answer(status, Map.of(), "");
  }

  Answer with(String header, String value) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.remove(header);
    if (!value.isEmpty()) {
      all.put(header, value);
    }
    return new Answer(status, all, body);
  }
}

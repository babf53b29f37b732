package dev.signalbox.channel.servicenow;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.channel.Json;
import dev.signalbox.channel.Reply;
import dev.signalbox.channel.Request;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Requests as camel-servicenow wants them: a header for every parameter, a map for the body. */
record Table(String name) {

  private static final String FIELDS = "sys_id,number,state,correlation_id,assigned_to";

  Request create(Map<String, String> fields) {
    return request("create", Map.of(), fields);
  }

  Request update(String sysId, Map<String, String> fields) {
    return request("update", Map.of("CamelServiceNowSysId", sysId), fields);
  }

  /** An instance drops query terms that it does not understand and answers with other rows: see {@link #ours}. */
  Request find(UUID incident) {
    // a UUID has no ^, which would begin another condition
    String query = "correlation_id=" + incident + "^ORDERBYsys_created_on";
    return request("retrieve", Map.of("CamelServiceNowQuery", query, "CamelServiceNowLimit", "2"), Map.of());
  }

  /** The latest work notes of a record: journals read back empty, so they are looked up where they are kept. */
  Request notes(String sysId) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("CamelServiceNowQuery", "element_id=" + sysId + "^element=work_notes^ORDERBYDESCsys_created_on");
    headers.put("CamelServiceNowLimit", "50");
    headers.put("CamelServiceNowResource", "table");
    headers.put("CamelServiceNowAction", "retrieve");
    headers.put("CamelServiceNowTable", "sys_journal_field");
    headers.put("CamelServiceNowFields", "element_id,value");
    return new Request("servicenow", null, null, null, headers, null);
  }

  private Request request(String action, Map<String, String> parameters, Map<String, String> body) {
    Map<String, String> headers = new LinkedHashMap<>(parameters);
    headers.put("CamelServiceNowResource", "table");
    headers.put("CamelServiceNowAction", action);
    headers.put("CamelServiceNowTable", name);
    headers.put("CamelServiceNowFields", FIELDS);
    headers.put("CamelServiceNowExcludeReferenceLink", "true");
    return new Request("servicenow", null, null, null, headers, body.isEmpty() ? null : body);
  }

  /** {@code {"result": …}}, or nothing if the answer is something else. */
  static Optional<JsonNode> result(Reply reply) {
    return Json.read(reply.body()).map(json -> json.path("result")).filter(JsonNode::isContainerNode);
  }

  static boolean ours(JsonNode row, UUID incident) {
    return row.path("correlation_id").asText().equals(incident.toString()) && !sysId(row).isEmpty();
  }

  /** 32 hexadecimal digits; empty if it is not that. */
  static String sysId(JsonNode row) {
    String id = row.path("sys_id").asText();
    return id.matches("[0-9a-zA-Z]{1,40}") ? id : "";
  }
}

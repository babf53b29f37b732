package dev.signalbox.channel.servicenow;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.channel.Json;
import dev.signalbox.channel.Reply;
import dev.signalbox.channel.Request;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Requests as camel-servicenow wants them: a header for every parameter, a map for the body. */
record Table(String name) {

  /** {@code assigned_to} holds an id; people.yaml knows the user's name, which is read along. */
  private static final String USER = "assigned_to.user_name";
  private static final String FIELDS = "sys_id,number,state,correlation_id,assigned_to," + USER;
  /** Of a journal: few, since people paste whole logs into one. */
  private static final String ENTRIES = "20";
  private static final Pattern NUMBER = Pattern.compile("[A-Z]{2,10}\\d{1,20}");

  /**
   * A question and how to tell its answer: an instance drops query terms that it does not understand and answers with other
   * rows.
   */
  record Search(Request request, Predicate<JsonNode> expected) {
    boolean isMet(JsonNode row) {
      return !sysId(row).isEmpty() && expected.test(row);
    }
  }

  Request create(Map<String, String> fields) {
    return request("create", Map.of(), FIELDS, fields);
  }

  Request update(String sysId, Map<String, String> fields) {
    return request("update", Map.of("CamelServiceNowSysId", sysId), FIELDS, fields);
  }

  /** @param more columns to read as well */
  Search find(String correlation, List<String> more) {
    String query = "correlation_id=" + correlation + "^ORDERBYsys_created_on";
    return search(query, more, row -> row.path("correlation_id").asText().equals(correlation));
  }

  /** Whether people call a record by this number, or would if the number were one. */
  static boolean isCalled(JsonNode row, @Nullable String number) {
    return number == null || !NUMBER.matcher(number).matches() || row.path("number").asText().equals(number);
  }

  /** A record that was made for this incident in the place of its first, which alone carries the incident's bare id. */
  Search successor(UUID incident, String number, List<String> more) {
    String query = "number=%s^correlation_idSTARTSWITH%s".formatted(number, incident);
    return search(query, more, row ->
        row.path("number").asText().equals(number) && row.path("correlation_id").asText().startsWith(incident.toString()));
  }

  private Search search(String query, List<String> more, Predicate<JsonNode> expected) {
    Map<String, String> parameters = Map.of("CamelServiceNowQuery", query, "CamelServiceNowLimit", "2");
    String fields = more.isEmpty() ? FIELDS : FIELDS + "," + String.join(",", more);
    return new Search(request("retrieve", parameters, fields, Map.of()), expected);
  }

  /** One record, by its id or by the number that people call it. */
  Search look(String reference) {
    boolean number = NUMBER.matcher(reference).matches();
    String query = (number ? "number=" : "sys_id=") + reference;
    Map<String, String> parameters = Map.of("CamelServiceNowQuery", query, "CamelServiceNowLimit", "1");
    Request request = request("retrieve", parameters, FIELDS + ",sys_created_by,sys_updated_by", Map.of());
    return new Search(request, row -> row.path(number ? "number" : "sys_id").asText().equals(reference));
  }

  /** What a reference may be made of: nothing that begins another condition. */
  static boolean isReference(String text) {
    return NUMBER.matcher(text).matches() || text.matches("[0-9a-f]{32}");
  }

  /** What people wrote into a record, latest first. */
  Request journal(String sysId) {
    String query = "element_id=" + sysId + "^elementINwork_notes,comments^ORDERBYDESCsys_created_on";
    return new Table("sys_journal_field").request(
        "retrieve", Map.of("CamelServiceNowQuery", query, "CamelServiceNowLimit", ENTRIES),
        "sys_id,element_id,element,value,sys_created_on,sys_created_by", Map.of());
  }

  /** Relative, since an instance takes a time for one in the zone of whoever asks. */
  Request changes(List<String> displays, long minutes, int offset, int limit) {
    String query = "correlation_displayIN%s^sys_updated_onRELATIVEGT@minute@ago@%d^ORDERBYsys_updated_on"
        .formatted(String.join(",", displays), minutes);
    Map<String, String> parameters = Map.of(
        "CamelServiceNowQuery", query, "CamelServiceNowLimit", String.valueOf(limit), "CamelServiceNowOffset", String.valueOf(offset));
    return request("retrieve", parameters, "sys_id,number,correlation_id,correlation_display,sys_updated_on", Map.of());
  }

  /** The latest work notes of a record: journals read back empty, so they are looked up where they are kept. */
  Request notes(String sysId) {
    String query = "element_id=" + sysId + "^element=work_notes^ORDERBYDESCsys_created_on";
    return new Table("sys_journal_field").request(
        "retrieve", Map.of("CamelServiceNowQuery", query, "CamelServiceNowLimit", ENTRIES), "element_id,value", Map.of());
  }

  /** What people may choose in some columns of this table, and of the one that it extends. */
  Request choices(List<String> columns, int limit) {
    String query = "nameIN%s^elementIN%s^inactive=false^ORDERBYelement".formatted(name.equals("task") ? name : name + ",task", String.join(",", columns));
    return new Table("sys_choice").request(
        "retrieve", Map.of("CamelServiceNowQuery", query, "CamelServiceNowLimit", String.valueOf(limit)), "name,element,value,label", Map.of());
  }

  Request request(String action, Map<String, String> parameters, String fields, Map<String, String> body) {
    Map<String, String> headers = new LinkedHashMap<>(parameters);
    headers.put("CamelServiceNowResource", "table");
    headers.put("CamelServiceNowAction", action);
    headers.put("CamelServiceNowTable", name);
    headers.put("CamelServiceNowFields", fields);
    headers.put("CamelServiceNowExcludeReferenceLink", "true");
    return new Request("servicenow", null, null, null, headers, body.isEmpty() ? null : body);
  }

  /** {@code {"result": …}}, or nothing if the answer is something else. */
  static Optional<JsonNode> result(Reply reply) {
    return Json.read(reply.body()).map(json -> json.path("result")).filter(JsonNode::isContainerNode);
  }

  /** Version 1 of the API says 404 when a query finds nothing; any other 404 is about the path, or hides the table. */
  static boolean isEmpty(Reply reply) {
    return reply.status() == 404 && reply.body().toLowerCase(Locale.ROOT).contains("no record found");
  }

  /** 32 hexadecimal digits; empty if it is not that. */
  static String sysId(JsonNode row) {
    String id = row.path("sys_id").asText();
    return id.matches("[0-9a-zA-Z]{1,40}") ? id : "";
  }

  /** To whom a record is assigned, by the name of the user; empty if to nobody. */
  static String user(JsonNode row) {
    return row.path(USER).asText("");
  }

  /** Where people look at a record. */
  static String page(ServiceNowSettings settings, String sysId) {
    return settings.url() + "/nav_to.do?uri=%2F" + settings.table() + ".do%3Fsys_id%3D" + sysId;
  }
}

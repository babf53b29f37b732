package dev.signalbox.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * A row of the table incident.
 *
 * @param values every column as text; references hold the value alone
 * @param journal what was written to work_notes and comments, which themselves read back empty: rows of sys_journal_field
 */
public record ServiceNowIncident(Map<String, String> values, List<Map<String, String>> journal) {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);
  private static final Set<String> REFERENCES =
      Set.of("caller_id", "assignment_group", "assigned_to", "opened_by", "resolved_by", "cmdb_ci", "company", "location", "problem_id");
  private static final Set<String> JOURNALS = Set.of("work_notes", "comments");
  private static final String[] COLUMNS = {
    "sys_id", "number", "short_description", "description", "state", "incident_state", "impact", "urgency", "priority", "severity",
    "active", "category", "subcategory", "contact_type", "caller_id", "assignment_group", "assigned_to", "correlation_id",
    "correlation_display", "work_notes", "comments", "close_code", "close_notes", "hold_reason", "opened_at", "opened_by",
    "resolved_at", "resolved_by", "closed_at", "cmdb_ci", "business_service", "company", "location", "problem_id", "escalation",
    "made_sla", "sys_class_name", "sys_created_on", "sys_created_by", "sys_updated_on", "sys_updated_by", "sys_mod_count"
  };
  private static final Map<String, String> STATES =
      Map.of("1", "New", "2", "In Progress", "3", "On Hold", "6", "Resolved", "7", "Closed", "8", "Canceled");

  static ServiceNowIncident create(String sysId, String number, JsonNode body, Instant at) {
    Map<String, String> values = new LinkedHashMap<>();
    Arrays.stream(COLUMNS).forEach(column -> values.put(column, ""));
    values.putAll(Map.of("sys_id", sysId, "number", number, "state", "1", "impact", "3", "urgency", "3", "active", "true"));
    values.putAll(Map.of("sys_class_name", "incident", "category", "inquiry", "escalation", "0", "made_sla", "true",
        "sys_created_by", "signalbox", "opened_by", "signalbox", "sys_mod_count", "-1"));
    values.put("sys_created_on", TIME.format(at));
    values.put("opened_at", TIME.format(at));
    return new ServiceNowIncident(values, List.of()).updated(body, at);
  }

  ServiceNowIncident updated(JsonNode body, Instant at) {
    Map<String, String> now = new LinkedHashMap<>(values);
    List<Map<String, String>> notes = new ArrayList<>(journal);
    body.properties().forEach(field -> {
      String text = field.getValue().isObject() ? field.getValue().path("value").asText() : field.getValue().asText("");
      if (JOURNALS.contains(field.getKey()) && !text.isEmpty()) {
        notes.add(note(now.get("sys_id"), field.getKey(), text, at));
      } else if (now.containsKey(field.getKey()) && !JOURNALS.contains(field.getKey())) {
        now.put(field.getKey(), text); // an unknown column is ignored without a word
      }
    });
    now.put("incident_state", now.get("state"));
    now.put("priority", priority(now.get("impact"), now.get("urgency")));
    now.put("active", String.valueOf(!Set.of("7", "8").contains(now.get("state"))));
    if (Set.of("6", "7").contains(now.get("state")) && now.get("resolved_at").isEmpty()) {
      now.put("resolved_at", TIME.format(at));
    }
    now.put("sys_updated_on", TIME.format(at));
    now.put("sys_updated_by", "signalbox");
    now.put("sys_mod_count", String.valueOf(Integer.parseInt(now.get("sys_mod_count")) + 1));
    return new ServiceNowIncident(now, List.copyOf(notes));
  }

  private static Map<String, String> note(String sysId, String element, String text, Instant at) {
    String id = UUID.nameUUIDFromBytes((sysId + element + at + text).getBytes(StandardCharsets.UTF_8)).toString().replace("-", "");
    return Map.of("sys_id", id, "element_id", sysId, "element", element, "name", "incident", "value", text,
        "sys_created_on", TIME.format(at), "sys_created_by", "signalbox");
  }

  /** Why a business rule or data policy refuses this; empty if none does. */
  static String problem(Map<String, String> before, JsonNode body) {
    String state = body.path("state").asText(before.getOrDefault("state", "1"));
    String code = body.path("close_code").asText(before.getOrDefault("close_code", ""));
    String notes = body.path("close_notes").asText(before.getOrDefault("close_notes", ""));
    if (Set.of("6", "7").contains(state) && (code.isEmpty() || notes.isEmpty())) {
      return "Data Policy Exception: The following fields are mandatory: Resolution code, Resolution notes";
    }
    return "";
  }

  /** Computed, whatever the sender wishes. */
  private static String priority(String impact, String urgency) {
    boolean known = impact.matches("[123]") && urgency.matches("[123]");
    int sum = known ? Integer.parseInt(impact) + Integer.parseInt(urgency) : 6;
    return String.valueOf(sum - 1);
  }

  public String state() {
    return STATES.getOrDefault(values.getOrDefault("state", ""), values.getOrDefault("state", ""));
  }

  /** Whether a time is no longer ago than {@code @minute@ago@17} says, by the clock of this machine. */
  static boolean isWithin(String time, String relative) {
    String minutes = relative.replaceFirst("^@minute@ago@", "");
    return minutes.matches("\\d{1,9}") && !time.isEmpty()
        && TIME.parse(time, Instant::from).isAfter(Instant.now().minusSeconds(60L * Integer.parseInt(minutes)));
  }

  /** What an instance ships with: rows of sys_choice. */
  static List<Map<String, String>> choices() {
    Map<String, List<String>> values = Map.of(
        "state", STATES.keySet().stream().sorted().toList(), "impact", List.of("1", "2", "3"), "urgency", List.of("1", "2", "3"),
        "category", List.of("inquiry", "software", "hardware", "network", "database"),
        "close_code", List.of("Duplicate", "Known error", "No resolution provided", "Resolved by caller", "Resolved by change",
            "Resolved by problem", "Resolved by request", "Solution provided", "User error", "Workaround provided"));
    List<Map<String, String>> rows = new ArrayList<>();
    values.forEach((element, all) -> all.forEach(value -> rows.add(Map.of(
        "name", Set.of("impact", "urgency").contains(element) ? "task" : "incident", "element", element, "value", value,
        "label", element.equals("state") ? STATES.get(value) : value, "inactive", "false"))));
    return rows;
  }

  /** Any user exists: {@code anna.lindqvist} is Anna Lindqvist. */
  static Map<String, String> user(String userName) {
    String id = UUID.nameUUIDFromBytes(userName.getBytes(StandardCharsets.UTF_8)).toString().replace("-", "");
    return Map.of("sys_id", id, "user_name", userName, "name", display(userName), "active", "true");
  }

  private static String display(String userName) {
    return Arrays.stream(userName.split("[._ ]"))
        .filter(word -> !word.isEmpty())
        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
        .collect(Collectors.joining(" "));
  }

  /** A row as the parameters of a call want to see it. */
  static ObjectNode shown(Map<String, String> row, Map<String, String> parameters, String root) {
    String fields = parameters.getOrDefault("sysparm_fields", "");
    List<String> wanted = fields.isEmpty() ? List.copyOf(row.keySet()) : List.of(fields.split(","));
    String display = parameters.getOrDefault("sysparm_display_value", "false");
    boolean withoutLink = parameters.getOrDefault("sysparm_exclude_reference_link", "").equals("true");
    ObjectNode shown = Trees.object();
    for (String column : wanted) {
      if (column.endsWith(".user_name")) { // any user's sys_id is the user's name here
        shown.put(column, row.getOrDefault(column.substring(0, column.indexOf('.')), ""));
        continue;
      }
      String value = row.get(column.strip());
      if (value == null) {
        continue;
      }
      boolean reference = REFERENCES.contains(column) && !value.isEmpty();
      String text = column.equals("state") ? STATES.getOrDefault(value, value) : reference ? display(value) : value;
      if (display.equals("all")) {
        shown.putObject(column).put("display_value", text).put("value", value);
      } else if (reference && !withoutLink) {
        String table = column.equals("assignment_group") ? "sys_user_group" : "sys_user";
        ObjectNode link = shown.putObject(column).put("link", root + "/api/now/table/" + table + "/" + value);
        link.put(display.equals("true") ? "display_value" : "value", display.equals("true") ? text : value);
      } else {
        shown.put(column, display.equals("true") ? text : value);
      }
    }
    return shown;
  }
}

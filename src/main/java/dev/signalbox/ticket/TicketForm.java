package dev.signalbox.ticket;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a mapping may say for one system.
 *
 * @param file its name under {@code routes/tickets}
 * @param words keys whose value is one constant
 * @param own keys that are fields with a form of their own, by key: the field's name and form
 * @param policies what has a policy although the hub fills it in
 * @param name what further fields are called
 * @param reserved fields that are the hub's, with what to do instead
 */
record TicketForm(
    String file,
    List<String> words,
    Map<String, TicketField> own,
    Set<String> policies,
    Pattern name,
    Map<String, String> reserved,
    boolean transitions) {

  private static TicketField field(String name, FieldType type) {
    return new TicketField(name, new Source.Several(List.of()), type, Policy.CREATE_ONLY);
  }

  static final TicketForm JIRA = new TicketForm(
      "jira.yaml",
      List.of("project", "issueType", "link"),
      Map.of(
          "priority", field("priority", FieldType.NAME),
          "labels", field("labels", FieldType.LABELS),
          "components", field("components", FieldType.NAMES)),
      Set.of("summary", "description", "assignee"),
      Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,79}"),
      Map.of(
          "project", "it has a key of its own",
          "issuetype", "its key is issueType",
          "summary", "it is the title of the incident",
          "description", "it is the row of the incident",
          "assignee", "it is whoever is on call",
          "labels", "it has a key of its own",
          "priority", "it has a key of its own",
          "components", "it has a key of its own",
          "status", "transitions change it"),
      true);

  static final TicketForm SERVICENOW = new TicketForm(
      "servicenow.yaml",
      List.of("correlationDisplay", "resolvedState", "progressState", "closeCode", "closeNotes"),
      Map.of(
          "impact", field("impact", FieldType.TEXT),
          "urgency", field("urgency", FieldType.TEXT),
          "category", field("category", FieldType.TEXT),
          "assignmentGroup", field("assignment_group", FieldType.TEXT),
          "callerId", field("caller_id", FieldType.TEXT)),
      Set.of("short_description", "description", "assigned_to"),
      Pattern.compile("[a-z][a-z0-9_]{0,79}"),
      Map.ofEntries(
          Map.entry("short_description", "it is the title of the incident"),
          Map.entry("description", "it is the row of the incident"),
          Map.entry("assigned_to", "it is whoever is on call"),
          Map.entry("impact", "it has a key of its own"),
          Map.entry("urgency", "it has a key of its own"),
          Map.entry("category", "it has a key of its own"),
          Map.entry("assignment_group", "its key is assignmentGroup"),
          Map.entry("caller_id", "its key is callerId"),
          Map.entry("correlation_id", "the hub finds its records by it"),
          Map.entry("correlation_display", "its key is correlationDisplay"),
          Map.entry("priority", "ServiceNow computes it from impact and urgency"),
          Map.entry("state", "the hub moves it, see resolvedState and progressState"),
          Map.entry("number", "ServiceNow makes it"),
          Map.entry("work_notes", "the hub writes there what happens"),
          Map.entry("comments", "callers read it")),
      false);
}

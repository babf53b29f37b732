package dev.signalbox.sandbox.inbox;

import dev.signalbox.sandbox.JiraIssue;
import dev.signalbox.sandbox.ServiceNowIncident;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A ticket, of Jira or of ServiceNow.
 *
 * @param category {@code new}, {@code indeterminate} or {@code done}
 * @param description HTML, made of escaped text
 */
record TicketView(
    String key, String title, String status, String category, String assignee, Map<String, String> fields, String description,
    List<Note> notes, String updated) {

  /** @param html made of escaped text */
  record Note(String kind, String at, String html) {}

  static TicketView of(JiraIssue issue) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("Project", issue.fields().at("/project/key").asText());
    fields.put("Type", issue.fields().at("/issuetype/name").asText());
    fields.put("Priority", issue.fields().at("/priority/name").asText("Medium"));
    fields.put("Labels", String.join(", ", issue.labels()));
    String category = switch (issue.status()) {
      case "To Do" -> "new";
      case "Done" -> "done";
      default -> "indeterminate";
    };
    return new TicketView(
        issue.key(), issue.fields().path("summary").asText(), issue.status(), category,
        issue.assignee() == null ? "Unassigned" : issue.assignee(), fields, Rich.jira(issue.fields().path("description")),
        issue.comments().stream().map(comment -> new Note("comment", time(comment.at()), Rich.jira(comment.body()))).toList(),
        time(issue.updated()));
  }

  static TicketView of(ServiceNowIncident incident) {
    Map<String, String> values = incident.values();
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("Priority", values.get("priority"));
    fields.put("Impact", values.get("impact"));
    fields.put("Urgency", values.get("urgency"));
    fields.put("Assignment group", values.get("assignment_group"));
    fields.put("Caller", values.get("caller_id"));
    fields.put("Correlation", (values.get("correlation_display") + " " + values.get("correlation_id")).strip());
    fields.put("Resolution", (values.get("close_code") + " " + values.get("close_notes")).strip());
    fields.values().removeIf(String::isEmpty);
    String category = switch (values.get("state")) {
      case "1" -> "new";
      case "6", "7", "8" -> "done";
      default -> "indeterminate";
    };
    return new TicketView(
        values.get("number"), values.get("short_description"), incident.state(), category,
        values.get("assigned_to").isEmpty() ? "Unassigned" : values.get("assigned_to"), fields,
        Rich.escape(values.get("description")).replace("\n", "<br>"),
        incident.journal().stream()
            .map(note -> new Note(note.get("element"), note.get("sys_created_on"), Rich.escape(note.get("value")).replace("\n", "<br>")))
            .toList(),
        values.get("sys_updated_on"));
  }

  private static String time(Instant at) {
    return at.toString().substring(0, 19).replace('T', ' ');
  }
}

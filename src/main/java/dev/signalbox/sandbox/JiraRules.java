package dev.signalbox.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/**
 * What Jira refuses in an issue, field by field.
 *
 * @param version 3 wants the Atlassian Document Format where 2 wants text
 */
record JiraRules(int version) {

  private static final Set<String> FIELDS = Set.of(
      "project", "issuetype", "summary", "description", "labels", "priority", "assignee", "reporter", "components",
      "duedate", "environment", "parent", "security", "versions", "fixVersions");
  private static final List<String> PRIORITIES = List.of("Highest", "High", "Medium", "Low", "Lowest");
  private static final int MAX_TEXT = 32_767;

  /** Empty if all is well. */
  ObjectNode errors(JsonNode body) {
    JsonNode fields = body.path("fields");
    ObjectNode errors = changeErrors(fields);
    if (!fields.at("/project/key").asText("").matches("[A-Z][A-Z0-9_]+")) {
      errors.put("project", "valid project is required");
    }
    if (fields.at("/issuetype/name").asText(fields.at("/issuetype/id").asText("")).isEmpty()) {
      errors.put("issuetype", "Specify an issue type");
    }
    if (fields.path("summary").asText("").isBlank()) {
      errors.put("summary", "You must specify a summary of the issue.");
    }
    return errors;
  }

  ObjectNode editErrors(JsonNode body) {
    return changeErrors(body.path("fields"));
  }

  private ObjectNode changeErrors(JsonNode fields) {
    ObjectNode errors = Trees.object();
    fields.fieldNames().forEachRemaining(name -> {
      if (!FIELDS.contains(name) && !name.startsWith("customfield_")) {
        errors.put(name, "Field '%s' cannot be set. It is not on the appropriate screen, or unknown.".formatted(name));
      }
    });
    String summary = fields.path("summary").asText("");
    if (summary.length() > 255) {
      errors.put("summary", "Summary must be less than 255 characters.");
    } else if (summary.contains("\n") || summary.contains("\r")) {
      errors.put("summary", "The summary is invalid because it contains newline characters.");
    }
    if (fields.has("description")) {
      errors.setAll(textErrors("description", fields.get("description")));
    }
    for (JsonNode label : fields.path("labels")) {
      if (label.asText().contains(" ")) {
        errors.put("labels", "The label '%s' contains spaces which is invalid.".formatted(label.asText()));
      } else if (label.asText().length() > 255) {
        errors.put("labels", "The label exceeds 255 characters.");
      }
    }
    if (fields.at("/priority/name").isTextual() && !PRIORITIES.contains(fields.at("/priority/name").asText())) {
      errors.put("priority", "The priority selected is invalid.");
    }
    return errors;
  }

  ObjectNode textErrors(String field, JsonNode text) {
    ObjectNode errors = Trees.object();
    if (version == 2 && !text.isTextual()) {
      errors.put(field, "Operation value must be a string");
    } else if (version == 3 && !isDocument(text)) {
      errors.put(field, "Operation value must be an Atlassian Document (see the Atlassian Document Format)");
    } else if (textOf(text).length() > MAX_TEXT) {
      errors.put(field, "The entered text is too long. It exceeds the allowed limit of 32,767 characters.");
    }
    return errors;
  }

  private static boolean isDocument(JsonNode node) {
    return node.path("type").asText().equals("doc")
        && node.path("version").asInt() == 1
        && node.path("content").isArray()
        && sound(node);
  }

  /** No text directly in the document, no empty text. */
  private static boolean sound(JsonNode node) {
    for (JsonNode child : node.path("content")) {
      boolean text = child.path("type").asText().equals("text");
      boolean misplaced = text && node.path("type").asText().equals("doc");
      if (!child.path("type").isTextual() || misplaced || (text && child.path("text").asText().isEmpty()) || !sound(child)) {
        return false;
      }
    }
    return true;
  }

  static String textOf(JsonNode node) {
    if (node.isTextual()) {
      return node.asText();
    }
    StringBuilder all = new StringBuilder(node.path("text").asText(""));
    node.path("content").forEach(child -> all.append(textOf(child)));
    return all.toString();
  }

  /** What an edit makes of the fields: {@code fields} replaces, {@code update.labels} adds and removes. */
  static JsonNode edited(JiraIssue issue, JsonNode body) {
    ObjectNode changes = body.path("fields").isObject() ? body.path("fields").deepCopy() : Trees.object();
    if (body.at("/update/labels").isArray()) {
      ArrayNode labels = Trees.array();
      issue.labels().forEach(labels::add);
      for (JsonNode step : body.at("/update/labels")) {
        if (step.has("add")) {
          labels.add(step.path("add").asText());
        }
        for (int i = labels.size() - 1; i >= 0 && step.has("remove"); i--) {
          if (labels.get(i).asText().equals(step.path("remove").asText())) {
            labels.remove(i);
          }
        }
      }
      changes.set("labels", labels);
    }
    return changes;
  }
}

package dev.signalbox.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Jira's usual three statuses. Which transitions there are, and their ids, depends on where an issue stands. */
final class JiraWorkflow {

  static final String FIRST = "To Do";

  record Transition(String id, String name, String from, String to) {

    /** @param asked the fields that its screen asks for */
    ObjectNode json(Set<String> asked) {
      ObjectNode json = Trees.object().put("id", id).put("name", name).put("hasScreen", !asked.isEmpty()).put("isAvailable", true);
      json.set("to", JiraWorkflow.json(to));
      ObjectNode fields = json.putObject("fields");
      asked.forEach(field -> fields.putObject(field).put("required", true).put("name", field).put("hasDefaultValue", false));
      return json;
    }
  }

  private static final List<Transition> TRANSITIONS = List.of(
      new Transition("11", "Start work", FIRST, "In Progress"),
      new Transition("21", "Won't do", FIRST, "Done"),
      new Transition("31", "Done", FIRST, "Done"),
      new Transition("41", "Stop work", "In Progress", FIRST),
      new Transition("51", "Resolve", "In Progress", "Done"),
      new Transition("61", "Reopen", "Done", FIRST));

  private JiraWorkflow() {}

  static List<Transition> from(String status) {
    return TRANSITIONS.stream().filter(transition -> transition.from().equals(status)).toList();
  }

  static Optional<Transition> from(String status, String id) {
    return from(status).stream().filter(transition -> transition.id().equals(id)).findFirst();
  }

  /** {@code new}, {@code indeterminate} or {@code done}. */
  static String category(String status) {
    return switch (status) {
      case FIRST -> "new";
      case "In Progress" -> "indeterminate";
      default -> "done";
    };
  }

  static ObjectNode json(String status) {
    String category = category(status);
    int id = category.equals("new") ? 2 : category.equals("done") ? 3 : 4;
    ObjectNode json = Trees.object().put("id", "1000" + id).put("name", status);
    json.putObject("statusCategory").put("id", id).put("key", category).put("name", status);
    return json;
  }
}

package dev.signalbox.camel.routes;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.Finding;
import dev.signalbox.document.Closest;
import java.util.List;
import java.util.Locale;

/**
 * Compares a file with Camel's own schema of its YAML: unknown keys, missing ones, lists and maps in the wrong place.
 *
 * <p>Not a general schema validator, on purpose: those try every combination of the alternatives that Camel's schema nests
 * in each other, which for one rule of six steps took more than 200 MB and ten seconds. Here alternatives are merged, see
 * {@link Form}, and a file is walked once.
 */
final class SchemaCheck {

  private final String path;
  private final YamlTree tree;
  private final List<Finding> findings;

  private SchemaCheck(String path, YamlTree tree, List<Finding> findings) {
    this.path = path;
    this.tree = tree;
    this.findings = findings;
  }

  static void check(String path, YamlTree tree, List<Finding> findings) {
    new SchemaCheck(path, tree, findings).walk(tree.root(), Form.ofRoutes(), "");
  }

  private void walk(JsonNode node, Form form, String at) {
    if (node.isObject()) {
      object(node, form, at);
    } else if (node.isArray()) {
      array(node, form, at);
    } else {
      scalar(node, form, at);
    }
  }

  private void object(JsonNode node, Form form, String at) {
    if (!form.allows("object")) {
      complain(at, "%s cannot be a map".formatted(name(at)));
      return;
    }
    if (form.single() && node.size() > 1) {
      complain(at, "only one key may stand here; begin another list item with '- '");
    }
    node.fields().forEachRemaining(entry -> {
      Form below = form.property(entry.getKey());
      if (below != null) {
        walk(entry.getValue(), below, at + "/" + entry.getKey());
      } else if (form.closed()) {
        complain(at + "/" + entry.getKey(), "'%s' is unknown here%s".formatted(entry.getKey(), Closest.hint(entry.getKey(), form.properties())));
      }
    });
    form.required().stream()
        .filter(needed -> !node.has(needed))
        .forEach(needed -> complain(at, "'%s' is missing in %s".formatted(needed, name(at))));
  }

  private void array(JsonNode node, Form form, String at) {
    if (!form.allows("array")) {
      complain(at, "%s cannot be a list".formatted(name(at)));
      return;
    }
    for (int i = 0; i < node.size(); i++) {
      if (form.items() != null) {
        walk(node.get(i), form.items(), at + "/" + i);
      }
    }
  }

  private void scalar(JsonNode node, Form form, String at) {
    String text = node.asText();
    if (form.only("array")) {
      complain(at, "%s must be a list".formatted(name(at)));
    } else if (form.only("object")) {
      complain(at, "%s must be a map".formatted(name(at)));
    } else if (form.only("boolean") && !text.matches("(?i)true|false") && !text.contains("{{")) {
      complain(at, "%s must be true or false, but is '%s'".formatted(name(at), text));
    } else if (!form.choices().isEmpty() && !text.contains("{{") && form.choices().stream().noneMatch(one -> one.equalsIgnoreCase(text.toLowerCase(Locale.ROOT)))) {
      complain(at, "%s cannot be '%s'; use one of %s".formatted(name(at), text, String.join(", ", form.choices())));
    }
  }

  private static String name(String at) {
    String last = at.substring(at.lastIndexOf('/') + 1);
    return last.matches("\\d*") ? "this item" : "'" + last + "'";
  }

  private void complain(String at, String message) {
    findings.add(new Finding(path, tree.line(at), message));
  }
}

package dev.signalbox.camel.routes;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.Finding;
import dev.signalbox.document.Closest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a Kamelet's file promises, and whether those who use it and the file itself keep to it. */
record Kamelet(String name, JsonNode root) {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\??([A-Za-z][A-Za-z0-9]*)}}");

  private JsonNode definition() {
    return root.path("spec").path("definition");
  }

  Set<String> properties() {
    Set<String> names = new TreeSet<>();
    definition().path("properties").fieldNames().forEachRemaining(names::add);
    return names;
  }

  private Set<String> required() {
    Set<String> names = new TreeSet<>();
    definition().path("required").forEach(name -> names.add(name.asText()));
    return names;
  }

  /** Camel ignores a misspelt parameter and goes on with its default: here it is a finding. */
  void checkUse(Map<String, JsonNode> given, String path, int line, List<Finding> findings) {
    for (Map.Entry<String, JsonNode> parameter : given.entrySet()) {
      if (!properties().contains(parameter.getKey())) {
        String hint = Closest.hint(parameter.getKey(), properties());
        findings.add(new Finding(path, line, "kamelet:%s has no parameter '%s'%s".formatted(name, parameter.getKey(), hint)));
      } else {
        checkType(parameter.getKey(), parameter.getValue(), path, line, findings);
      }
    }
    for (String needed : required()) {
      if (!given.containsKey(needed)) {
        findings.add(new Finding(path, line, "kamelet:%s needs the parameter '%s'".formatted(name, needed)));
      }
    }
  }

  private void checkType(String parameter, JsonNode value, String path, int line, List<Finding> findings) {
    String type = definition().path("properties").path(parameter).path("type").asText();
    String text = value.asText();
    if (type.equals("integer") && !text.contains("{{") && !text.matches("-?\\d+")) {
      findings.add(new Finding(path, line, "kamelet:%s: '%s' must be a whole number, but is '%s'".formatted(name, parameter, text)));
    }
  }

  /** The file's own duties: its name, what every property says of itself, and that its template knows what it uses. */
  static List<Finding> checkFile(String path, YamlTree tree) {
    List<Finding> findings = new ArrayList<>();
    String stem = Stage.name(path);
    String name = tree.root().path("metadata").path("name").asText();
    Kamelet kamelet = new Kamelet(stem, tree.root());
    if (!name.equals(stem)) {
      findings.add(new Finding(path, tree.line("/metadata/name"), "metadata.name is '%s', but the file is named '%s'".formatted(name, stem)));
    }
    if (!Set.of("source", "sink", "action").contains(tree.root().path("metadata").path("labels").path("camel.apache.org/kamelet.type").asText())) {
      findings.add(new Finding(path, tree.line("/metadata/labels"), "the label camel.apache.org/kamelet.type must be source, sink or action"));
    }
    for (String needed : List.of("title", "description")) {
      if (kamelet.definition().path(needed).asText().isBlank()) {
        findings.add(new Finding(path, tree.line("/spec/definition"), "the definition needs a %s".formatted(needed)));
      }
    }
    for (String property : kamelet.properties()) {
      for (String needed : List.of("title", "description", "type")) {
        if (kamelet.definition().path("properties").path(property).path(needed).asText().isBlank()) {
          findings.add(new Finding(path, tree.line("/spec/definition/properties/" + property), "the property '%s' needs a %s".formatted(property, needed)));
        }
      }
    }
    if (!tree.root().path("spec").path("template").path("from").isObject()) {
      findings.add(new Finding(path, tree.line("/spec/template"), "spec.template.from is missing: there is nothing to run"));
    }
    checkTemplate(kamelet, path, tree, tree.root().path("spec").path("template"), "/spec/template", findings);
    return findings;
  }

  private static void checkTemplate(Kamelet kamelet, String path, YamlTree tree, JsonNode node, String at, List<Finding> findings) {
    if (node.isTextual()) {
      Set<String> known = new TreeSet<>(kamelet.properties());
      kamelet.root().path("spec").path("template").path("beans").forEach(bean -> known.add(bean.path("name").asText()));
      Matcher used = PLACEHOLDER.matcher(node.asText());
      while (used.find()) {
        if (!known.contains(used.group(1))) {
          findings.add(
              new Finding(path, tree.line(at), "the template uses '%s', which is no property%s".formatted(used.group(1), Closest.hint(used.group(1), known))));
        }
      }
    }
    node.fields().forEachRemaining(entry -> checkTemplate(kamelet, path, tree, entry.getValue(), at + "/" + entry.getKey(), findings));
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      checkTemplate(kamelet, path, tree, node.get(i), at + "/" + i, findings);
    }
  }
}

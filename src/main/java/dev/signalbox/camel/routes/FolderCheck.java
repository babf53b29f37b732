package dev.signalbox.camel.routes;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.Finding;
import dev.signalbox.document.Closest;
import dev.signalbox.escalation.OnCallPlan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Everything that can be said of a route file by looking at it and at the files around it. Knows no context and no
 * settings, so that {@code signalbox validate} can use it as the running hub does.
 */
public final class FolderCheck implements RouteCheck {

  private static final Set<String> DENIED =
      Set.of("groovy", "js", "javaScript", "python", "java", "ognl", "mvel", "spel", "joor", "jslt", "wasm", "saga", "script");

  private final Supplier<Optional<OnCallPlan>> onCall;
  private final Map<String, Parsed> cache = new HashMap<>();

  private record Parsed(String text, Optional<YamlTree> tree, List<Finding> findings) {}

  /**
   * @param onCall whose schedules and escalations {@code kamelet:on-call-action} may name; empty if they are not known
   */
  public FolderCheck(Supplier<Optional<OnCallPlan>> onCall) {
    this.onCall = onCall;
  }

  @Override
  public synchronized List<Finding> check(Map<String, String> files, String path) {
    cache.keySet().retainAll(files.keySet());
    if (path.endsWith(".sql")) {
      return QueryCheck.check(path, files.get(path));
    }
    Parsed parsed = parse(files, path);
    if (parsed.tree().isEmpty()) {
      return parsed.findings();
    }
    List<Finding> findings = new ArrayList<>(parsed.findings());
    if (path.endsWith(".kamelet.yaml")) {
      findings.addAll(Kamelet.checkFile(path, parsed.tree().get()));
    } else {
      checkRoutes(files, path, parsed.tree().get(), findings);
    }
    return findings;
  }

  private Parsed parse(Map<String, String> files, String path) {
    String text = files.get(path);
    Parsed before = cache.get(path);
    if (before != null && before.text().equals(text)) {
      return before;
    }
    List<Finding> findings = new ArrayList<>();
    Parsed parsed = new Parsed(text, YamlTree.parse(path, text, findings), findings);
    cache.put(path, parsed);
    return parsed;
  }

  private void checkRoutes(Map<String, String> files, String path, YamlTree tree, List<Finding> findings) {
    if (!tree.root().isArray() || tree.root().isEmpty()) {
      findings.add(new Finding(path, 1, "there is no route in it: a route file is a list that begins with '- route:'; delete the file if none is meant"));
      return;
    }
    SchemaCheck.check(path, tree, findings);
    if (!findings.isEmpty()) {
      return; // what follows reads a file that has its form
    }
    boolean routeSeen = false;
    for (int i = 0; i < tree.root().size(); i++) {
      JsonNode entry = tree.root().get(i);
      String at = "/" + i;
      if (entry.has("onException") && routeSeen) {
        findings.add(new Finding(path, tree.line(at + "/onException"), "onException must stand before the routes of its file"));
      }
      if (entry.has("from")) {
        findings.add(new Finding(path, tree.line(at + "/from"), "a route without an id; begin with '- route:' and give it one"));
      }
      if (entry.has("beans")) {
        findings.add(new Finding(path, tree.line(at + "/beans"), "beans are not declared in route files; the hub provides them"));
      }
      if (entry.has("route")) {
        routeSeen = true;
        checkRoute(files, path, tree, entry.get("route"), at + "/route", findings);
      }
    }
    checkIds(files, path, tree, findings);
    denied(path, tree, tree.root(), "", findings);
  }

  private void checkRoute(Map<String, String> files, String path, YamlTree tree, JsonNode route, String at, List<Finding> findings) {
    if (route.path("id").asText().isBlank()) {
      findings.add(new Finding(path, tree.line(at), "the route has no id"));
    }
    for (EndpointUse use : EndpointUse.in(route, at)) {
      int line = tree.line(use.at());
      if (use.scheme().equals("kamelet")) {
        checkKamelet(files, path, tree, route, use, findings);
      } else {
        EndpointCheck.check(use, path, line, findings);
      }
    }
    String from = route.path("from").path("uri").asText();
    boolean loop = from.startsWith("direct:") && EndpointUse.in(route.path("from").path("steps"), at).stream().anyMatch(use -> use.uri().equals(from));
    if (loop) {
      findings.add(new Finding(path, tree.line(at + "/from"), "the route sends to itself, '%s'".formatted(from)));
    }
    if (path.startsWith("rules/")) {
      RuleCheck.check(files, path, tree, route, at, findings);
    }
  }

  private void checkKamelet(Map<String, String> files, String path, YamlTree tree, JsonNode route, EndpointUse use, List<Finding> findings) {
    String name = use.rest();
    if (name.equals("source") || name.equals("sink")) {
      return;
    }
    int line = tree.line(use.at());
    String file = "kamelets/" + name + ".kamelet.yaml";
    if (!files.containsKey(file)) {
      findings.add(new Finding(path, line, "there is no kamelet '%s'%s".formatted(name, Closest.hint(name, kamelets(files.keySet())))));
      return;
    }
    parse(files, file).tree().ifPresent(kamelet -> new Kamelet(name, kamelet.root()).checkUse(use.parameters(), path, line, findings));
    onCall.get().ifPresent(plan -> OnCallCheck.names(use, plan, path, line, findings));
  }

  private static Set<String> kamelets(Collection<String> paths) {
    Set<String> names = new TreeSet<>();
    paths.stream().filter(path -> path.endsWith(".kamelet.yaml")).forEach(path -> names.add(Stage.name(path)));
    return names;
  }

  /** Of two files with the same id, the one that comes later is wrong: the first may well be running. */
  private void checkIds(Map<String, String> files, String path, YamlTree tree, List<Finding> findings) {
    Map<String, String> owners = new HashMap<>();
    files.keySet().stream()
        .filter(other -> other.endsWith(".camel.yaml") && !other.equals(path))
        .forEach(other -> parse(files, other).tree().ifPresent(it -> ids(it).forEach(id -> owners.put(id, other))));
    Set<String> own = new TreeSet<>();
    for (int i = 0; i < tree.root().size(); i++) {
      String id = tree.root().get(i).path("route").path("id").asText();
      if (id.isBlank()) {
        continue;
      }
      int line = tree.line("/" + i + "/route/id");
      if (!own.add(id)) {
        findings.add(new Finding(path, line, "the id '%s' stands twice in this file".formatted(id)));
      }
      String stem = path.substring(path.lastIndexOf('/') + 1).replace(".camel.yaml", "");
      if (owners.containsKey(id) && !id.equals(stem)) {
        findings.add(new Finding(path, line, "the id '%s' belongs to %s already".formatted(id, owners.get(id))));
      }
    }
  }

  private static List<String> ids(YamlTree tree) {
    List<String> ids = new ArrayList<>();
    tree.root().forEach(entry -> ids.add(entry.path("route").path("id").asText()));
    return ids;
  }

  private static void denied(String path, YamlTree tree, JsonNode node, String at, List<Finding> findings) {
    node.fields().forEachRemaining(entry -> {
      String below = at + "/" + entry.getKey();
      if (DENIED.contains(entry.getKey())) {
        findings.add(new Finding(path, tree.line(below), "'%s' is not allowed in a route: it runs code; use a bean of the hub".formatted(entry.getKey())));
      }
      if (!entry.getKey().equals("parameters")) {
        denied(path, tree, entry.getValue(), below, findings);
      }
    });
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      denied(path, tree, node.get(i), at + "/" + i, findings);
    }
  }
}

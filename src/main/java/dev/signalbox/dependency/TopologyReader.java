package dev.signalbox.dependency;

import dev.signalbox.document.Documents;
import dev.signalbox.document.Element;
import dev.signalbox.document.Fields;
import dev.signalbox.document.Findings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code routes/dependencies/<name>.yaml}. What it refuses, it refuses with the line. */
public final class TopologyReader {

  private static final int WAIT = 30;
  private static final int AN_HOUR = 3600;

  private TopologyReader() {}

  /** @return empty where there is a finding */
  public static Optional<Topology> read(String file, String text, Findings findings) {
    Findings own = new Findings();
    List<Element> roots = Documents.parse(text, file, own);
    Topology topology = roots.size() == 1 ? topology(roots.get(0)) : null;
    if (roots.size() != 1 && own.all().isEmpty()) {
      own.add(file, 1, "must hold one map with the key 'behind' or 'columns'; delete the file if none is meant");
    }
    own.all().forEach(finding -> findings.add(finding.file(), finding.line(), finding.message()));
    return own.all().isEmpty() ? Optional.ofNullable(topology) : Optional.empty();
  }

  private static Topology topology(Element root) {
    Fields fields = root.fields("the file");
    Set<String> rules = new LinkedHashSet<>(texts(fields.items("rules"), "a rule"));
    List<String> columns = texts(fields.items("columns"), "a column");
    int wait = fields.get("wait_seconds").map(it -> it.number("wait_seconds", 0, AN_HOUR).orElse(WAIT)).orElse(WAIT);
    Optional<Element> behind = fields.get("behind");
    fields.end();
    if (behind.isEmpty() && columns.isEmpty() && root.isMap()) {
      root.complain("says nothing: give what stands behind what under 'behind', or the columns that name it under 'columns'");
    }
    if (!columns.isEmpty() && rules.isEmpty()) {
      fields.key("columns").complain("'columns' needs 'rules': name the rules whose incidents say that something is down");
    }
    Map<String, Set<String>> parents = new LinkedHashMap<>();
    behind.ifPresent(map -> map.fields("'behind'").all().forEach((parent, children) -> {
      for (Element child : children.items()) {
        String name = child.text("what stands behind '" + parent + "'");
        parents.computeIfAbsent(name, any -> new LinkedHashSet<>()).add(parent);
        List<String> way = new ArrayList<>(List.of(name));
        if (leads(parent, name, parents, new HashSet<>(), way)) {
          child.complain("'%s' stands behind itself: %s; take one of them out", name, String.join(" behind ", way));
          parents.get(name).remove(parent);
        }
      }
    }));
    return new Topology(rules, columns, Duration.ofSeconds(wait), parents);
  }

  /** Whether what stands before a thing is, in the end, another; then {@code way} holds all between them. */
  private static boolean leads(String from, String to, Map<String, Set<String>> parents, Set<String> looked, List<String> way) {
    way.add(from);
    if (from.equals(to)) {
      return true;
    }
    for (String parent : looked.add(from) ? parents.getOrDefault(from, Set.of()) : Set.<String>of()) {
      if (leads(parent, to, parents, looked, way)) {
        return true;
      }
    }
    way.remove(way.size() - 1);
    return false;
  }

  private static List<String> texts(List<Element> items, String what) {
    return items.stream().map(item -> item.text(what)).toList();
  }
}

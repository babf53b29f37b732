package dev.signalbox.dependency;

import dev.signalbox.incident.Subject;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One file: what stands behind what. A thing goes by the key of its incidents.
 *
 * @param rules whose open incidents say that something is down; empty for any
 * @param columns of a row, each naming something that the row's incident stands behind
 * @param patience how long something that opens waits for the news that what it stands behind is down
 * @param parents what each thing stands behind directly; without cycles
 * @param kinds what the things are that others stand behind, for people, as far as that is known
 * @param query who knows more of it; null for nobody
 */
public record Topology(
    Set<String> rules,
    List<String> columns,
    Duration patience,
    Map<String, Set<String>> parents,
    Map<String, String> kinds,
    @Nullable EdgeQuery query) {

  public Topology {
    rules = Set.copyOf(rules);
    columns = List.copyOf(columns);
    parents = Map.copyOf(parents);
    kinds = Map.copyOf(kinds);
  }

  /**
   * With what the query said, too.
   *
   * @param warnings takes what is left out because it closes a circle
   */
  Topology with(List<Edge> edges, List<String> warnings) {
    Graph graph = new Graph(parents);
    Map<String, String> known = new HashMap<>(kinds);
    for (Edge edge : edges) {
      Optional<String> circle = graph.add(edge.child(), edge.parent());
      if (circle.isPresent()) {
        warnings.add("row %d is left out: %s".formatted(edge.row(), circle.get()));
      } else if (edge.kind() != null) {
        known.put(edge.parent(), edge.kind());
      }
    }
    return new Topology(rules, columns, patience, graph.parents(), known, query);
  }

  /** How people call it: {@code switch sw-1}. */
  String called(String name) {
    return kinds.containsKey(name) ? kinds.get(name) + " " + name : name;
  }

  /** Everything that stands before an incident, the nearest first; never itself. */
  public List<String> before(Subject incident) {
    Set<String> found = new LinkedHashSet<>();
    Deque<String> next = new ArrayDeque<>(parents.getOrDefault(incident.alert().key(), Set.of()));
    for (String column : columns) {
      incident.row().get(column).ifPresent(value -> {
        if (value instanceof Collection<?> several) {
          several.forEach(one -> next.add(String.valueOf(one)));
        } else {
          next.add(String.valueOf(value));
        }
      });
    }
    while (!next.isEmpty()) {
      String one = next.remove();
      if (!one.equals(incident.alert().key()) && found.add(one)) {
        next.addAll(parents.getOrDefault(one, Set.of()));
      }
    }
    return new ArrayList<>(found);
  }

  /** Whatever something stands behind, as far as the file says so. */
  Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    parents.values().forEach(names::addAll);
    return names;
  }
}

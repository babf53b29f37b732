package dev.signalbox.dependency;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What each thing stands behind directly, while it is put together; never in a circle. */
final class Graph {

  private final Map<String, Set<String>> parents = new LinkedHashMap<>();

  Graph() {}

  Graph(Map<String, Set<String>> begun) {
    begun.forEach((child, all) -> parents.put(child, new LinkedHashSet<>(all)));
  }

  /** @return if that would close a circle, what is wrong, for people; then it is left out */
  Optional<String> add(String child, String parent) {
    List<String> way = way(child, parent);
    if (way.isEmpty()) {
      parents.computeIfAbsent(child, any -> new LinkedHashSet<>()).add(parent);
      return Optional.empty();
    }
    return Optional.of("'%s' stands behind itself: %s".formatted(child, String.join(" behind ", way)));
  }

  /** From the child by way of the parent back to the child; empty if that leads elsewhere. */
  private List<String> way(String child, String parent) {
    Map<String, String> cameFrom = new HashMap<>();
    Deque<String> next = new ArrayDeque<>();
    cameFrom.put(parent, child);
    next.add(parent);
    while (!next.isEmpty()) {
      String one = next.remove();
      if (one.equals(child)) {
        return back(child, parent, cameFrom);
      }
      for (String above : parents.getOrDefault(one, Set.of())) {
        if (cameFrom.putIfAbsent(above, one) == null) {
          next.add(above);
        }
      }
    }
    return List.of();
  }

  private static List<String> back(String child, String parent, Map<String, String> cameFrom) {
    List<String> way = new ArrayList<>(List.of(child));
    for (String one = cameFrom.get(child); !parent.equals(child) && !one.equals(child); one = cameFrom.get(one)) {
      way.add(one);
    }
    way.add(child);
    Collections.reverse(way);
    return way;
  }

  Map<String, Set<String>> parents() {
    return parents;
  }
}

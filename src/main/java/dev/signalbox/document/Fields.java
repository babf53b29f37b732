package dev.signalbox.document;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/**
 * The entries of one map. The keys that a reader asks for are the keys that exist: {@link #end} reports every other
 * one, so a reader asks for all of them, whether it needs them or not.
 */
public final class Fields {

  private final Element map;
  private final String what;
  private final Map<String, Element> keys = new LinkedHashMap<>();
  private final Map<String, Element> values = new LinkedHashMap<>();
  private final TreeSet<String> asked = new TreeSet<>();

  private Fields(Element map, String what) {
    this.map = map;
    this.what = what;
  }

  static Fields none(Element instead, String what) {
    return new Fields(instead, what);
  }

  static Fields of(Element map, String what, MappingNode node) {
    Fields fields = new Fields(map, what);
    for (NodeTuple entry : node.getValue()) {
      Element key = map.of(entry.getKeyNode());
      String name = key.text("a key of " + what);
      if (fields.values.putIfAbsent(name, map.of(entry.getValueNode())) != null) {
        key.complain("key '%s' of %s is written twice (first in line %d); keep one",
            name, what, fields.keys.get(name).line());
      }
      fields.keys.putIfAbsent(name, key);
    }
    return fields;
  }

  /** Empty where the key is missing or has nothing behind it. */
  public Optional<Element> get(String key) {
    asked.add(key);
    return Optional.ofNullable(values.get(key)).filter(value -> !value.isNothing());
  }

  /** As {@link #get}; missing is a finding, unless the map itself was one. */
  public Optional<Element> require(String key, String remedy) {
    Optional<Element> value = get(key);
    if (value.isEmpty() && map.isMap()) {
      keys.getOrDefault(key, map).complain("%s has no '%s'; %s", what, key, remedy);
    }
    return value;
  }

  /** The items behind a key, none where it is missing. */
  public List<Element> items(String key) {
    return get(key).map(Element::items).orElse(List.of());
  }

  /** Every entry in the order written, for maps whose keys are names that the reader cannot know. */
  public Map<String, Element> all() {
    asked.addAll(values.keySet());
    return Collections.unmodifiableMap(values);
  }

  /** Where the key is written, to complain about the key rather than its value. */
  public Element key(String key) {
    return keys.getOrDefault(key, map);
  }

  public Element map() {
    return map;
  }

  public String what() {
    return what;
  }

  /** Reports the keys that nobody asked for. */
  public void end() {
    List<String> unknown = new ArrayList<>(values.keySet());
    unknown.removeAll(asked);
    for (String key : unknown) {
      keys.get(key).complain("unknown key '%s' in %s%s; known: %s",
          key, what, Closest.hint(key, asked), String.join(", ", asked));
    }
  }
}

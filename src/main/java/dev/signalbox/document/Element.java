package dev.signalbox.document;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeType;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** One value of a document: a text, a list or a map, and where it stands. */
public final class Element {

  private final Node node;
  private final String file;
  private final Findings findings;

  Element(Node node, String file, Findings findings) {
    this.node = node;
    this.file = file;
    this.findings = findings;
  }

  public String file() {
    return file;
  }

  /** From 1. */
  public int line() {
    return node.getStartMark().map(Mark::getLine).orElse(-1) + 1;
  }

  public Place place() {
    return new Place(file, line());
  }

  /** Reports that this value is wrong. The reader goes on with any harmless value. */
  public void complain(String message, Object... values) {
    findings.add(file, line(), values.length == 0 ? message : message.formatted(values));
  }

  public boolean isMap() {
    return node.getNodeType() == NodeType.MAPPING;
  }

  public boolean isList() {
    return node.getNodeType() == NodeType.SEQUENCE;
  }

  /** Null, {@code ~}, or a key with nothing behind it, such as a list whose items are all commented out. */
  public boolean isNothing() {
    return node.getTag().equals(Tag.NULL);
  }

  /**
   * The entries of a map. Anything else is a finding and reads as an empty map.
   *
   * @param what the thing that the map describes, for findings, e.g. {@code layer 'nights'}
   */
  public Fields fields(String what) {
    if (node instanceof MappingNode map) {
      return Fields.of(this, what, map);
    }
    complain("%s must be a map of keys and values, but is %s", what, describe());
    return Fields.none(this, what);
  }

  /** The text behind a key of a map, if there is one; reports nothing, so that it may be asked before {@link #fields}. */
  public Optional<String> peek(String key) {
    return child(key).flatMap(Element::scalar);
  }

  /** Whether this is a map with something behind a key; reports nothing. */
  public boolean has(String key) {
    return child(key).isPresent();
  }

  /** What is behind a key of a map, if anything; reports nothing. */
  public Optional<Element> child(String key) {
    if (!(node instanceof MappingNode map)) {
      return Optional.empty();
    }
    return map.getValue().stream()
        .filter(entry -> of(entry.getKeyNode()).scalar().equals(Optional.of(key)))
        .map(entry -> of(entry.getValueNode())).filter(value -> !value.isNothing()).findFirst();
  }

  /** The items of a list; a single value stands for a list of one. */
  public List<Element> items() {
    if (node instanceof SequenceNode list) {
      return list.getValue().stream().map(item -> new Element(item, file, findings)).toList();
    }
    return List.of(this);
  }

  /** The text as written. Anything but a text is a finding and reads as {@code ""}. */
  public String text(String key) {
    Optional<String> text = scalar();
    if (text.isEmpty()) {
      complain("%s must be a single value, but is %s", key, describe());
    }
    return text.orElse("");
  }

  /** A whole number within bounds, as {@link #text}. Anything else is a finding, and empty. */
  public OptionalInt number(String key, int least, int most) {
    String text = text(key);
    try {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return OptionalInt.of(number);
      }
    } catch (NumberFormatException notANumber) {
      // said below, together with what is out of bounds
    }
    if (!isList() && !isMap()) {
      complain("%s '%s' must be a whole number %s", key, text,
          most == Integer.MAX_VALUE ? "of at least " + least : "from " + least + " to " + most);
    }
    return OptionalInt.empty();
  }

  Element of(Node part) {
    return new Element(part, file, findings);
  }

  private Optional<String> scalar() {
    return node instanceof ScalarNode scalar && !isNothing() ? Optional.of(scalar.getValue()) : Optional.empty();
  }

  private String describe() {
    return isNothing() ? "empty" : isMap() ? "a map" : isList() ? "a list" : "'" + scalar().orElse("") + "'";
  }
}

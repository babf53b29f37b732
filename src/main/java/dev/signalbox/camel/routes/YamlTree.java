package dev.signalbox.camel.routes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.Finding;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A YAML file as a tree of JSON, with the line on which everything stands. */
final class YamlTree {

  private static final int DEEPEST = 80;
  private static final int MOST_NODES = 50_000;

  private final JsonNode root;
  private final Map<String, Integer> lines = new HashMap<>();
  private int nodes;

  private YamlTree(Node node) {
    root = node == null ? JsonNodeFactory.instance.nullNode() : json(node, "", 0);
  }

  /** Reads a file; what is wrong with it as YAML goes to the findings, and nothing comes back. */
  static Optional<YamlTree> parse(String path, String text, List<Finding> findings) {
    if (text.startsWith("\uFEFF")) {
      findings.add(new Finding(path, 1, "it begins with a byte order mark; save it as plain UTF-8"));
      return Optional.empty();
    }
    LoadSettings strict =
        LoadSettings.builder().setUseMarks(true).setMaxAliasesForCollections(20).setCodePointLimit(512 * 1024).setLabel(path).build();
    try {
      List<Node> documents = new java.util.ArrayList<>();
      new Compose(strict).composeAllFromString(text).forEach(documents::add);
      if (documents.size() > 1) {
        findings.add(new Finding(path, line(documents.get(1)), "a second document begins here; one file holds one document"));
        return Optional.empty();
      }
      return Optional.of(new YamlTree(documents.isEmpty() ? null : documents.get(0)));
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(Mark::getLine).orElse(0) + 1;
      findings.add(new Finding(path, line, "not YAML: " + oneLine(e.getProblem())));
    } catch (Refused e) {
      findings.add(new Finding(path, e.line, e.getMessage()));
    } catch (YamlEngineException | StackOverflowError e) {
      findings.add(new Finding(path, 1, "not YAML: " + oneLine(String.valueOf(e.getMessage()))));
    }
    return Optional.empty();
  }

  JsonNode root() {
    return root;
  }

  /** The line, from 1, of what a JSON pointer points at, or of the nearest thing around it. */
  int line(String pointer) {
    for (String at = pointer; !at.isEmpty(); at = at.substring(0, Math.max(0, at.lastIndexOf('/')))) {
      Integer line = lines.get(at);
      if (line != null) {
        return line;
      }
    }
    return 1;
  }

  private JsonNode json(Node node, String at, int depth) {
    if (depth > DEEPEST || ++nodes > MOST_NODES) {
      throw new Refused(line(node), "nested too deeply or too large; a route file holds a route");
    }
    lines.putIfAbsent(at, line(node));
    if (node instanceof MappingNode map) {
      return object(map, at, depth);
    }
    if (node instanceof SequenceNode list) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      for (Node item : list.getValue()) {
        array.add(json(item, at + "/" + array.size(), depth + 1));
      }
      return array;
    }
    return scalar((ScalarNode) node);
  }

  private ObjectNode object(MappingNode map, String at, int depth) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (NodeTuple entry : map.getValue()) {
      if (!(entry.getKeyNode() instanceof ScalarNode key)) {
        throw new Refused(line(entry.getKeyNode()), "a key must be a word");
      }
      if (object.has(key.getValue())) {
        throw new Refused(line(key), "the key '%s' stands here twice; remove one".formatted(key.getValue()));
      }
      String below = at + "/" + key.getValue().replace("~", "~0").replace("/", "~1");
      lines.put(below, line(key));
      object.set(key.getValue(), json(entry.getValueNode(), below, depth + 1));
    }
    return object;
  }

  private static JsonNode scalar(ScalarNode node) {
    Tag tag = node.getTag();
    String text = node.getValue();
    if (tag.equals(Tag.NULL)) {
      return JsonNodeFactory.instance.nullNode();
    }
    if (tag.equals(Tag.BOOL)) {
      return JsonNodeFactory.instance.booleanNode(Boolean.parseBoolean(text));
    }
    if (tag.equals(Tag.INT) && text.matches("-?\\d{1,18}")) {
      return JsonNodeFactory.instance.numberNode(Long.parseLong(text));
    }
    if (!tag.equals(Tag.STR) && !tag.equals(Tag.INT) && !tag.equals(Tag.FLOAT)) {
      throw new Refused(line(node), "the tag '%s' is not allowed".formatted(tag.getValue()));
    }
    return JsonNodeFactory.instance.textNode(text);
  }

  private static int line(Node node) {
    return node.getStartMark().map(Mark::getLine).orElse(0) + 1;
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }

  private static final class Refused extends YamlEngineException {
    private static final long serialVersionUID = 1L;
    private final int line;

    Refused(int line, String message) {
      super(message);
      this.line = line;
    }
  }
}

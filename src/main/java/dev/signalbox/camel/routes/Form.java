package dev.signalbox.camel.routes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What may stand at one place of a route file, according to the schema that Camel ships: its alternatives merged into one,
 * so that whatever any of them allows is allowed. Read once, when the first file is checked.
 */
final class Form {

  private static final String SCHEMA = "/schema/camelYamlDsl.json";
  private static final String DEFINITIONS = "#/items/definitions/";

  private final Set<String> types = new HashSet<>();
  private final Map<String, JsonNode> properties = new HashMap<>();
  private final Map<String, Form> forms = new HashMap<>();
  private final Set<String> required = new TreeSet<>();
  private final Set<String> choices = new TreeSet<>();
  private @Nullable JsonNode items;
  private boolean closed;
  private boolean single;

  private static final class Loaded {
    private static final JsonNode ROOT = read();
    private static final Map<String, Form> DEFINED = new HashMap<>();

    private static JsonNode read() {
      try (InputStream file = Form.class.getResourceAsStream(SCHEMA)) {
        return new ObjectMapper().readTree(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private Form(JsonNode schema) {
    merge(schema, true);
  }

  /** A whole file. */
  static Form ofRoutes() {
    return new Form(Loaded.ROOT);
  }

  private static Form of(JsonNode schema) {
    String ref = schema.path("$ref").asText();
    if (ref.isEmpty() || schema.size() > 1) {
      return new Form(schema);
    }
    synchronized (Loaded.DEFINED) {
      Form known = Loaded.DEFINED.get(ref);
      if (known == null) {
        known = new Form(schema);
        Loaded.DEFINED.put(ref, known);
      }
      return known;
    }
  }

  /**
   * @param obliges whether what this part requires is required: an alternative among several does not oblige, unless it is the
   *     one that describes the map
   */
  private void merge(JsonNode schema, boolean obliges) {
    if (schema.has("$ref")) {
      merge(Loaded.ROOT.path("items").path("definitions").path(schema.path("$ref").asText().substring(DEFINITIONS.length())), obliges);
    }
    if (schema.has("type")) {
      types.add(schema.path("type").asText());
    }
    schema.path("properties").fields().forEachRemaining(entry -> properties.putIfAbsent(entry.getKey(), entry.getValue()));
    closed |= schema.has("additionalProperties") && !schema.path("additionalProperties").asBoolean(true);
    single |= schema.path("maxProperties").asInt() == 1;
    items = schema.has("items") ? schema.path("items") : items;
    schema.path("enum").forEach(choice -> choices.add(choice.asText()));
    if (obliges) {
      schema.path("required").forEach(name -> required.add(name.asText()));
    }
    for (String alternatives : new String[] {"oneOf", "anyOf", "allOf"}) {
      schema.path(alternatives).forEach(part -> merge(part, obliges && (alternatives.equals("allOf") || part.has("additionalProperties"))));
    }
  }

  boolean allows(String type) {
    return types.isEmpty() || types.contains(type);
  }

  boolean only(String type) {
    return types.size() == 1 && types.contains(type);
  }

  /** What may stand behind a key; null if the schema does not know the key. */
  @Nullable Form property(String name) {
    JsonNode schema = properties.get(name);
    return schema == null ? null : form(name, schema);
  }

  Collection<String> properties() {
    return properties.keySet();
  }

  @Nullable Form items() {
    return items == null ? null : form("[]", items);
  }

  private synchronized Form form(String name, JsonNode schema) {
    Form known = forms.get(name);
    if (known == null) {
      known = of(schema);
      forms.put(name, known);
    }
    return known;
  }

  Set<String> required() {
    return required;
  }

  Set<String> choices() {
    return choices;
  }

  boolean closed() {
    return closed;
  }

  boolean single() {
    return single;
  }
}

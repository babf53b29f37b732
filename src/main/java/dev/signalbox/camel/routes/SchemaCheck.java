package dev.signalbox.camel.routes;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.signalbox.Finding;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Camel's own schema of its YAML, read once and only when it is needed: it is large. */
final class SchemaCheck {

  private static final String SCHEMA = "/schema/camelYamlDsl.json";

  private SchemaCheck() {}

  private static final class Loaded {
    private static final JsonSchema ROUTES = load();

    private static JsonSchema load() {
      try (InputStream file = SchemaCheck.class.getResourceAsStream(SCHEMA)) {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4).getSchema(new ObjectMapper().readTree(file));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** The one thing that explains most: where alternatives all fail, the failure that got furthest into the file. */
  static void check(String path, YamlTree tree, List<Finding> findings) {
    Set<ValidationMessage> messages = Loaded.ROUTES.validate(tree.root());
    Optional<ValidationMessage> worst =
        messages.stream().max(Comparator.comparingInt(SchemaCheck::depth).thenComparingInt(SchemaCheck::clarity));
    worst.ifPresent(message -> findings.add(new Finding(path, line(tree, message), words(message))));
  }

  private static int depth(ValidationMessage message) {
    return message.getInstanceLocation().getNameCount() + (message.getType().equals("additionalProperties") ? 1 : 0);
  }

  private static int clarity(ValidationMessage message) {
    return switch (message.getType()) {
      case "additionalProperties" -> 3;
      case "required" -> 2;
      case "type", "enum" -> 1;
      default -> 0;
    };
  }

  private static int line(YamlTree tree, ValidationMessage message) {
    String at = pointer(message);
    return message.getType().equals("additionalProperties") ? tree.line(at + "/" + message.getProperty()) : tree.line(at);
  }

  private static String pointer(ValidationMessage message) {
    StringBuilder pointer = new StringBuilder();
    for (int i = 0; i < message.getInstanceLocation().getNameCount(); i++) {
      pointer.append('/').append(message.getInstanceLocation().getName(i));
    }
    return pointer.toString();
  }

  private static String words(ValidationMessage message) {
    return switch (message.getType()) {
      case "additionalProperties" -> "'%s' is unknown here; check the spelling and the indentation".formatted(message.getProperty());
      case "required" -> "'%s' is missing here".formatted(message.getProperty());
      default -> message.getMessage().replaceAll("^\\$\\S*: ", "");
    };
  }
}

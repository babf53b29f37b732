package dev.signalbox.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * The vendors' own schemas, where a copy lies beside the project ({@code -Dsignalbox.shared=DIR}, default
 * {@code ../shared}); they are not ours to ship.
 */
public final class SharedSchemas {

  private static final Path CONTRACTS = Path.of(System.getProperty("signalbox.shared", "../shared"), "contracts");
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private SharedSchemas() {}

  /** A part of an OpenAPI document, with its references. */
  public static JsonSchema openApi(String file, String pointer) {
    JsonNode document = document(file);
    com.fasterxml.jackson.databind.node.ObjectNode root = MAPPER.createObjectNode();
    root.put("$ref", "#" + pointer);
    document.fields().forEachRemaining(field -> root.set(field.getKey(), field.getValue()));
    return JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(root);
  }

  public static JsonSchema schema(String file, VersionFlag version) {
    return JsonSchemaFactory.getInstance(version).getSchema(document(file));
  }

  public static void assertValid(JsonSchema schema, String json) {
    try {
      assertThat(schema.validate(MAPPER.readTree(json))).isEmpty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static boolean areHere() {
    return Files.isDirectory(CONTRACTS);
  }

  /** The whole of a file. */
  public static JsonNode document(String file) {
    Path path = CONTRACTS.resolve(file);
    Assumptions.assumeTrue(Files.exists(path), () -> "skipped: no " + path + ", set -Dsignalbox.shared");
    try {
      return (file.endsWith(".yaml") ? YAML : MAPPER).readTree(path.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

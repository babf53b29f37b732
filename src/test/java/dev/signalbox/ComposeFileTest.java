package dev.signalbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.signalbox.camel.routes.SinkScan;
import dev.signalbox.camel.routes.FolderValidation;
import dev.signalbox.web.access.UserSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** docker-compose.yml, Dockerfile and .env.example by reading them: no engine is asked. */
class ComposeFileTest {

  private static final Path FILE = Path.of("docker-compose.yml");
  private static final String HASH = "$2y$10$abcdefghijklmnopqrstuuO8ZeNGTnBMyOBZyCbnvDMQ8zDhxXxXy";
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z0-9_]+)(?::([-?])((?:[^{}]|\\$\\{[^}]*})*))?}");
  private static final Pattern SECRET = Pattern.compile(".*(PASSWORD|TOKEN|KEY|SECRET|HASH).*");

  private final JsonNode compose = read();

  @TempDir private Path folder;

  private static JsonNode read() {
    try {
      return new YAMLMapper().readTree(Files.readString(FILE));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void it_keeps_to_the_compose_specification() throws IOException {
    assertThat(schema().validate(compose)).isEmpty();
  }

  @Test
  void a_typing_error_is_one() throws IOException {
    ObjectNode hub = (ObjectNode) compose.at("/services/hub");
    hub.set("depend_on", hub.remove("depends_on"));

    assertThat(schema().validate(compose)).extracting(ValidationMessage::getMessage).anyMatch(said -> said.contains("depend_on"));
  }

  @Test
  void who_waits_for_a_healthy_service_waits_for_one_with_a_check() throws IOException {
    String dockerfile = Files.readString(Path.of("Dockerfile"));
    services().forEach((name, service) ->
        service.path("depends_on").fields().forEachRemaining(needed -> {
          assertThat(services()).as(name + " depends on").containsKey(needed.getKey());
          JsonNode other = services().get(needed.getKey());
          assertThat(other.has("healthcheck") || other.has("build") && dockerfile.contains("\nHEALTHCHECK "))
              .as("%s has a health check", needed.getKey())
              .isTrue();
        }));
  }

  @Test
  void every_volume_and_every_mounted_file_exists() {
    services().forEach((name, service) ->
        service.path("volumes").forEach(volume -> {
          String source = resolve(volume.asText(), Map.of()).split(":")[0];
          if (source.startsWith(".")) {
            assertThat(Path.of(source)).exists();
          } else {
            assertThat(compose.path("volumes").has(source)).as("%s: the volume %s is declared", name, source).isTrue();
          }
        }));
  }

  @Test
  void everything_is_published_on_loopback_only() {
    List<String> ports = services().values().stream().flatMap(service -> texts(service.path("ports"))).toList();

    assertThat(ports).isNotEmpty().allMatch(port -> port.matches("127\\.0\\.0\\.1:\\d+:\\d+"));
  }

  @Test
  void it_holds_no_secret() {
    services().values().forEach(service ->
        service.path("environment").fields().forEachRemaining(variable -> {
          if (SECRET.matcher(variable.getKey()).matches()) {
            assertThat(variable.getValue().asText())
                .as(variable.getKey())
                .matches("\\$\\{[A-Z_]+:\\?[^}]+}|\\$\\{[A-Z_]+:-\\$\\{[A-Z_]+}}");
          }
        }));
  }

  @Test
  void every_setting_in_it_is_one_that_the_hub_reads() throws IOException {
    for (String variable : (Iterable<String>) () -> hub().path("environment").fieldNames()) {
      if (variable.startsWith("SIGNALBOX_")) {
        assertThat(KnownSettings.readsVariable(variable)).as(variable).isTrue();
      }
    }
  }

  @Test
  void every_variable_of_the_example_is_read_by_the_hub_or_by_the_file() throws IOException {
    String file = Files.readString(FILE);
    for (String variable : example().keySet()) {
      assertThat(file.contains("${" + variable) || KnownSettings.readsVariable(variable)).as(variable).isTrue();
    }
  }

  @Test
  void values_of_the_example_are_quoted_so_that_a_dollar_stays_one() throws IOException {
    assertThat(example().values()).allMatch(value -> value.matches("'[^']*'"));
  }

  @Test
  void the_hub_starts_with_these_settings() {
    Map<String, Object> environment = new HashMap<>();
    Map<String, String> given = Map.of("SIGNALBOX_USERS_OPERATOR_PASSWORD", HASH, "SIGNALBOX_STORE_PASSWORD", "secret");
    hub().path("environment").fields().forEachRemaining(variable ->
        environment.put(variable.getKey(), resolve(variable.getValue().asText(), given)));
    StandardEnvironment settings = new StandardEnvironment();
    settings.getPropertySources().replace("systemEnvironment", new SystemEnvironmentPropertySource("systemEnvironment", environment));

    assertThat(SettingsCheck.problems(settings)).isEmpty();
    assertThat(UserSettings.of(settings).problems()).isEmpty();
    assertThat(environment).containsEntry("SIGNALBOX_SOURCE_PASSWORD", "secret");

    environment.remove("SIGNALBOX_USERS_OPERATOR_PASSWORD");
    assertThat(SettingsCheck.problems(settings)).singleElement().asString().contains("server.address is '0.0.0.0'");
  }

  @Test
  void the_rules_of_a_first_start_are_right_and_lead_to_mail_alone() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("routes"))) {
      for (Path file : files.filter(Files::isRegularFile).filter(file -> !file.startsWith("routes/rules")).toList()) {
        copy(file, folder.resolve(Path.of("routes").relativize(file)));
      }
    }
    try (Stream<Path> files = Files.list(Path.of("docker/rules"))) {
      for (Path file : files.toList()) {
        copy(file, folder.resolve("rules").resolve(file.getFileName()));
      }
    }

    assertThat(FolderValidation.of(folder, Instant.parse("2026-11-27T09:00:00Z"), Optional::empty).findings()).isEmpty();
    assertThat(SinkScan.of(folder, UnaryOperator.identity()).uses()).extracting(SinkScan.Use::channel).containsOnly("mail");
  }

  @Test
  void the_image_runs_as_nobody_in_particular_from_what_it_is_given() throws IOException {
    String dockerfile = Files.readString(Path.of("Dockerfile"));
    String ignored = Files.readString(Path.of(".dockerignore"));

    assertThat(dockerfile).containsPattern("(?m)^USER [1-9]\\d+$").contains("-XX:+ExitOnOutOfMemoryError", "-Djdk.serialFilter=");
    Matcher copied = Pattern.compile("(?m)^COPY ([a-z.]+) ").matcher(dockerfile);
    while (copied.find()) {
      assertThat(Path.of(copied.group(1))).exists();
      assertThat(ignored).contains("!" + copied.group(1));
    }
  }

  private JsonNode hub() {
    return compose.at("/services/hub");
  }

  private Map<String, JsonNode> services() {
    Map<String, JsonNode> services = new TreeMap<>();
    compose.path("services").fields().forEachRemaining(service -> services.put(service.getKey(), service.getValue()));
    return services;
  }

  private static Map<String, String> example() throws IOException {
    return Files.readAllLines(Path.of(".env.example")).stream()
        .filter(line -> line.matches("#?[A-Z0-9_]+=.*"))
        .map(line -> line.replaceFirst("^#", "").split("=", 2))
        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
  }

  private static JsonSchema schema() throws IOException {
    String text = Files.readString(Path.of("src/test/resources/compose/compose.schema.json"));
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(text);
  }

  private static Stream<String> texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText);
  }

  /** Compose's interpolation, as far as this file uses it: {@code ${A}}, {@code ${A:-b}}, {@code ${A:?b}}. */
  private static String resolve(String text, Map<String, String> given) {
    return VARIABLE.matcher(text).replaceAll(variable -> {
      String value = given.getOrDefault(variable.group(1), "");
      if (value.isEmpty()) {
        assertThat(variable.group(2)).as("%s must be given", variable.group(1)).isNotEqualTo("?");
        value = variable.group(3) == null ? "" : resolve(variable.group(3), given);
      }
      return Matcher.quoteReplacement(value);
    });
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    Files.copy(from, to);
  }
}

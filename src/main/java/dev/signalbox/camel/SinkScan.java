package dev.signalbox.camel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** Which channels the rules use, read from the files before anything is started. */
public final class SinkScan {

  private final Path routes;
  private final UnaryOperator<String> placeholders;

  /**
   * @param placeholders resolves Camel's double braces
   */
  public SinkScan(Path routes, UnaryOperator<String> placeholders) {
    this.routes = routes;
    this.placeholders = placeholders;
  }

  private record Use(String kamelet, @Nullable Object parameters, String file) {}

  /** For each channel that a sink leads to, the file of one rule that uses it. Files that cannot be read use nothing. */
  public Map<String, String> channels() {
    Map<String, String> used = new TreeMap<>();
    uses().forEach(use -> channels(use).forEach(name -> used.putIfAbsent(name, use.file())));
    return used;
  }

  /** The file of a rule that tells those on call on the channels that they prefer, if one does. */
  public Optional<String> tellsOnCall() {
    return uses().filter(use -> use.kamelet().equals("on-call-sink")).map(Use::file).findFirst();
  }

  private Stream<Use> uses() {
    List<Use> uses = new ArrayList<>();
    Path rules = routes.resolve("rules");
    if (!Files.isDirectory(rules)) {
      return Stream.empty();
    }
    try (Stream<Path> files = Files.list(rules)) {
      files.filter(file -> file.toString().endsWith(".camel.yaml")).sorted()
          .forEach(file -> scan(read(file), file.getFileName().toString(), uses));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return uses.stream();
  }

  private static void scan(Object node, String file, List<Use> uses) {
    if (node instanceof Map<?, ?> map) {
      sink(map.get("uri")).ifPresent(name -> uses.add(new Use(name, map.get("parameters"), file)));
      sink(map.get("to")).ifPresent(name -> uses.add(new Use(name, null, file)));
      map.values().forEach(value -> scan(value, file, uses));
    } else if (node instanceof Collection<?> list) {
      list.forEach(item -> scan(item, file, uses));
    }
  }

  private static Optional<String> sink(Object uri) {
    return uri instanceof String text && text.matches("kamelet:[a-z0-9-]+-sink(\\?.*)?")
        ? Optional.of(text.substring("kamelet:".length()).replaceAll("\\?.*", ""))
        : Optional.empty();
  }

  private List<String> channels(Use use) {
    Path kamelet = routes.resolve("kamelets/" + use.kamelet() + ".kamelet.yaml");
    Object channel = dig(read(kamelet), "spec", "template", "beans", "0", "properties", "channel");
    if (!(channel instanceof String text)) {
      return List.of();
    }
    if (text.equals("{{system}}")) {
      Object given = use.parameters() instanceof Map<?, ?> map ? map.get("system") : null;
      text = given != null ? given.toString() : "{{signalbox.tickets}}";
    }
    return Arrays.stream(placeholders.apply(text).split(",")).map(String::strip).toList();
  }

  private static Object dig(Object node, String... path) {
    for (String step : path) {
      if (node instanceof Map<?, ?> map) {
        node = map.get(step);
      } else if (node instanceof List<?> list && !list.isEmpty()) {
        node = list.get(Integer.parseInt(step));
      } else {
        return null;
      }
    }
    return node;
  }

  private static Object read(Path file) {
    try {
      return new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
    } catch (IOException | YAMLException e) {
      return null; // the route loader says what is wrong with it
    }
  }
}

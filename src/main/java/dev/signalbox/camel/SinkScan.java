package dev.signalbox.camel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
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

  /** For each channel that a sink leads to, the file of one rule that uses it. Files that cannot be read use nothing. */
  public Map<String, String> channels() {
    Map<String, String> used = new TreeMap<>();
    Path rules = routes.resolve("rules");
    if (!Files.isDirectory(rules)) {
      return used;
    }
    try (Stream<Path> files = Files.list(rules)) {
      files.filter(file -> file.toString().endsWith(".camel.yaml")).sorted().forEach(file -> scan(read(file), file.getFileName().toString(), used));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return used;
  }

  private void scan(Object node, String file, Map<String, String> used) {
    if (node instanceof Map<?, ?> map) {
      sink(map.get("uri")).ifPresent(name -> note(name, map.get("parameters"), file, used));
      sink(map.get("to")).ifPresent(name -> note(name, null, file, used));
      map.values().forEach(value -> scan(value, file, used));
    } else if (node instanceof Collection<?> list) {
      list.forEach(item -> scan(item, file, used));
    }
  }

  private static Optional<String> sink(Object uri) {
    return uri instanceof String text && text.matches("kamelet:[a-z0-9-]+-sink(\\?.*)?")
        ? Optional.of(text.substring("kamelet:".length()).replaceAll("\\?.*", ""))
        : Optional.empty();
  }

  private void note(String kamelet, Object parameters, String file, Map<String, String> used) {
    Object channel = dig(read(routes.resolve("kamelets/" + kamelet + ".kamelet.yaml")), "spec", "template", "beans", "0", "properties", "channel");
    if (channel instanceof String text) {
      if (text.equals("{{system}}")) {
        Object given = parameters instanceof Map<?, ?> map ? map.get("system") : null;
        text = given != null ? given.toString() : "{{signalbox.tickets}}";
      }
      Arrays.stream(placeholders.apply(text).split(",")).map(String::strip).forEach(name -> used.putIfAbsent(name, file));
    }
  }

  private static Object dig(Object node, String... path) {
    for (String step : path) {
      if (node instanceof Map<?, ?> map) {
        node = map.get(step);
      } else if (node instanceof java.util.List<?> list && !list.isEmpty()) {
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

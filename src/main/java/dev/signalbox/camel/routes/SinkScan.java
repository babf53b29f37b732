package dev.signalbox.camel.routes;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.Finding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the rules use, read from the files before anything is started: which channels their sinks lead to, and which
 * schedule they have asked by then. Files that cannot be read use nothing; the loader says what is wrong with them.
 */
public final class SinkScan {

  private static final String CHANNEL = "/spec/template/beans/0/properties/channel";

  private static final Pattern PARAMETER = Pattern.compile("\\{\\{([A-Za-z]+)}}");

  private final Map<String, String> files;
  private final UnaryOperator<String> placeholders;
  private final Map<String, Optional<YamlTree>> trees = new HashMap<>();

  /**
   * A sink in a rule.
   *
   * @param kamelet its name, {@code slack-sink}
   * @param rule the rule's file, relative to the routes folder; {@code line} in it
   * @param channel where it leads; a placeholder where no setting says which; empty where each person's preference does
   * @param schedules those of which one was asked on the way to it; none if nobody is on call there
   * @param parameters of the sink
   */
  public record Use(
      String kamelet, String rule, int line, String channel, Set<String> schedules, Map<String, String> parameters) {

    /** As people look for it: {@code rules/outage.camel.yaml:14}. */
    public String place() {
      return rule + ":" + line;
    }

    /** Empty if it is not given, or is a placeholder that nothing sets. */
    public String parameter(String name) {
      String value = parameters.getOrDefault(name, "").strip();
      return value.contains("${") || value.contains("{{") ? "" : value;
    }

    /** Whether it tells those on call on the channels that they prefer. */
    public boolean asPreferred() {
      return kamelet.equals("on-call-sink");
    }
  }

  /**
   * @param placeholders resolves Camel's double braces, and leaves what it does not know
   */
  public static SinkScan of(Path routes, UnaryOperator<String> placeholders) {
    return new SinkScan(new RouteFolder(routes).list().texts(), placeholders);
  }

  SinkScan(Map<String, String> files, UnaryOperator<String> placeholders) {
    this.files = files;
    this.placeholders = placeholders;
  }

  /** Every sink of every rule, by file and place; one that leads to two channels is two uses. */
  public List<Use> uses() {
    return walk().uses;
  }

  /** Every schedule that a rule asks, whether a sink needs the answer or not. */
  public Set<String> schedules() {
    return walk().asked;
  }

  private Walk walk() {
    Walk walk = new Walk();
    files.keySet().stream().filter(path -> path.startsWith("rules/") && path.endsWith(".camel.yaml"))
        .forEach(path -> tree(path).ifPresent(tree -> walk.enter(path, tree, tree.root(), "", "", Set.of())));
    return walk;
  }

  private Optional<YamlTree> tree(String path) {
    return trees.computeIfAbsent(path, none -> {
      String text = files.get(path);
      List<Finding> ignored = new ArrayList<>();
      return text == null ? Optional.empty() : YamlTree.parse(path, text, ignored);
    });
  }

  private final class Walk {

    private final List<Use> uses = new ArrayList<>();
    private final Set<String> asked = new TreeSet<>();

    /**
     * Steps follow each other; what else branches off, such as the cases of a choice, begins alike.
     *
     * @param before the schedules asked on the way here
     * @return those of which one was asked on the way out
     */
    Set<String> enter(String path, YamlTree tree, JsonNode node, String at, String step, Set<String> before) {
      Optional<EndpointUse> endpoint = EndpointUse.at(node, at, step);
      if (endpoint.isPresent() && !step.equals("from")) {
        return meet(path, tree, endpoint.get(), before);
      }
      Set<String> after = new LinkedHashSet<>();
      if (step.equals("steps")) {
        after.addAll(before);
        for (int i = 0; i < node.size(); i++) {
          Set<String> then = enter(path, tree, node.get(i), at + "/" + i, "", Set.copyOf(after));
          after.clear();
          after.addAll(then);
        }
        return after;
      }
      node.fields().forEachRemaining(entry -> {
        if (!entry.getKey().equals("parameters")) {
          after.addAll(enter(path, tree, entry.getValue(), at + "/" + entry.getKey(), entry.getKey(), before));
        }
      });
      for (int i = 0; node.isArray() && i < node.size(); i++) {
        after.addAll(enter(path, tree, node.get(i), at + "/" + i, "", before));
      }
      return node.isContainerNode() && !node.isEmpty() ? after : before;
    }

    private Set<String> meet(String path, YamlTree tree, EndpointUse use, Set<String> before) {
      Map<String, String> parameters = new HashMap<>();
      use.parameters().forEach((name, value) -> parameters.put(name, placeholders.apply(value.asText())));
      String schedule = parameters.getOrDefault("schedule", "");
      if (use.uri().equals("kamelet:on-call-action") && !schedule.isEmpty()) {
        asked.add(schedule);
        return Set.of(schedule);
      }
      int line = tree.line(use.at());
      channels(use, parameters).forEach(channel ->
          uses.add(new Use(use.rest(), path, line, channel, before, parameters)));
      return before;
    }

    private List<String> channels(EndpointUse use, Map<String, String> parameters) {
      if (!use.uri().matches("kamelet:[a-z0-9-]+-sink")) {
        return List.of();
      }
      JsonNode kamelet = tree("kamelets/" + use.rest() + ".kamelet.yaml").map(YamlTree::root).orElse(null);
      if (kamelet == null) {
        return List.of();
      }
      String channel = kamelet.at(CHANNEL).asText(); // a sink of one's own need not have one
      channel = PARAMETER.matcher(channel).replaceAll(parameter -> {
        String fallback = kamelet.at("/spec/definition/properties/" + parameter.group(1) + "/default").asText();
        return Matcher.quoteReplacement(placeholders.apply(parameters.getOrDefault(parameter.group(1), fallback)));
      });
      return Arrays.stream(channel.split(",")).map(String::strip).toList();
    }
  }
}

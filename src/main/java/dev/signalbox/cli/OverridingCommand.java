package dev.signalbox.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What the commands that make overrides have in common: where, by whom, why, once; and how the answer is told. */
@Command
abstract class OverridingCommand extends RemoteCommand {

  private static final Pattern KEY = Pattern.compile("[!-~]{1,200}");
  private static final int SHOWN = 12;

  @Option(names = "--schedule", required = true, paramLabel = "NAME", description = "The schedule's name.")
  private String schedule = "";

  @Option(names = "--reason", description = "Why, in one line.")
  private @Nullable String reason;

  @Option(names = "--by", defaultValue = "${sys:user.name}",
      description = "Who decides; default: the user of this machine.")
  private String by = "";

  @Option(names = "--key",
      description = "A name for this request: repeated under the same one, it is done once. Default: a new one.")
  private @Nullable String key;

  static String path(String schedule) {
    return "/api/on-call/" + segment(schedule) + "/overrides";
  }

  final JsonNode ask(Hub hub, Map<String, Object> body) {
    body.put("by", by);
    if (reason != null) {
      body.put("reason", reason);
    }
    String once = key == null ? UUID.randomUUID().toString() : key;
    if (!KEY.matcher(once).matches()) {
      throw Trouble.usage(
          "--key '%s' is not a key: use up to 200 letters and digits, without blanks".formatted(Show.line(once)));
    }
    return hub.postOnce(path(schedule), body, once);
  }

  /** One override in full: what it is, who is on call without and with it, what the maker may not have meant. */
  static String text(JsonNode made, String verb) {
    StringBuilder text = new StringBuilder("%s %s: %s, from %s to %s\n".formatted(
        verb, Show.field(made, "id"), said(made), Show.field(made, "start"), Show.field(made, "end")));
    shifts(text, "without", made.path(verb.equals("withdrawn") ? "after" : "before"));
    shifts(text, "with", made.path(verb.equals("withdrawn") ? "before" : "after"));
    made.path("warnings").forEach(warning ->
        text.append("warning: ").append(Show.field(warning, "sentence")).append('\n'));
    return Show.block(text.toString().stripTrailing());
  }

  private static void shifts(StringBuilder text, String label, JsonNode shifts) {
    if (shifts.isEmpty()) {
      text.append("  %-8s nobody\n".formatted(label));
    }
    for (int i = 0; i < Math.min(shifts.size(), SHOWN); i++) {
      JsonNode shift = shifts.get(i);
      text.append("  %-8s %s  %s  %s\n".formatted(
          i == 0 ? label : "", Show.field(shift, "start"), Show.field(shift, "end"), names(shift, "participants")));
    }
    if (shifts.size() > SHOWN) {
      text.append("  %-8s and %d more\n".formatted("", shifts.size() - SHOWN));
    }
  }

  private static String said(JsonNode override) {
    String comes = names(override, "participants");
    String goes = names(override, "replaces");
    String type = Show.field(override, "type");
    return switch (type) {
      case "replace" -> "replace %s by %s".formatted(goes, comes);
      case "remove" -> "remove " + goes;
      default -> type + " " + (comes.isEmpty() ? "nobody" : comes);
    };
  }

  static String names(JsonNode node, String field) {
    return StreamSupport.stream(node.path(field).spliterator(), false)
        .map(JsonNode::asText).collect(Collectors.joining(", "));
  }
}

package dev.signalbox.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code explain}: why somebody was told, or was not. */
@Command(
    name = "explain",
    description = "Why somebody was, or was not, told: the row, the polls, what held it back, who was on call, every delivery.",
    subcommands = ExplainCommand.OfIncident.class)
public final class ExplainCommand extends RemoteCommand {

  @Option(names = "--rule", paramLabel = "RULE", description = "The rule that saw it, or should have.")
  private @Nullable String rule;

  @Option(names = "--key", paramLabel = "KEY", description = "The value of the rule's key column, for example srv-042.")
  private @Nullable String key;

  @Option(names = "--at", paramLabel = "INSTANT", description = "ISO 8601; default: now.")
  private @Nullable Instant at;

  @Override
  int run(Hub hub) {
    if (rule == null || key == null) {
      throw Trouble.usage("say what to explain: explain incident ID, or explain --rule R --key K [--at T]");
    }
    Map<String, String> question = new LinkedHashMap<>();
    question.put("rule", rule);
    question.put("key", key);
    question.put("at", at == null ? "" : at.toString());
    JsonNode found = hub.get("/api/explain" + query(question));
    print(found, text(found));
    return 0;
  }

  @Command(name = "incident", description = "Of one incident.")
  static final class OfIncident extends RemoteCommand {
    @Parameters(paramLabel = "ID", description = "As 'incidents list' prints it.")
    private String id = "";

    @Override
    int run(Hub hub) {
      JsonNode found = hub.get("/api/incidents/" + id(id) + "/explain");
      print(found, text(found));
      return 0;
    }
  }

  private static String text(JsonNode found) {
    StringBuilder text = new StringBuilder(Show.line(Show.field(found, "answer"))).append('\n');
    for (JsonNode section : found.path("sections")) {
      text.append('\n').append(Show.line(Show.field(section, "title"))).append('\n');
      for (JsonNode line : section.path("lines")) {
        text.append("  ").append(Show.line("%s  %s".formatted(Show.field(line, "at"), Show.field(line, "text"))).strip()).append('\n');
      }
    }
    return text.toString().stripTrailing();
  }
}

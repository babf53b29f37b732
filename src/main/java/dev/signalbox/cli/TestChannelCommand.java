package dev.signalbox.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code test-channel}: whether a channel of a running hub works, tried on the real thing. */
@Command(
    name = "test-channel",
    description = "Sends a marked test message through a channel of a running hub, closes it again, and says what is missing. Exit code 1 if anything is.")
final class TestChannelCommand extends RemoteCommand {

  @Parameters(paramLabel = "NAME", description = "slack, mail, pagerduty, jira, servicenow, webhook-<name>.")
  private String name = "";

  @Option(names = "--to", paramLabel = "ADDRESS",
      description = "Where on that channel, for example a mail address; default: where the first rule that uses it leads.")
  private @Nullable String to;

  @Option(names = "--by", paramLabel = "NAME", description = "Who asks.")
  private @Nullable String by;

  @Override
  int run(Hub hub) {
    Map<String, String> wish = new HashMap<>();
    wish.put("address", to);
    wish.put("by", by);
    JsonNode trial = hub.post("/api/channels/" + segment(name) + "/test", wish);
    StringBuilder text = new StringBuilder();
    trial.path("steps").forEach(step -> text.append(text.isEmpty() ? "" : "\n").append(Show.line("%s %s: %s".formatted(
        step.path("ok").asBoolean() ? "ok  " : "FAIL", step.path("step").asText(), step.path("says").asText()))));
    print(trial, text.toString());
    return trial.path("ok").asBoolean() ? ExitCode.DONE : ExitCode.FINDINGS;
  }
}

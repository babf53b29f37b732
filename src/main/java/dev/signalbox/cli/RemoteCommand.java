package dev.signalbox.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What every command against a running hub has in common: where the hub is, as whom, and how to answer. */
@Command(mixinStandardHelpOptions = true)
abstract class RemoteCommand implements Callable<Integer> {

  private static final Pattern ID =
      Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
  private static final ObjectMapper JSON = new ObjectMapper();
  static final int PAGE = 50;

  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--url", paramLabel = "URL", defaultValue = "${env:SIGNALBOX_URL:-http://localhost:8080}",
      description = "The hub (SIGNALBOX_URL; default http://localhost:8080).")
  private String url = "";

  @Option(names = "--token", paramLabel = "TOKEN", defaultValue = "${env:SIGNALBOX_TOKEN}",
      description = "The token of a user (SIGNALBOX_TOKEN; better there than here, where others see it).")
  private @Nullable String token;

  @Option(names = "--json", description = "Print the hub's answer as it is.")
  private boolean json;

  /** Does it, and returns the exit code. */
  abstract int run(Hub hub);

  @Override
  public final Integer call() {
    try {
      return run(new Hub(url, token));
    } catch (Trouble trouble) {
      error(String.valueOf(trouble.getMessage()));
      return trouble.exitCode();
    }
  }

  /** The JSON as it is, or the text for people. */
  final void print(JsonNode answer, String text) {
    out(json ? answer.toPrettyString() : text);
  }

  final void out(String text) {
    Objects.requireNonNull(spec).commandLine().getOut().println(text);
    Objects.requireNonNull(spec).commandLine().getOut().flush();
  }

  final void error(String line) {
    Objects.requireNonNull(spec).commandLine().getErr().println(Show.line(line));
    Objects.requireNonNull(spec).commandLine().getErr().flush();
  }

  /** Checked before anything is sent: what is not an id must not become a path. */
  static String id(String text) {
    if (!ID.matcher(text).matches()) {
      throw Trouble.usage("'%s' is not an id: use a UUID as 'list' prints it".formatted(Show.line(text)));
    }
    return text;
  }

  /** One step of a path, whatever the name holds. */
  static String segment(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  static String query(Map<String, String> parameters) {
    StringBuilder query = new StringBuilder();
    parameters.forEach((name, value) -> {
      if (!value.isEmpty()) {
        query.append(query.isEmpty() ? '?' : '&').append(name).append('=')
            .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
      }
    });
    return query.toString();
  }

  static JsonNode emptyList() {
    return JSON.createArrayNode();
  }

  static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}

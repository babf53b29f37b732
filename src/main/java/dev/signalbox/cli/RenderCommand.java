package dev.signalbox.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.signalbox.Secret;
import dev.signalbox.camel.Templates;
import dev.signalbox.camel.Webhooks;
import dev.signalbox.camel.routes.SinkScan;
import dev.signalbox.channel.Channel;
import dev.signalbox.channel.Message;
import dev.signalbox.channel.Reply;
import dev.signalbox.channel.Request;
import dev.signalbox.channel.Samples;
import dev.signalbox.channel.Step;
import dev.signalbox.channel.jira.JiraChannel;
import dev.signalbox.channel.jira.JiraSettings;
import dev.signalbox.channel.mail.MailChannel;
import dev.signalbox.channel.mail.MailSettings;
import dev.signalbox.channel.pagerduty.PagerDutyChannel;
import dev.signalbox.channel.pagerduty.PagerDutySettings;
import dev.signalbox.channel.servicenow.ServiceNowChannel;
import dev.signalbox.channel.servicenow.ServiceNowSettings;
import dev.signalbox.channel.slack.SlackChannel;
import dev.signalbox.channel.slack.SlackSettings;
import dev.signalbox.channel.template.Template;
import dev.signalbox.channel.webhook.WebhookChannel;
import dev.signalbox.channel.webhook.WebhookSettings;
import dev.signalbox.incident.ChangeKind;
import dev.signalbox.incident.Row;
import dev.signalbox.incident.Severity;
import dev.signalbox.incident.Subject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code render}: the very requests that a rule's row would become on a channel. Nothing is sent; whatever is a secret, and where
 * it would go, reads as dots.
 */
@Command(
    name = "render",
    description = "Prints what a channel would be told of a row, request by request, without sending it. Secrets read as dots.")
@SuppressWarnings("NullAway.Init")
final class RenderCommand implements Callable<Integer> {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String DOTS = "•••";
  private static final Secret SECRET = new Secret(DOTS);
  private static final String CHANNELS = "slack, mail, pagerduty, jira, servicenow, webhook-<name>";
  private static final int LONGEST_CONVERSATION = 6;

  /** What every system would understand as a success of whatever was asked. */
  private static final String SUCCESS =
      """
      {"ok": true, "channel": "C0000000", "ts": "1700000000.000100", "id": "10001", "key": "KEY-1", "status": "success",
       "result": {"sys_id": "00000000000000000000000000000000", "number": "INC0000001"},
       "transitions": [{"id": "31", "name": "Done", "to": {"statusCategory": {"key": "done"}}}]}""";
  private static final String NOTHING_FOUND = "{\"ok\": true, \"messages\": [], \"issues\": [], \"result\": [], \"comments\": [], \"transitions\": []}";

  @Option(names = "--rule", required = true, paramLabel = "R", description = "The rule.")
  private String rule;

  @Option(names = "--row", required = true, paramLabel = "FILE", description = "JSON: a row as an object of columns, or a list of rows, of which the first counts.")
  private Path row;

  @Option(names = "--channel", required = true, paramLabel = "C", description = CHANNELS + ".")
  private String channel;

  @Option(names = "--kind", paramLabel = "K", defaultValue = "opened", description = "opened (default), repeated, worsened, acknowledged, escalated, resolved …; repeat for several.")
  private List<String> kinds;

  @Option(names = "--to", paramLabel = "ADDRESS", description = "Where on the channel; default: where the rule leads.")
  private @Nullable String to;

  @Option(names = "--routes", paramLabel = "DIR", defaultValue = "routes", description = "The folder of routes; default: ${DEFAULT-VALUE}.")
  private Path routes;

  @Option(names = "--at", paramLabel = "INSTANT", description = "The present, with Z or an offset; default: now.")
  private @Nullable Instant at;

  @Spec private CommandSpec spec;

  private final Clock clock;

  RenderCommand(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() {
    if (!Files.isDirectory(routes)) {
      throw Trouble.usage("there is no folder '%s'; give --routes, the one that holds rules, channels and kamelets".formatted(routes));
    }
    Instant now = at != null ? at : clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Channel told = channel();
    Optional<SinkScan.Use> use = SinkScan.of(routes, RenderCommand::unset).uses().stream()
        .filter(one -> one.rule().equals("rules/" + rule + ".camel.yaml") && one.channel().equals(channel)).findFirst();
    Map<String, String> options = use.map(SinkScan.Use::parameters).orElse(Map.of());
    Subject subject = subject(now);
    for (String text : kinds) {
      ChangeKind kind = kind(text);
      Message message = Samples.message(subject, kind, channel, address(options), options, null, reference(), "https://signalbox.example.com", now);
      show(text, told, worded(message));
    }
    return ExitCode.DONE;
  }

  private static ChangeKind kind(String text) {
    try {
      return ChangeKind.of(text.strip());
    } catch (IllegalArgumentException e) {
      throw Trouble.usage("--kind '%s' is none; use one of %s".formatted(
          text, String.join(", ", List.of(ChangeKind.values()).stream().filter(kind -> kind != ChangeKind.ILLUSTRATED).map(ChangeKind::label).toList())));
    }
  }

  private Message worded(Message message) {
    var files = Templates.files(routes);
    Optional<Template> template = files.get(rule).or(() -> files.get("default"));
    files.findings().forEach(finding -> spec.commandLine().getErr().println(finding));
    if (template.isEmpty()) {
      return message;
    }
    try {
      return template.get().render(message);
    } catch (Template.Broken e) {
      spec.commandLine().getErr().println("templates/%s.ftl: %s; so it is told in the default wording".formatted(rule, e.getMessage()));
      return message;
    }
  }

  private Subject subject(Instant now) {
    JsonNode route = route();
    JsonNode parameters = route.at("/from/parameters");
    Map<String, Object> columns = columns();
    StringBuilder key = new StringBuilder();
    for (String column : parameters.path("key").asText("").split(",")) {
      Object value = columns.get(column.strip());
      if (value != null) {
        key.append(key.isEmpty() ? "" : ", ").append(value);
      }
    }
    String severity = parameters.has("severityColumn")
        ? String.valueOf(columns.getOrDefault(parameters.path("severityColumn").asText(), "warning")) : parameters.path("severity").asText("warning");
    String title = route.path("description").asText(rule) + (key.isEmpty() ? "" : ": " + key);
    return Samples.incident(new UUID(0, 1), rule, key.toString(), severity(severity), title, new Row(columns), now);
  }

  private static Severity severity(String text) {
    try {
      return Severity.of(text);
    } catch (IllegalArgumentException e) {
      throw Trouble.usage(String.valueOf(e.getMessage()));
    }
  }

  private JsonNode route() {
    Path file = routes.resolve("rules").resolve(rule + ".camel.yaml");
    if (!rule.matches("[a-z0-9][a-z0-9._-]{0,63}") || !Files.isRegularFile(file)) {
      throw Trouble.usage("--rule '%s': there is no file '%s'".formatted(rule, file));
    }
    try {
      return new ObjectMapper(new YAMLFactory()).readTree(file.toFile()).path(0).path("route");
    } catch (IOException e) {
      throw Trouble.refused("%s: is not YAML; see 'signalbox validate'".formatted(file));
    }
  }

  private Map<String, Object> columns() {
    JsonNode json;
    try {
      json = JSON.readTree(Files.readString(row));
    } catch (JsonProcessingException e) {
      throw Trouble.refused("%s:%d: is not JSON; write a row as {\"column\": \"value\"}".formatted(row, e.getLocation() == null ? 1 : e.getLocation().getLineNr()));
    } catch (IOException e) {
      throw Trouble.usage("%s: --row names no readable file; give the path of a JSON file".formatted(row));
    }
    JsonNode first = json.isArray() ? json.path(0) : json;
    if (!first.isObject()) {
      throw Trouble.refused("%s: holds no row; write a row as {\"column\": \"value\"}".formatted(row));
    }
    Map<String, Object> columns = new LinkedHashMap<>();
    first.fields().forEachRemaining(column -> columns.put(column.getKey(), value(column.getValue())));
    return columns;
  }

  private static @Nullable Object value(JsonNode value) {
    if (value.isNull()) {
      return null;
    }
    if (value.isNumber()) {
      return value.numberValue();
    }
    return value.isBoolean() ? (Object) value.booleanValue() : value.isTextual() ? value.asText() : value.toString();
  }

  private Channel channel() {
    if (channel.startsWith(WebhookChannel.PREFIX)) {
      String name = channel.substring(WebhookChannel.PREFIX.length());
      var files = Webhooks.files(routes);
      files.findings().forEach(finding -> spec.commandLine().getErr().println(finding));
      if (!files.names().contains(name)) {
        throw Trouble.usage("--channel '%s': there is no file '%s'".formatted(channel, routes.resolve("webhooks").resolve(name + ".yaml")));
      }
      return new Webhooks(files, Set.of(), any -> new WebhookSettings(SECRET, null, null)).channel(name);
    }
    return switch (channel) {
      case "slack" -> new SlackChannel(new SlackSettings(null, SECRET, null));
      case "mail" -> new MailChannel(new MailSettings("localhost", null, null, null, "signalbox@example.com", false));
      case "pagerduty" -> new PagerDutyChannel(new PagerDutySettings(SECRET, Map.of(), null, null));
      case "jira" -> new JiraChannel(new JiraSettings("https://jira.example.com", null, "user", SECRET, "PROJECT", null, null, null));
      case "servicenow" -> new ServiceNowChannel(new ServiceNowSettings("https://instance.example.com", "user", SECRET, null, null, null, null, null, null));
      default -> throw Trouble.usage("--channel '%s' is none; use one of %s".formatted(channel, CHANNELS));
    };
  }

  private String address(Map<String, String> parameters) {
    if (to != null) {
      return to;
    }
    return switch (channel) {
      case "slack" -> parameters.getOrDefault("channel", "channel");
      case "mail" -> {
        String first = parameters.getOrDefault("to", "on-call").split(",")[0].strip();
        yield first.equals("on-call") ? "on-call@example.com" : first;
      }
      default -> "";
    };
  }

  private String reference() {
    return switch (channel) {
      case "slack" -> "C0000000:1700000000.000100";
      case "jira" -> "KEY-1";
      case "servicenow" -> "00000000000000000000000000000000";
      default -> "REF-1";
    };
  }

  private void show(String kind, Channel told, Message message) {
    PrintWriter out = spec.commandLine().getOut();
    out.println("# " + kind);
    Step step;
    try {
      step = told.send(message);
    } catch (IllegalArgumentException e) {
      throw Trouble.refused("%s cannot say that: %s".formatted(channel, e.getMessage()));
    }
    for (int asked = 0; asked < LONGEST_CONVERSATION; asked++) {
      Optional<Step.Ask> ask = step.fold(Optional::of, done -> Optional.empty());
      if (ask.isEmpty()) {
        return;
      }
      print(out, ask.get().request());
      step = ask.get().then().apply(answer(ask.get().request()));
    }
  }

  private static Reply answer(Request request) {
    if (request.method() == null) {
      return Reply.answered(250, Map.of(), "");
    }
    return "GET".equals(request.method()) ? Reply.answered(200, Map.of(), NOTHING_FOUND) : Reply.answered(201, Map.of(), SUCCESS);
  }

  private static void print(PrintWriter out, Request request) {
    out.println("%s %s%s%s".formatted(
        request.method() == null ? "SEND" : request.method(), request.route(), request.path() == null ? "" : request.path(),
        request.query() == null ? "" : "?" + request.query()));
    request.headers().forEach((name, value) -> {
      if (!name.toLowerCase(Locale.ROOT).startsWith("camel")) {
        out.println(name + ": " + value);
      }
    });
    out.println();
    if (request.headers().containsKey("CamelMailAlternativeBody")) {
      out.println(request.headers().get("CamelMailAlternativeBody"));
    } else if (request.body() != null) {
      out.println(pretty(request.body()));
    }
    out.println();
  }

  private static String pretty(Object body) {
    try {
      return body instanceof String text ? JSON.readTree(text).toPrettyString() : JSON.writerWithDefaultPrettyPrinter().writeValueAsString(body);
    } catch (JsonProcessingException e) {
      return String.valueOf(body);
    }
  }

  /** A placeholder as if nothing were set: its default where it has one. */
  private static String unset(String text) {
    return text.replaceAll("\\{\\{[^{}:]+:([^{}]*)}}", "$1");
  }
}

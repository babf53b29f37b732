package dev.signalbox.camel.routes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.signalbox.Secret;
import dev.signalbox.camel.Templates;
import dev.signalbox.camel.Webhooks;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The very requests that a row of a rule would become on a channel, as text for people. Nothing is sent; whatever is a secret, and
 * where it would go, reads as dots. Looks at the files of a routes folder and at no setting.
 */
public final class Rehearsal {

  public static final String CHANNELS = "slack, mail, pagerduty, jira, servicenow, webhook-<name>";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String DOTS = "•••";
  private static final Secret SECRET = new Secret(DOTS);
  private static final int LONGEST_CONVERSATION = 6;

  /** What every system would understand as a success of whatever was asked. */
  private static final String SUCCESS =
      """
      {"ok": true, "channel": "C0000000", "ts": "1700000000.000100", "id": "10001", "key": "KEY-1", "status": "success",
       "result": {"sys_id": "00000000000000000000000000000000", "number": "INC0000001"},
       "transitions": [{"id": "31", "name": "Done", "to": {"statusCategory": {"key": "done"}}}]}""";
  private static final String NOTHING_FOUND = "{\"ok\": true, \"messages\": [], \"issues\": [], \"result\": [], \"comments\": [], \"transitions\": []}";


  private final Path routes;
  private final Consumer<String> remarks;

  /** Why there is nothing to show, in one sentence. */
  public static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean misasked;

    Refused(boolean misasked, String message) {
      super(message);
      this.misasked = misasked;
    }

    /** Whether the question names something that is not there; then the sentence begins with the name of that parameter. */
    public boolean misasked() {
      return misasked;
    }
  }

  /** @param remarks hears what is wrong with files on the way */
  public Rehearsal(Path routes, Consumer<String> remarks) {
    this.routes = routes;
    this.remarks = remarks;
  }

  /**
   * @param to where on the channel; null: where the rule leads
   * @throws Refused if there is no such rule or channel, or the channel cannot say it
   */
  public String of(String rule, Row row, String channel, @Nullable String to, ChangeKind kind, Instant now) {
    Channel told = channel(channel);
    Subject subject = subject(rule, row, now);
    Map<String, String> options = SinkScan.of(routes, Rehearsal::unset).uses().stream()
        .filter(one -> one.rule().equals("rules/" + rule + ".camel.yaml") && one.channel().equals(channel)).findFirst()
        .map(SinkScan.Use::parameters).orElse(Map.of());
    Message message = Samples.message(
        subject, kind, channel, to != null ? to : address(channel, options), options, null, reference(channel), "https://signalbox.example.com", now);
    return conversation(told, worded(rule, message));
  }

  private Message worded(String rule, Message message) {
    var files = Templates.files(routes);
    Optional<Template> template = files.get(rule).or(() -> files.get("default"));
    files.findings().forEach(finding -> remarks.accept(finding.toString()));
    if (template.isEmpty()) {
      return message;
    }
    try {
      return template.get().render(message);
    } catch (Template.Broken e) {
      remarks.accept("templates/%s.ftl: %s; so it is told in the default wording".formatted(rule, e.getMessage()));
      return message;
    }
  }

  private Subject subject(String rule, Row row, Instant now) {
    JsonNode route = route(rule);
    JsonNode parameters = route.at("/from/parameters");
    StringBuilder key = new StringBuilder();
    for (String column : parameters.path("key").asText("").split(",")) {
      row.get(column.strip()).ifPresent(value -> key.append(key.isEmpty() ? "" : ", ").append(value));
    }
    String severity = row.get(parameters.path("severityColumn").asText("severity")).map(String::valueOf)
        .orElse(parameters.path("severity").asText("error"));
    String title = route.path("description").asText(rule) + (key.isEmpty() ? "" : ": " + key);
    try {
      return Samples.incident(new UUID(0, 1), rule, key.toString(), Severity.of(severity), title, row, now);
    } catch (IllegalArgumentException e) {
      throw new Refused(false, String.valueOf(e.getMessage()));
    }
  }

  private JsonNode route(String rule) {
    Path file = routes.resolve("rules").resolve(rule + ".camel.yaml");
    if (!rule.matches("[a-z0-9][a-z0-9._-]{0,63}") || !Files.isRegularFile(file)) {
      throw new Refused(true, "rule '%s': there is no file '%s'".formatted(rule, file));
    }
    try {
      return new ObjectMapper(new YAMLFactory()).readTree(file.toFile()).path(0).path("route");
    } catch (IOException e) {
      throw new Refused(false, "%s: is not YAML; see 'signalbox validate'".formatted(file));
    }
  }

  private Channel channel(String channel) {
    if (channel.startsWith(WebhookChannel.PREFIX)) {
      String name = channel.substring(WebhookChannel.PREFIX.length());
      var files = Webhooks.files(routes);
      files.findings().forEach(finding -> remarks.accept(finding.toString()));
      if (!files.names().contains(name)) {
        throw new Refused(true, "channel '%s': there is no file '%s'".formatted(channel, routes.resolve("webhooks").resolve(name + ".yaml")));
      }
      return new Webhooks(files, Set.of(), any -> new WebhookSettings(SECRET, null, null)).channel(name);
    }
    return switch (channel) {
      case "slack" -> new SlackChannel(new SlackSettings(null, SECRET, null));
      case "mail" -> new MailChannel(new MailSettings("localhost", null, null, null, "signalbox@example.com", false));
      case "pagerduty" -> new PagerDutyChannel(new PagerDutySettings(SECRET, Map.of(), null, null));
      case "jira" -> new JiraChannel(new JiraSettings("https://jira.example.com", null, "user", SECRET, "PROJECT", null, null, null));
      case "servicenow" -> new ServiceNowChannel(new ServiceNowSettings("https://instance.example.com", "user", SECRET, null, null, null, null, null, null));
      default -> throw new Refused(true, "channel '%s' is none; use one of %s".formatted(channel, CHANNELS));
    };
  }

  private static String address(String channel, Map<String, String> parameters) {
    return switch (channel) {
      case "slack" -> parameters.getOrDefault("channel", "channel");
      case "mail" -> {
        String first = parameters.getOrDefault("to", "on-call").split(",")[0].strip();
        yield first.equals("on-call") ? "on-call@example.com" : first;
      }
      default -> "";
    };
  }

  private static String reference(String channel) {
    return switch (channel) {
      case "slack" -> "C0000000:1700000000.000100";
      case "jira" -> "KEY-1";
      case "servicenow" -> "00000000000000000000000000000000";
      default -> "REF-1";
    };
  }

  private static String conversation(Channel told, Message message) {
    StringBuilder text = new StringBuilder();
    Step step;
    try {
      step = told.send(message);
    } catch (IllegalArgumentException e) {
      throw new Refused(false, "%s cannot say that: %s".formatted(told.name(), e.getMessage()));
    }
    for (int asked = 0; asked < LONGEST_CONVERSATION; asked++) {
      Optional<Step.Ask> ask = step.fold(Optional::of, done -> Optional.empty());
      if (ask.isEmpty()) {
        break;
      }
      append(text, ask.get().request());
      step = ask.get().then().apply(answer(ask.get().request()));
    }
    return text.toString();
  }

  private static Reply answer(Request request) {
    if (request.method() == null) {
      return Reply.answered(250, Map.of(), "");
    }
    return "GET".equals(request.method()) ? Reply.answered(200, Map.of(), NOTHING_FOUND) : Reply.answered(201, Map.of(), SUCCESS);
  }

  private static void append(StringBuilder text, Request request) {
    text.append("%s %s%s%s%n".formatted(
        request.method() == null ? "SEND" : request.method(), request.route(), request.path() == null ? "" : request.path(),
        request.query() == null ? "" : "?" + request.query()));
    request.headers().forEach((name, value) -> {
      if (!name.toLowerCase(Locale.ROOT).startsWith("camel")) {
        text.append("%s: %s%n".formatted(name, value));
      }
    });
    Object body = request.headers().getOrDefault("CamelMailAlternativeBody", request.body() == null ? "" : pretty(request.body()));
    text.append("%n%s%n%n".formatted(body));
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

  /**
   * @param json a row as an object of columns, or a list of rows, of which the first counts
   * @throws Refused if it is none
   */
  public static Row row(String json) {
    JsonNode read;
    try {
      read = JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new Refused(false, "%d: is not JSON; write a row as {\"column\": \"value\"}".formatted(e.getLocation() == null ? 1 : e.getLocation().getLineNr()));
    }
    JsonNode first = read.isArray() ? read.path(0) : read;
    if (!first.isObject()) {
      throw new Refused(false, "1: holds no row; write a row as {\"column\": \"value\"}");
    }
    Map<String, Object> columns = new LinkedHashMap<>();
    first.fields().forEachRemaining(column -> columns.put(column.getKey(), value(column.getValue())));
    return new Row(columns);
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
}

package dev.signalbox.channel.jira;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.Secret;
import dev.signalbox.channel.HttpOutcomes;
import dev.signalbox.channel.Json;
import dev.signalbox.channel.Mark;
import dev.signalbox.channel.Message;
import dev.signalbox.delivery.Outcome;
import dev.signalbox.channel.Text;
import dev.signalbox.channel.Question;
import dev.signalbox.channel.Request;
import dev.signalbox.channel.Step;
import dev.signalbox.channel.TicketChannel;
import dev.signalbox.channel.TicketSeen;
import dev.signalbox.delivery.Delivery;
import dev.signalbox.incident.ChangeKind;
import dev.signalbox.ticket.TicketMapping;
import dev.signalbox.ticket.TicketMappings;
import java.time.Instant;
import java.util.ArrayList;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A ticket when an incident opens, put in progress when somebody takes care of it, closed when it ends; the rest of its life
 * is told in comments. See {@link Opening}, {@link Moving} and {@link Telling}.
 */
public final class JiraChannel implements TicketChannel {

  private static final List<String> NEEDED =
      List.of("BROWSE_PROJECTS", "CREATE_ISSUES", "ASSIGN_ISSUES", "TRANSITION_ISSUES", "ADD_COMMENTS");

  private final JiraSettings settings;
  private final Supplier<TicketMappings> mappings;
  private final Dialect dialect;
  private final JiraAnswers answers;

  /** Without any mapping. */
  public JiraChannel(JiraSettings settings) {
    this(settings, () -> TicketMappings.NONE);
  }

  /** @param mappings as the files are now */
  public JiraChannel(JiraSettings settings, Supplier<TicketMappings> mappings) {
    this.settings = settings;
    this.mappings = mappings;
    this.dialect = Dialect.of(settings.deployment());
    List<Secret> secrets = settings.token() == null ? List.of() : List.of(settings.token());
    this.answers = new JiraAnswers(new HttpOutcomes(secrets));
  }

  @Override
  public String name() {
    return "jira";
  }

  @Override
  public boolean repeatable() {
    return true;
  }

  @Override
  public boolean takes(ChangeKind kind) {
    return switch (kind) {
      case ANNOUNCED, ILLUSTRATED -> false;
      default -> true;
    };
  }

  @Override
  public String endpoint(ChangeKind kind) {
    return switch (kind) {
      case ACKNOWLEDGED, REOPENED, RESOLVED -> "transitions";
      case OPENED, ANNOUNCED -> "issue";
      default -> "comment";
    };
  }

  @Override
  public List<String> missingSettings() {
    List<String> missing = new ArrayList<>();
    if (settings.url() == null) {
      missing.add("signalbox.jira.url");
    }
    if (settings.token() == null) {
      missing.add("signalbox.jira.token");
    }
    if (!settings.hasSite()) {
      missing.add("signalbox.jira.site-url, the site where people see issues (signalbox.jira.url is Atlassian's gateway),");
    }
    return missing;
  }

  /** What the account may do in the project, which Jira says in so many words. */
  @Override
  public List<Question> questions(Map<String, String> options) {
    String project = options.getOrDefault("project", "").isBlank() ? String.valueOf(settings.project()) : options.get("project").strip();
    Request request = Request.get(name(), "/rest/api/2/mypermissions",
        "projectKey=" + URLEncoder.encode(project, StandardCharsets.UTF_8) + "&permissions=" + String.join(",", NEEDED));
    return List.of(new Question("permissions", Step.askOnce(request, reply -> {
      Optional<JsonNode> granted = Json.read(reply.body()).map(json -> json.path("permissions")).filter(JsonNode::isObject);
      if (!reply.succeeded() || granted.isEmpty()) {
        return reply.succeeded() ? HttpOutcomes.guarding().notJson(reply) : new HttpOutcomes(
            settings.token() == null ? List.of() : List.of(settings.token())).failure(reply, Instant.EPOCH);
      }
      List<String> missing = NEEDED.stream().filter(one -> !granted.get().path(one).path("havePermission").asBoolean()).toList();
      return missing.isEmpty()
          ? new Outcome.Delivered(null, null, "all that is needed in " + Text.line(project, 50))
          : new Outcome.Misconfigured("missing in project %s: %s".formatted(Text.line(project, 50), String.join(", ", missing)), true);
    })));
  }

  @Override
  public Step send(Message message) {
    return switch (endpoint(message.delivery().kind())) {
      case "transitions" -> new Moving(this, message).start();
      case "issue" -> new Opening(this, message).start();
      default -> new Telling(this, message).start();
    };
  }

  @Override
  public Step look(String reference, Instant now, Consumer<TicketSeen> into) {
    return new Reading(this, now).issue(reference, into);
  }

  @Override
  public Step changes(Instant since, @Nullable String page, Instant now, Changes into) {
    return new Reading(this, now).changes(since, page, into);
  }

  JiraSettings settings() {
    return settings;
  }

  Dialect dialect() {
    return dialect;
  }

  JiraAnswers answers() {
    return answers;
  }

  Lookup lookup() {
    return new Lookup(dialect);
  }

  /** The one that the sink names. */
  TicketMapping mapping(Message message) {
    return mappings.get().of(message.option("mapping"));
  }

  NewIssue newIssue(Message message) {
    return new NewIssue(settings, dialect, mapping(message));
  }

  String path(String rest) {
    return dialect.base() + rest;
  }

  /** Under our mark, so that it is known when it comes back. */
  Request comment(String key, String text, Delivery delivery) {
    String body = Json.write(Json.object().set("body", dialect.comment(Mark.under(text, delivery))));
    return Request.json(name(), "POST", path("/issue/" + key + "/comment"), body);
  }

  @Nullable String browse(String key) {
    return Optional.ofNullable(settings.site()).map(url -> url + "/browse/" + key).orElse(null);
  }
}

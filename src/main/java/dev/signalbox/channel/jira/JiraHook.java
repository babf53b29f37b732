package dev.signalbox.channel.jira;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.Secret;
import dev.signalbox.channel.Admission;
import dev.signalbox.channel.Admission.Why;
import dev.signalbox.channel.Call;
import dev.signalbox.channel.Heard;
import dev.signalbox.channel.Heard.Deed;
import dev.signalbox.channel.Heard.Doer;
import dev.signalbox.channel.Hook;
import dev.signalbox.channel.Json;
import dev.signalbox.channel.Mark;
import dev.signalbox.channel.Signatures;
import dev.signalbox.channel.Text;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Webhooks that an administrator of Jira has made with a secret; only those are signed
 * (https://developer.atlassian.com/cloud/jira/platform/webhooks/). Jira signs no time and its identifier of a call is not
 * signed either: a recording is known by its bytes, which hold the event's own time.
 */
public final class JiraHook implements Hook {

  private static final String SHA256 = "sha256=";

  private final Signatures signatures;

  /** @param secret of the webhook, several separated by commas; null turns every call away */
  public JiraHook(@Nullable Secret secret) {
    this.signatures = Signatures.under(secret);
  }

  @Override
  public String name() {
    return "jira";
  }

  @Override
  public Admission judge(Call call, Instant now) {
    if (!signatures.configured()) {
      return Admission.turnedAway(Why.NOT_CONFIGURED);
    }
    Optional<String> header = call.header("X-Hub-Signature");
    if (header.isEmpty()) {
      return Admission.turnedAway(Why.NO_SIGNATURE);
    }
    boolean genuine = header.get().startsWith(SHA256)
        && signatures.match(List.of(header.get().substring(SHA256.length())), call.body());
    return genuine ? Admission.genuine(Signatures.fingerprint(call.body())) : Admission.turnedAway(Why.WRONG_SIGNATURE);
  }

  @Override
  public List<Heard> read(String body) {
    JsonNode json = Json.read(body).orElseThrow(() -> new IllegalArgumentException("it is not JSON"));
    String event = json.path("webhookEvent").asText();
    JsonNode issue = json.path("issue");
    return switch (event) {
      case "jira:issue_updated" -> updated(json, issue);
      case "jira:issue_deleted" -> List.of(heard(json, issue, Deed.TICKET_DELETED, doer(json.path("user")), "", null));
      case "comment_created" -> commented(json, issue);
      case "" -> throw new IllegalArgumentException("it does not say what happened: webhookEvent is missing");
      default -> List.of();
    };
  }

  private List<Heard> updated(JsonNode json, JsonNode issue) {
    Doer doer = doer(json.path("user"));
    if (isOurs(doer, issue)) {
      return List.of();
    }
    List<String> changed = StreamSupport.stream(json.path("changelog").path("items").spliterator(), false)
        .map(item -> item.path("field").asText()).toList();
    List<Heard> heard = new ArrayList<>();
    // the changelog may be empty although somebody was assigned
    if (changed.contains("assignee") || json.path("issue_event_type_name").asText().equals("issue_assigned")) {
      JsonNode assignee = issue.path("fields").path("assignee");
      heard.add(heard(json, issue, Deed.ASSIGNED, doer, "", assignee.isObject() ? doer(assignee) : null));
    }
    if (changed.contains("status") || changed.contains("resolution")) {
      JsonNode status = issue.path("fields").path("status");
      deed(status.path("statusCategory").path("key").asText())
          .ifPresent(deed -> heard.add(heard(json, issue, deed, doer, status.path("name").asText(), null)));
    }
    return heard;
  }

  /** By category: the names of states are everybody's own (https://support.atlassian.com/jira/kb, "status categories"). */
  private static Optional<Deed> deed(String category) {
    return switch (category) {
      case "new" -> Optional.of(Deed.REOPENED);
      case "indeterminate" -> Optional.of(Deed.IN_PROGRESS);
      case "done" -> Optional.of(Deed.RESOLVED);
      default -> Optional.empty();
    };
  }

  private List<Heard> commented(JsonNode json, JsonNode issue) {
    Doer author = doer(json.path("comment").path("author"));
    String text = text(json.path("comment").path("body"));
    return issue.isObject() && !Mark.isUnder(text) && !isOurs(author, issue)
        ? List.of(heard(json, issue, Deed.COMMENTED, author, text, null))
        : List.of();
  }

  /** Who made the issue of an incident is us: an account that people should not share. */
  private static boolean isOurs(Doer doer, JsonNode issue) {
    JsonNode creator = issue.path("fields").path("creator");
    return !doer.id().isEmpty() && doer(creator).id().equals(doer.id()) && marked(issue.path("fields")).isPresent();
  }

  /** Webhooks hold wiki markup even on Cloud; should that change, the words of a document will do. */
  static String text(JsonNode body) {
    return body.isContainerNode() ? String.join(" ", body.findValuesAsText("text")) : body.asText();
  }

  private Heard heard(JsonNode json, JsonNode issue, Deed deed, Doer doer, String text, @Nullable Doer assignee) {
    String key = issue.path("key").asText();
    if (!Lookup.isKey(key)) {
      throw new IllegalArgumentException("'%s' is not the key of an issue".formatted(Text.line(key, 80)));
    }
    long at = json.path("timestamp").asLong(0);
    return new Heard(
        name(), marked(issue.path("fields")).orElse(null), key, deed, doer, text, assignee, at <= 0 ? null : Instant.ofEpochMilli(at),
        deed == Deed.COMMENTED ? Text.line(json.at("/comment/id").asText(), 40) : null);
  }

  static Optional<UUID> marked(JsonNode fields) {
    return StreamSupport.stream(fields.path("labels").spliterator(), false)
        .map(JsonNode::asText)
        .filter(label -> label.startsWith(NewIssue.MARKER))
        .flatMap(label -> Heard.incident(label.substring(NewIssue.MARKER.length())).stream())
        .findFirst();
  }

  static Doer doer(JsonNode user) {
    return new Doer(user.path("accountId").asText(user.path("name").asText()), user.path("displayName").asText());
  }
}

package dev.signalbox.channel.jira;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.channel.Assignee;
import dev.signalbox.channel.Json;
import dev.signalbox.channel.Message;
import dev.signalbox.channel.Reply;
import dev.signalbox.channel.Request;
import dev.signalbox.channel.Step;
import dev.signalbox.delivery.Outcome.Refused;
import dev.signalbox.delivery.Ticket.Look;
import dev.signalbox.incident.ChangeKind;
import dev.signalbox.oncall.Person;
import dev.signalbox.ticket.Policy;
import dev.signalbox.ticket.TicketField;
import dev.signalbox.ticket.TicketMapping;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Brings fields of an issue up to date whose policy is {@code always} or {@code append}, and the assignee where hand-over or
 * escalation gives it to somebody else. A field that does not show what was written last was changed by a person, and is
 * the person's from then on.
 */
final class Upkeep {

  private static final String ASSIGNEE = "assignee";

  private final JiraChannel jira;
  private final Message message;
  private final String key;
  private final TicketMapping mapping;
  private final ObjectNode written;
  private final @Nullable Person assignee;

  Upkeep(JiraChannel jira, Message message, String key) {
    this.jira = jira;
    this.message = message;
    this.key = key;
    this.mapping = jira.mapping(message);
    this.written = Optional.ofNullable(message.delivery().written()).flatMap(Json::read)
        .filter(JsonNode::isObject).map(json -> (ObjectNode) json.deepCopy()).orElseGet(Json::object);
    this.assignee = newAssignee();
  }

  private @Nullable Person newAssignee() {
    ChangeKind kind = message.delivery().kind();
    boolean moves = kind == ChangeKind.HANDED_OVER || kind == ChangeKind.ESCALATED;
    return moves && mapping.policy(ASSIGNEE) == Policy.ALWAYS
        ? Assignee.of(message, person -> jira.dialect().assignee(person).isPresent(), "Jira account").person() : null;
  }

  /** Nothing is asked of Jira unless something may have to be changed. */
  boolean wanted() {
    return assignee != null || mapping.kept().stream().anyMatch(field -> value(field)
        .filter(value -> field.policy() == Policy.APPEND || !value.equals(written.get(field.name()))).isPresent());
  }

  private Optional<JsonNode> value(TicketField field) {
    return new IssueFields(jira.dialect()).value(field, message.subject());
  }

  /** @param then goes on with what the issue looks like; that a field could not be changed stops nothing */
  Step start(Function<Look, Step> then) {
    String fields = Stream.concat(Stream.of("status", ASSIGNEE), mapping.kept().stream().map(TicketField::name))
        .distinct().collect(Collectors.joining(","));
    return Step.ask(Request.get("jira", jira.path("/issue/" + key), "fields=" + fields), reply -> {
      if (reply.status() == 404) {
        return Step.done(new Refused("issue %s is gone or hidden from this user".formatted(key)));
      }
      Optional<JsonNode> json = Json.read(reply.body());
      if (!reply.succeeded() || json.isEmpty()) {
        return reply.succeeded() ? Step.done(jira.answers().http().notJson(reply)) : failed(reply);
      }
      return edit(json.get().path("fields"), then);
    });
  }

  private Step edit(JsonNode shown, Function<Look, Step> then) {
    ObjectNode fields = Json.object();
    ObjectNode update = Json.object();
    for (TicketField field : mapping.kept()) {
      value(field).ifPresent(value -> {
        JsonNode now = shown.path(field.name());
        if (field.policy() == Policy.APPEND) {
          List<JsonNode> missing = IssueFields.missing(value, now);
          if (!missing.isEmpty()) {
            ArrayNode additions = update.putArray(field.name());
            missing.forEach(one -> additions.addObject().set("add", one));
          }
        } else if (IssueFields.same(value, now)) {
          written.set(field.name(), value); // an attempt before this one may have come so far
        } else if (!value.equals(written.get(field.name())) && untouched(field.name(), now)) {
          fields.set(field.name(), value);
        }
      });
    }
    if (fields.isEmpty() && update.isEmpty()) {
      return reassign(shown, then);
    }
    ObjectNode body = Json.object();
    if (!fields.isEmpty()) {
      body.set("fields", fields);
    }
    if (!update.isEmpty()) {
      body.set("update", update);
    }
    return Step.ask(Request.json("jira", "PUT", jira.path("/issue/" + key), Json.write(body)), reply -> {
      if (reply.succeeded()) {
        written.setAll(fields);
      }
      return JiraAnswers.isTemporary(reply) || Set.of(401, 409).contains(reply.status()) ? failed(reply) : reassign(shown, then);
    });
  }

  private boolean untouched(String field, JsonNode shown) {
    return IssueFields.same(written.path(field), shown);
  }

  private Step reassign(JsonNode shown, Function<Look, Step> then) {
    JsonNode account = assignee == null ? null : jira.dialect().assignee(assignee).orElse(null);
    if (account != null && IssueFields.same(account, shown.path(ASSIGNEE))) {
      written.set(ASSIGNEE, account);
    }
    if (account == null || account.equals(written.get(ASSIGNEE)) || !untouched(ASSIGNEE, shown.path(ASSIGNEE))) {
      return then.apply(look(shown, null));
    }
    Request request = Request.json("jira", "PUT", jira.path("/issue/" + key + "/assignee"), Json.write(account));
    return Step.ask(request, reply -> {
      if (JiraAnswers.isTemporary(reply)) {
        return failed(reply);
      }
      if (reply.succeeded()) {
        written.set(ASSIGNEE, account);
      }
      return then.apply(look(shown, reply.succeeded() ? assignee : null));
    });
  }

  private Look look(JsonNode shown, @Nullable Person now) {
    Look look = Status.look(shown.path("status"));
    return new Look(look.category(), look.state(), now == null ? null : now.name(), written.isEmpty() ? null : Json.write(written));
  }

  private Step failed(Reply reply) {
    return Step.done(jira.answers().failure(reply, message.now()));
  }
}

package dev.signalbox.channel.jira;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.channel.Json;
import dev.signalbox.channel.Message;
import dev.signalbox.channel.Reply;
import dev.signalbox.channel.Request;
import dev.signalbox.channel.Step;
import dev.signalbox.channel.Text;
import dev.signalbox.delivery.Outcome.Delivered;
import dev.signalbox.delivery.Outcome.Refused;
import dev.signalbox.delivery.Ticket.Look;
import dev.signalbox.incident.ChangeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Moves an incident's issue to where its news belongs: in progress, open again, done. Which transition that is depends on the
 * project's workflow and on the present status, so Jira is asked; where the workflow has none from here, or its screen asks
 * for more than the mapping has, a comment tells.
 *
 * <p>An issue that was closed although its incident is not over is opened again, left with a comment, or left for a new one,
 * as the sink's parameter {@code closedEarly} has it.
 */
final class Moving {

  private final JiraChannel jira;
  private final Message message;
  private final Goal goal;

  Moving(JiraChannel jira, Message message) {
    this.jira = jira;
    this.message = message;
    this.goal = Goal.of(message);
  }

  Step start() {
    String reference = message.delivery().openReference();
    return reference != null && Lookup.isKey(reference) ? status(reference, this::unreached) : lookUp();
  }

  private Step lookUp() {
    return Step.ask(jira.lookup().request(message), reply -> {
      if (!reply.succeeded()) {
        return failed(reply);
      }
      return Lookup.keys(reply)
          .map(keys -> keys.isEmpty()
              ? Step.done(new Delivered(null, null, "no issue carries this incident's label: nothing to move"))
              : status(keys.get(keys.size() - 1), this::unreached))
          .orElseGet(() -> Step.done(jira.answers().http().notJson(reply)));
    });
  }

  /** Looks at the issue; goes on if it is not there yet. */
  private Step status(String key, Function<Issue, Step> otherwise) {
    return Step.ask(Request.get("jira", jira.path("/issue/" + key), "fields=status&expand=transitions"), reply -> {
      if (reply.status() == 404) {
        return Step.done(new Refused("issue %s is gone or hidden from this user".formatted(key)));
      }
      if (!reply.succeeded()) {
        return failed(reply);
      }
      Optional<JsonNode> json = Json.read(reply.body());
      if (json.isEmpty()) {
        return Step.done(jira.answers().http().notJson(reply));
      }
      Issue issue = new Issue(key, Status.look(json.get().at("/fields/status")), json.get().path("transitions"));
      return goal.isReached(json.get().at("/fields/status")) ? reached(issue) : otherwise.apply(issue);
    });
  }

  /** Perhaps by an earlier attempt, which then may not have come to say why. */
  private Step reached(Issue issue) {
    return message.delivery().unsureSince() == null ? delivered(issue, null) : sayWhy(issue);
  }

  private Step sayWhy(Issue issue) {
    return goal.comment() == null || goal.comment().isEmpty() ? delivered(issue, null) : comment(issue, goal.comment(), null);
  }

  /** @param transitions from where it is, without the fields of their screens */
  private record Issue(String key, Look look, JsonNode transitions) {}

  private Step unreached(Issue issue) {
    if (message.delivery().kind() != ChangeKind.REOPENED) {
      return transitions(issue);
    }
    return switch (message.option("closedEarly")) {
      case "new" -> new Opening(jira, message, issue.key()).start();
      case "note" -> new Telling(jira, message).tell(issue.key());
      default -> transitions(issue);
    };
  }

  private Step transitions(Issue issue) {
    Optional<JsonNode> way = goal.way(issue.transitions());
    if (way.isEmpty() && issue.transitions().isArray()) {
      return noWay(issue);
    }
    return way.filter(this::asksNothing).map(transition -> transition(issue, transition)).orElseGet(() -> listed(issue));
  }

  /** Whether its screen, if it has one, is none of ours: only an end brings fields along. */
  private boolean asksNothing(JsonNode transition) {
    return message.delivery().kind() != ChangeKind.RESOLVED || !transition.path("hasScreen").asBoolean(true);
  }

  private Step listed(Issue issue) {
    String expand = message.delivery().kind() == ChangeKind.RESOLVED ? "expand=transitions.fields" : null;
    return Step.ask(Request.get("jira", jira.path("/issue/" + issue.key() + "/transitions"), expand), reply -> {
      if (!reply.succeeded()) {
        return failed(reply);
      }
      Optional<JsonNode> json = Json.read(reply.body()).filter(node -> node.path("transitions").isArray());
      if (json.isEmpty()) {
        return Step.done(jira.answers().http().notJson(reply));
      }
      return goal.way(json.get().path("transitions"))
          .map(transition -> transition(issue, transition))
          .orElseGet(() -> noWay(issue));
    });
  }

  private Step noWay(Issue issue) {
    return tell(issue, "its workflow offers no way to %s from here".formatted(goal.to().get(0)));
  }

  private Step transition(Issue issue, JsonNode transition) {
    ObjectNode body = Json.object();
    body.putObject("transition").put("id", Text.line(transition.path("id").asText(), 40));
    ObjectNode fields = screen(transition.path("fields"));
    List<String> lacking = lacking(transition.path("fields"), fields);
    if (!lacking.isEmpty()) {
      return tell(issue, "its screen asks for %s, see transitionFields in routes/tickets/jira.yaml".formatted(String.join(", ", lacking)));
    }
    if (!fields.isEmpty()) {
      body.set("fields", fields);
    }
    Request request = Request.json("jira", "POST", jira.path("/issue/" + issue.key() + "/transitions"), Json.write(body));
    return Step.ask(request, reply -> {
      if (reply.succeeded()) {
        return sayWhy(new Issue(issue.key(), Status.look(transition.path("to")), issue.transitions()));
      }
      // 400 is also the answer when somebody was quicker, and when a required field is on the screen
      return reply.status() == 400
          ? status(issue.key(), open -> tell(open, "the transition was refused, " + jira.answers().http().reason(reply)))
          : failed(reply);
    });
  }

  /** What the mapping has for this screen. Jira refuses fields that are not on it. */
  private ObjectNode screen(JsonNode asked) {
    ObjectNode fields = Json.object();
    if (message.delivery().kind() == ChangeKind.RESOLVED) {
      IssueFields values = new IssueFields(jira.dialect());
      jira.mapping(message).transitionFields().stream().filter(field -> asked.has(field.name())).forEach(
          field -> values.value(field, message.subject()).ifPresent(value -> fields.set(field.name(), value)));
    }
    return fields;
  }

  private static List<String> lacking(JsonNode asked, ObjectNode given) {
    List<String> lacking = new ArrayList<>();
    asked.properties().forEach(field -> {
      JsonNode about = field.getValue();
      if (about.path("required").asBoolean() && !about.path("hasDefaultValue").asBoolean() && !given.has(field.getKey())) {
        lacking.add(Text.line(about.path("name").asText(field.getKey()), 80));
      }
    });
    return lacking;
  }

  private Step tell(Issue issue, String why) {
    String words = goal.otherwise().isEmpty() ? "" : goal.otherwise() + "\n";
    return comment(issue, "%sNot moved: %s.".formatted(words, why),
        "commented instead of %s: %s".formatted(message.delivery().kind().label(), why));
  }

  private Step comment(Issue issue, String text, @Nullable String note) {
    return new Telling(jira, message).comment(issue.key(), text, () -> delivered(issue, note), reply ->
        JiraAnswers.isTemporary(reply)
            ? Step.done(jira.answers().failureInDoubt(reply, message.now())) : delivered(issue, note));
  }

  private Step failed(Reply reply) {
    return Step.done(jira.answers().failure(reply, message.now()));
  }

  private Step delivered(Issue issue, @Nullable String note) {
    return Step.done(new Delivered(issue.key(), jira.browse(issue.key()), note, issue.look()));
  }
}

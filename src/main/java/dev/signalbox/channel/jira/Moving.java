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
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Moves an incident's issue to where its news belongs: in progress, open again, done. Which transition that is depends on the
 * project's workflow and on the present status, so Jira is asked; where the workflow has none from here, a comment tells.
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
    return reference != null && Lookup.isKey(reference) ? status(reference, this::transitions) : lookUp();
  }

  private Step lookUp() {
    return Step.ask(jira.lookup().request(message), reply -> {
      if (!reply.succeeded()) {
        return failed(reply);
      }
      return Lookup.keys(reply)
          .map(keys -> keys.isEmpty()
              ? Step.done(new Delivered(null, null, "no issue carries this incident's label: nothing to move"))
              : status(keys.get(0), this::transitions))
          .orElseGet(() -> Step.done(jira.answers().http().notJson(reply)));
    });
  }

  /** Looks at the issue; goes on if it is not there yet. */
  private Step status(String key, Function<String, Step> otherwise) {
    return Step.ask(Request.get("jira", jira.path("/issue/" + key), "fields=status"), reply -> {
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
      return goal.isReached(json.get().at("/fields/status")) ? delivered(key, null) : otherwise.apply(key);
    });
  }

  private Step transitions(String key) {
    return Step.ask(Request.get("jira", jira.path("/issue/" + key + "/transitions"), null), reply -> {
      if (!reply.succeeded()) {
        return failed(reply);
      }
      Optional<JsonNode> json = Json.read(reply.body()).filter(node -> node.path("transitions").isArray());
      if (json.isEmpty()) {
        return Step.done(jira.answers().http().notJson(reply));
      }
      return goal.way(json.get().path("transitions"))
          .map(id -> transition(key, id))
          .orElseGet(() -> tell(key, "its workflow offers no way to %s from here".formatted(goal.to().get(0))));
    });
  }

  private Step transition(String key, String id) {
    ObjectNode body = Json.object();
    body.putObject("transition").put("id", Text.line(id, 40));
    Request request = Request.json("jira", "POST", jira.path("/issue/" + key + "/transitions"), Json.write(body));
    return Step.ask(request, reply -> {
      if (reply.succeeded()) {
        return goal.comment() == null || goal.comment().isEmpty() ? delivered(key, null) : comment(key, goal.comment(), null);
      }
      // 400 is also the answer when somebody was quicker, and when a required field is on the screen
      return reply.status() == 400
          ? status(key, open -> tell(open, "the transition was refused, " + jira.answers().http().reason(reply)))
          : failed(reply);
    });
  }

  private Step tell(String key, String why) {
    return comment(key, goal.otherwise(), "commented instead of %s: %s".formatted(message.delivery().kind().label(), why));
  }

  private Step comment(String key, String text, @Nullable String note) {
    return Step.ask(jira.comment(key, text, message.delivery()), reply ->
        JiraAnswers.isTemporary(reply) ? failed(reply) : delivered(key, note));
  }

  private Step failed(Reply reply) {
    return Step.done(jira.answers().failure(reply, message.now()));
  }

  private Step delivered(String key, @Nullable String note) {
    return Step.done(new Delivered(key, jira.browse(key), note));
  }
}

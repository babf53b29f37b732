package dev.signalbox.channel.jira;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.channel.Json;
import dev.signalbox.channel.Mark;
import dev.signalbox.channel.Message;
import dev.signalbox.channel.Remark;
import dev.signalbox.channel.Reply;
import dev.signalbox.channel.Request;
import dev.signalbox.channel.Step;
import dev.signalbox.delivery.Outcome.Delivered;
import dev.signalbox.delivery.Outcome.Refused;
import dev.signalbox.delivery.Ticket.Look;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says something about an incident in a comment on its issue, and brings up to date what the mapping wants kept so. Jira
 * takes a comment as often as it is sent, so whenever an earlier attempt may have written it, the latest comments are read
 * first.
 */
final class Telling {

  private static final int LATEST = 50;

  private final JiraChannel jira;
  private final Message message;

  Telling(JiraChannel jira, Message message) {
    this.jira = jira;
    this.message = message;
  }

  Step start() {
    String reference = message.delivery().openReference();
    return reference != null && Lookup.isKey(reference) ? upkeep(reference) : lookUp();
  }

  private Step lookUp() {
    return Step.ask(jira.lookup().request(message), reply -> {
      Optional<List<String>> keys = Lookup.keys(reply);
      if (!reply.succeeded() || keys.isEmpty()) {
        return reply.succeeded() ? Step.done(jira.answers().http().notJson(reply)) : failed(reply);
      }
      return keys.get().isEmpty()
          ? Step.done(new Delivered(null, null, "no issue carries this incident's label: nobody to tell"))
          : upkeep(keys.get().get(keys.get().size() - 1));
    });
  }

  private Step upkeep(String key) {
    Upkeep upkeep = new Upkeep(jira, message, key);
    return upkeep.wanted() ? upkeep.start(look -> tell(key, look)) : tell(key);
  }

  Step tell(String key) {
    return tell(key, null);
  }

  private Step tell(String key, @Nullable Look look) {
    boolean first = message.delivery().attempts() <= 1 && message.delivery().unsureSince() == null;
    return first ? comment(key, look) : unlessThere(key, look);
  }

  private Step unlessThere(String key, @Nullable Look look) {
    Request latest = Request.get(
        "jira", jira.path("/issue/" + key + "/comment"), "orderBy=-created&maxResults=" + LATEST);
    return Step.ask(latest, reply -> {
      if (!reply.succeeded()) {
        return failed(reply);
      }
      Optional<JsonNode> comments = Json.read(reply.body()).map(json -> json.path("comments")).filter(JsonNode::isArray);
      if (comments.isEmpty()) {
        return Step.done(jira.answers().http().notJson(reply));
      }
      boolean there = comments.get().toString().contains(Mark.of(message.delivery()));
      return there ? delivered(key, look, "it was there already") : comment(key, look);
    });
  }

  private Step comment(String key, @Nullable Look look) {
    return Step.ask(jira.comment(key, Remark.of(message), message.delivery()), reply -> {
      if (reply.status() == 404) {
        return Step.done(new Refused("issue %s is gone or hidden from this user".formatted(key)));
      }
      return reply.succeeded() ? delivered(key, look, null) : failed(reply);
    });
  }

  private Step failed(Reply reply) {
    return Step.done(jira.answers().failure(reply, message.now()));
  }

  private Step delivered(String key, @Nullable Look look, @Nullable String note) {
    return Step.done(new Delivered(key, jira.browse(key), note, look));
  }
}

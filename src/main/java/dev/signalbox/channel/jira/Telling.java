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
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Says something about an incident in a comment on its issue, and brings up to date what the mapping wants kept so. Jira
 * takes a comment as often as it is sent, so whenever an earlier attempt may have written it, the latest comments are read
 * first.
 */
final class Telling {

  /** Few, since Jira takes comments of 32 KB. */
  private static final int LATEST = 20;
  private static final int PATIENCE = 5;

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
    return comment(key, Remark.of(message), () -> delivered(key, look, "it was there already"), reply -> {
      if (reply.status() == 404) {
        return Step.done(new Refused("issue %s is gone or hidden from this user".formatted(key)));
      }
      return reply.succeeded() ? delivered(key, look, null) : failed(reply);
    });
  }

  /**
   * Writes a comment, unless an earlier attempt has.
   *
   * @param there what follows if it has
   * @param written what follows from the answer to the comment
   */
  Step comment(String key, String text, Supplier<Step> there, Function<Reply, Step> written) {
    Step comment = Step.ask(jira.comment(key, text, message.delivery()), written);
    if (message.delivery().unsureSince() == null) {
      return comment;
    }
    Request latest = Request.get(
        "jira", jira.path("/issue/" + key + "/comment"), "orderBy=-created&maxResults=" + LATEST);
    return Step.ask(latest, reply -> {
      if (!reply.succeeded()) {
        return failed(reply);
      }
      if (reply.body().contains(Mark.of(message.delivery()))) {
        return there.get();
      }
      boolean legible = Json.read(reply.body()).map(json -> json.path("comments")).filter(JsonNode::isArray).isPresent();
      // rather twice than never: what is told next waits for this
      return legible || message.delivery().attempts() > PATIENCE ? comment : Step.done(jira.answers().http().notJson(reply));
    });
  }

  private Step failed(Reply reply) {
    return Step.done(jira.answers().failure(reply, message.now()));
  }

  private Step delivered(String key, @Nullable Look look, @Nullable String note) {
    return Step.done(new Delivered(key, jira.browse(key), note, look));
  }
}

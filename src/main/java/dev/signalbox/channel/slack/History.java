package dev.signalbox.channel.slack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.channel.Json;
import dev.signalbox.channel.Message;
import dev.signalbox.channel.Reply;
import dev.signalbox.channel.Request;
import dev.signalbox.channel.RetryAfter;
import dev.signalbox.channel.Step;
import dev.signalbox.delivery.Outcome.Deferred;
import dev.signalbox.delivery.Outcome.Delivered;
import dev.signalbox.delivery.Outcome.Reach;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether a message that may have been posted stands there, by the id of its delivery in its metadata. Needs the scope
 * channels:history (groups:history, im:history) and the channel's id; where either is missing, what cannot be found is posted
 * again: rather twice than never.
 */
final class History {

  /** Slack's clock and ours need not agree. */
  private static final Duration EARLIER = Duration.ofMinutes(5);
  private static final Duration WHEN_LIMITED = Duration.ofSeconds(60);
  /** What we post, with its metadata, is up to 15 KB each, and of an answer 256 KB are read; Slack gives some apps no more at a time. */
  private static final int LIMIT = 15;
  private static final int PAGES = 6;
  private static final int PATIENCE = 5;

  private final Message message;
  private final String channel;
  private final @Nullable Posted thread;

  /** @param thread in which it would stand; null for the channel itself */
  History(Message message, String channel, @Nullable Posted thread) {
    this.message = message;
    this.channel = channel;
    this.thread = thread;
  }

  Step orElse(Step post) {
    return page(post, "", 1);
  }

  private Step page(Step post, String cursor, int number) {
    String since = String.valueOf(message.delivery().unsureSince().minus(EARLIER).getEpochSecond());
    String query = "channel=%s&include_all_metadata=true&limit=%d&oldest=%s%s%s".formatted(
        encoded(channel), LIMIT, since, thread == null ? "" : "&ts=" + thread.ts(), cursor.isEmpty() ? "" : "&cursor=" + encoded(cursor));
    String method = thread == null ? "/conversations.history" : "/conversations.replies";
    return Step.ask(Request.get(SlackChannel.BOT_ROUTE, method, query), reply -> read(reply, post, number));
  }

  private Step read(Reply reply, Step post, int number) {
    Optional<JsonNode> json = reply.succeeded() ? Json.read(reply.body()).filter(node -> node.has("ok")) : Optional.empty();
    String error = json.map(node -> node.path("error").asText()).orElse("");
    if (json.isEmpty() || SlackAnswers.limited(error)) {
      return notNow(reply, error, post);
    }
    for (JsonNode posted : json.get().path("messages")) {
      if (isOurs(posted)) {
        Posted found = thread == null ? new Posted(channel, posted.path("ts").asText()) : thread;
        return Step.done(new Delivered(found.reference(), null, "found after its answer was lost"));
      }
    }
    String cursor = json.get().at("/response_metadata/next_cursor").asText("");
    return cursor.isEmpty() || number >= PAGES ? post : page(post, cursor, number + 1);
  }

  /** A thread is answered with the message that it hangs from, which is never what is looked for in it. */
  private boolean isOurs(JsonNode posted) {
    boolean root = thread != null && posted.path("ts").asText().equals(thread.ts());
    return !root && posted.at("/metadata/event_payload/delivery").asText().equals(message.delivery().id().toString());
  }

  /** Who looks too often waits, but not for ever. */
  private Step notNow(Reply reply, String error, Step post) {
    if (message.delivery().attempts() > PATIENCE) {
      return post;
    }
    boolean limited = reply.status() == 429 || !error.isEmpty();
    Duration wait = limited ? RetryAfter.of(reply, message.now()).orElse(WHEN_LIMITED) : null;
    String other = reply.succeeded() ? "Slack's answer is not JSON" : "HTTP " + reply.status();
    String why = limited ? "Slack limits how often one may look" : other;
    return Step.done(new Deferred("looked for it in the channel first: " + why, true, wait, reach(reply, limited)));
  }

  /** How often one may look is limited by itself. */
  private static Reach reach(Reply reply, boolean limited) {
    return limited ? Reach.MESSAGE : reply.kind() == Reply.Kind.UNSURE ? Reach.UNCLEAR : Reach.CHANNEL;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}

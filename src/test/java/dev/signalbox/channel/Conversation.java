package dev.signalbox.channel;

import dev.signalbox.delivery.Outcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.HashMap;
import java.util.Map;

/**
 * Plays the other side of a channel: a list of answers in, the requests and the outcome out. Every request is held against
 * the vendor's own schema, see {@link VendorSchemas}.
 */
public final class Conversation {

  private final List<Request> requests = new ArrayList<>();
  private final Deque<Reply> replies = new ArrayDeque<>();
  private Outcome outcome;

  private Conversation(Reply... replies) {
    this.replies.addAll(List.of(replies));
  }

  public static Conversation of(Channel channel, Message message, Reply... replies) {
    Conversation conversation = new Conversation(replies);
    conversation.run(channel.send(message));
    return conversation;
  }

  /** The first request alone. */
  public static Request request(Channel channel, Message message) {
    Request request = channel.send(message).fold(
        Step.Ask::request, done -> { throw new AssertionError("asks nothing: " + done.outcome()); });
    VendorSchemas.assertValid(request);
    return request;
  }

  /** @param headers names and values in turn */
  public static Reply reply(int status, String body, String... headers) {
    Map<String, String> all = new HashMap<>();
    for (int i = 0; i < headers.length; i += 2) {
      all.put(headers[i], headers[i + 1]);
    }
    return Reply.answered(status, all, body);
  }

  private void run(Step step) {
    step.fold(
        ask -> {
          requests.add(ask.request());
          VendorSchemas.assertValid(ask.request());
          if (replies.isEmpty()) {
            throw new AssertionError("one request too many: %s %s".formatted(ask.request(), ask.request().body()));
          }
          run(ask.then().apply(replies.poll()));
          return null;
        },
        done -> outcome = done.outcome());
  }

  public Outcome outcome() {
    if (!replies.isEmpty()) {
      throw new AssertionError("never asked for: " + replies);
    }
    return outcome;
  }

  public List<Request> requests() {
    return requests;
  }

  public Request request(int index) {
    return requests.get(index);
  }

  public String body(int index) {
    return String.valueOf(requests.get(index).body());
  }
}

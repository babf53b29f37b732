package dev.signalbox.channel.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.channel.Channel;
import dev.signalbox.channel.HttpOutcomes;
import dev.signalbox.channel.Json;
import dev.signalbox.channel.Message;
import dev.signalbox.channel.Question;
import dev.signalbox.channel.Reply;
import dev.signalbox.channel.Request;
import dev.signalbox.channel.Step;
import dev.signalbox.channel.Text;
import dev.signalbox.delivery.Outcome;
import dev.signalbox.delivery.Outcome.Delivered;
import dev.signalbox.incident.ChangeKind;
import dev.signalbox.oncall.Person;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One message per incident. As a bot: what happens to it is written into the message itself and, but for the end, which calls
 * nobody, told in its thread; only that it grew worse, or is open again, is told to the whole channel again. By webhook, which never tells what it made: a new message each time.
 *
 * <p>Slack has no idempotency key. After a post whose answer was lost, {@link History} looks whether the message stands there;
 * where the bot may not look, or Slack knows the channel by name only, the message is sent again, at the risk of standing there twice.
 */
public final class SlackChannel implements Channel {

  /** The note of an edit that Slack did not take, because it does not know the picture yet. */
  static final String NOT_DIGESTED = "Slack did not know the picture yet";

  static final String BOT_ROUTE = "slack";
  private static final String WEBHOOK_ROUTE = "slack-webhook";

  /** What the whole channel hears, and not only who follows the thread. */
  private static final Set<ChangeKind> LOUD = Set.of(ChangeKind.WORSENED, ChangeKind.REOPENED);

  private final SlackSettings settings;
  private final SlackAnswers answers;

  public SlackChannel(SlackSettings settings) {
    this.settings = settings;
    this.answers = new SlackAnswers(new HttpOutcomes(settings.secrets()));
  }

  @Override
  public String name() {
    return "slack";
  }

  @Override
  public boolean repeatable() {
    return false;
  }

  /** An incoming webhook has no files. */
  @Override
  public boolean showsPictures() {
    return settings.asBot();
  }

  /** One message per second and conversation; more than that in a short burst. https://docs.slack.dev/apis/web-api/rate-limits */
  @Override
  public int perMinute() {
    return 60;
  }

  @Override
  public List<String> missingSettings() {
    return settings.complete() ? List.of() : List.of("signalbox.slack.token or signalbox.slack.webhook-url");
  }

  /** A direct message, which only a bot can send: an incoming webhook posts to its own channel. */
  @Override
  public Optional<String> addressOf(Person person) {
    return settings.asBot() ? Optional.ofNullable(person.slackId()) : Optional.empty();
  }

  /** Who the bot is and what it may do: Slack tells its scopes in a header of every answer. */
  @Override
  public List<Question> questions(Map<String, String> options) {
    if (!settings.asBot()) {
      return List.of();
    }
    Request request = Request.json(BOT_ROUTE, "POST", "/auth.test", "{}");
    return List.of(new Question("scopes", Step.askOnce(request, reply -> {
      Optional<JsonNode> json = Json.read(reply.body()).filter(node -> node.has("ok"));
      if (!reply.succeeded() || json.isEmpty()) {
        return reply.succeeded() ? answers.http().notJson(reply) : answers.http().failure(reply, Instant.EPOCH);
      }
      if (!json.get().path("ok").asBoolean()) {
        return new Outcome.Misconfigured(Text.line(json.get().path("error").asText("no error named"), 100), true);
      }
      String scopes = Text.line(reply.header("X-OAuth-Scopes").orElse(""), 300);
      String bot = "%s in %s".formatted(Text.line(json.get().path("user").asText("?"), 100), Text.line(json.get().path("team").asText("?"), 100));
      List<String> each = List.of(scopes.split("[, ]+"));
      if (!scopes.isEmpty() && !each.contains("chat:write")) {
        return new Outcome.Misconfigured("the scope chat:write is missing; there are: " + scopes, true);
      }
      String pictures = scopes.isEmpty() || each.contains("files:write") ? "" : "; without files:write, warnings have a link in place of their chart";
      return new Delivered(null, null, bot + (scopes.isEmpty() ? "; Slack does not tell the scopes" : "; scopes: " + scopes) + pictures);
    })));
  }

  @Override
  public Step send(Message message) {
    Optional<Posted> opened = Posted.parse(message.delivery().openReference());
    if (message.delivery().kind() == ChangeKind.ILLUSTRATED && (opened.isEmpty() || message.picture() == null || !settings.asBot())) {
      return Step.done(new Delivered(message.delivery().openReference(), null, "there is no picture, or nothing to put it into"));
    }
    if (!settings.asBot()) {
      return byWebhook(message, Form.BLOCKS);
    }
    if (opened.isEmpty()) {
      return place(message, null);
    }
    Form form = Form.of(message);
    return switch (message.delivery().kind()) {
      case RESOLVED -> update(message, opened.get(), form, Step::done);
      case NOTED -> place(message, opened.get()); // how things stand is as it was
      case ILLUSTRATED -> illustrate(message, opened.get());
      // the message itself first, which may be repeated; then a line in its thread
      default -> update(message, opened.get(), form, updated ->
          updated instanceof Delivered ? place(message, opened.get()) : Step.done(updated));
    };
  }

  /** How much of Block Kit is tried: Slack may not know a picture, find the blocks too long together, or not like one. */
  private enum Form {
    PICTURE,
    BLOCKS,
    SHORT,
    TEXT;

    static Form of(Message message) {
      return message.picture() == null ? BLOCKS : PICTURE;
    }

    Optional<Form> simpler(String error) {
      if (this == TEXT || !SlackAnswers.wantsPlainText(error)) {
        return Optional.empty();
      }
      boolean tooLong = error.equals("msg_blocks_too_long");
      return Optional.of(tooLong && this != SHORT ? SHORT : this == PICTURE ? BLOCKS : TEXT);
    }
  }

  private Step byWebhook(Message message, Form form) {
    ObjectNode body = body(message, form, false);
    return Step.ask(Request.json(WEBHOOK_ROUTE, "POST", null, Json.write(body)), reply -> {
      if (reply.succeeded()) {
        return Step.done(reply.body().strip().equals("ok") ? new Delivered(null, null, null) : answers.http().notJson(reply));
      }
      return Optional.of(reply.body().strip()).filter(error -> reply.status() == 400).flatMap(form::simpler)
          .map(simpler -> byWebhook(message, simpler)).orElseGet(() -> Step.done(answers.webhook(reply, message.now())));
    });
  }

  /** @param thread that it belongs to; null for a message of its own */
  private Step place(Message message, @Nullable Posted thread) {
    Step post = new Post(message, thread, thread == null ? Form.of(message) : Form.BLOCKS, false).step();
    return message.delivery().unsureSince() == null
        ? post : new History(message, thread == null ? channel(message) : thread.channel(), thread).orElse(post);
  }

  /**
   * One way to post it.
   *
   * @param joined whether the bot has just joined the channel
   */
  private final class Post {
    private final Message message;
    private final @Nullable Posted thread;
    private final Form form;
    private final boolean joined;

    private Post(Message message, @Nullable Posted thread, Form form, boolean joined) {
      this.message = message;
      this.thread = thread;
      this.form = form;
      this.joined = joined;
    }

    private Step step() {
      ObjectNode body = thread == null ? body(message, form, true) : line(message, form);
      body.put("channel", thread == null ? channel(message) : thread.channel());
      if (thread != null) {
        body.put("thread_ts", thread.ts()).put("reply_broadcast", LOUD.contains(message.delivery().kind()));
      }
      body.put("unfurl_links", false).put("unfurl_media", false);
      return Step.ask(Request.json(BOT_ROUTE, "POST", "/chat.postMessage", Json.write(body)), reply ->
          answered(reply, message, posted -> Step.done(thread == null ? posted : Delivered.as(thread.reference())), this::instead));
    }

    private Optional<Step> instead(String error) {
      Optional<Form> simpler = form.simpler(error);
      if (simpler.isPresent()) {
        return Optional.of(new Post(message, thread, simpler.get(), joined).step());
      }
      if (thread != null) {
        return SlackAnswers.threadIsGone(error)
            ? Optional.of(new Post(message, null, form, joined).step()) : Optional.empty();
      }
      return error.equals("not_in_channel") && !joined ? Optional.of(join()) : Optional.empty();
    }

    /** A bot may join a public channel by itself, where it has the scope channels:join. */
    private Step join() {
      String body = Json.write(Json.object().put("channel", channel(message)));
      return Step.ask(Request.json(BOT_ROUTE, "POST", "/conversations.join", body), reply ->
          reply.succeeded() && Json.read(reply.body()).filter(json -> json.path("ok").asBoolean()).isPresent()
              ? new Post(message, null, form, true).step()
              : Step.done(answers.webApi("not_in_channel", reply, message.now())));
    }
  }

  private Step update(Message message, Posted opened, Form form, Function<Outcome, Step> then) {
    return Step.ask(edit(message, opened, form), reply ->
        answered(reply, message, then, error -> {
          Optional<Form> simpler = form.simpler(error);
          if (simpler.isPresent()) {
            return Optional.of(update(message, opened, simpler.get(), then));
          }
          return SlackAnswers.updateIsImpossible(error)
              ? Optional.of(new Post(message, null, form, false).step())
              : Optional.empty();
        }));
  }

  /** The message says what it said, with the picture. Nothing is posted if that is impossible: nothing has happened. */
  private Step illustrate(Message message, Posted opened) {
    String[] told = String.valueOf(message.delivery().note()).split(" ", 2);
    Message before = message.as(message.delivery().saying(ChangeKind.of(told[0]), told.length > 1 ? told[1] : null));
    return Step.ask(edit(before, opened, Form.PICTURE), reply ->
        answered(reply, message, Step::done, error -> {
          boolean unknown = SlackAnswers.wantsPlainText(error);
          return unknown || SlackAnswers.updateIsImpossible(error)
              ? Optional.of(Step.done(new Delivered(opened.reference(), null, unknown ? NOT_DIGESTED : "Slack: " + error)))
              : Optional.empty();
        }));
  }

  private Request edit(Message message, Posted opened, Form form) {
    ObjectNode body = body(message, form, true);
    body.put("channel", opened.channel()).put("ts", opened.ts());
    body.remove("metadata"); // Slack keeps what it has: the message was made by the delivery that posted it
    if (form == Form.TEXT) {
      body.putArray("blocks");
      body.putArray("attachments");
    }
    return Request.json(BOT_ROUTE, "POST", "/chat.update", Json.write(body));
  }

  private interface OtherWay {
    Optional<Step> instead(String error);
  }

  private Step answered(Reply reply, Message message, Function<Outcome, Step> then, OtherWay otherWay) {
    if (!reply.succeeded()) {
      return Step.done(answers.failure(reply, message.now()));
    }
    Optional<JsonNode> json = Json.read(reply.body()).filter(node -> node.has("ok"));
    if (json.isEmpty()) {
      return Step.done(answers.http().notJson(reply));
    }
    if (json.get().path("ok").asBoolean()) {
      return then.apply(delivered(json.get()));
    }
    String error = Text.line(json.get().path("error").asText("no error named"), 100);
    return otherWay.instead(error).orElseGet(() -> Step.done(answers.webApi(error, reply, message.now())));
  }

  private static Outcome delivered(JsonNode json) {
    String ts = json.path("ts").asText("");
    String channel = json.path("channel").asText("");
    return new Delivered(ts.isEmpty() || channel.isEmpty() ? null : new Posted(channel, ts).reference(), null, null);
  }

  /** @param main whether it is the message of the incident, which alone has buttons */
  private ObjectNode body(Message message, Form form, boolean main) {
    if (form == Form.TEXT) {
      return Json.object().put("text", SlackMessage.plain(message));
    }
    ObjectNode body = Json.object().put("text", SlackMessage.text(message));
    ArrayNode blocks = SlackMessage.blocks(message, form == Form.SHORT);
    if (main && form == Form.PICTURE) {
      SlackMessage.addPicture(blocks, message);
    }
    if (main && settings.interactive()) {
      SlackMessage.addButtons(blocks, message);
    }
    body.set("blocks", blocks);
    body.set("attachments", SlackMessage.attachments(message));
    return settings.asBot() ? marked(body, message) : body;
  }

  private static ObjectNode line(Message message, Form form) {
    if (form == Form.TEXT) {
      return Json.object().put("text", SlackMessage.plain(message));
    }
    ObjectNode body = Json.object().put("text", SlackMessage.text(message));
    body.set("blocks", SlackMessage.line(message));
    return marked(body, message);
  }

  /** Lets {@link History} tell which delivery made this message. */
  private static ObjectNode marked(ObjectNode body, Message message) {
    ObjectNode metadata = body.putObject("metadata").put("event_type", "signalbox_delivery");
    metadata.putObject("event_payload")
        .put("delivery", message.delivery().id().toString())
        .put("incident", message.subject().id().toString())
        .put("kind", message.delivery().kind().label());
    return body;
  }

  private static String channel(Message message) {
    String address = message.delivery().address().strip();
    String channel = address.startsWith("#") ? address.substring(1) : address;
    if (channel.isEmpty()) {
      throw new IllegalArgumentException("slack needs a channel, for example ops-alerts");
    }
    return Text.line(channel, 80);
  }
}

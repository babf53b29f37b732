package dev.signalbox.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Slack: incoming webhooks and the part of the Web API that a bot needs. The Web API answers 200 whatever happens: {@code ok} tells.
 * Every channel exists, by name or by id.
 */
public final class SlackStandIn implements StandIn {

  private static final String API = "/api/";
  private static final String UPLOAD = "/upload/";

  private final Map<String, SlackPost> posts = new LinkedHashMap<>();
  private final Map<String, String> names = new LinkedHashMap<>();
  private final Clock clock;
  private final SlackFiles files;
  private final Map<String, List<String>> groups = new LinkedHashMap<>();
  private long lastMicros;

  /** @param url where this is reached, without a slash at the end */
  SlackStandIn(Clock clock, String url) {
    this.clock = clock;
    this.files = new SlackFiles(clock, url);
  }

  /** A picture that was uploaded, by its id. */
  public Optional<byte[]> picture(String id) {
    return files.picture(id);
  }

  /** How long after its upload a picture can be shown: at once, unless somebody says otherwise. */
  public void digestsFor(Duration time) {
    files.digestsFor(time);
  }

  @Override
  public String system() {
    return "slack";
  }

  @Override
  public String operation(Call call) {
    return call.path.startsWith(API) ? call.path.substring(API.length()) : call.path.startsWith(UPLOAD) ? "upload" : "webhook";
  }

  /** Newest first, replies among them. */
  public synchronized List<SlackPost> posts() {
    List<SlackPost> newestFirst = new ArrayList<>(posts.values());
    Collections.reverse(newestFirst);
    return newestFirst;
  }

  @Override
  public Answer answer(Call call) {
    return switch (call.operation()) {
      case "webhook" -> webhook(call);
      case "auth.test" -> new Answer(200, Map.of("Content-Type", "application/json", "X-OAuth-Scopes", "chat:write,channels:history,files:write"), Trees.write(Trees.object()
          .put("ok", true).put("url", "https://sandbox.slack.com/").put("team", "Sandbox").put("user", "signalbox")
          .put("team_id", "T0SANDBOX").put("user_id", "U0SIGNALBOX").put("bot_id", "B0SIGNALBOX")));
      case "chat.postMessage" -> post(call);
      case "chat.update" -> update(call);
      case "conversations.history" -> history(call, null);
      case "conversations.replies" -> history(call, call.arguments().path("ts").asText());
      case "usergroups.users.update" -> fill(call);
      case "files.getUploadURLExternal" -> files.place(call);
      case "upload" -> files.take(call);
      case "files.completeUploadExternal" -> files.complete(call);
      case "conversations.join" -> Answer.json(200, Trees.object().put("ok", true));
      default -> error("unknown_method");
    };
  }

  private Answer webhook(Call call) {
    JsonNode body = call.header("Content-Type").contains("form-urlencoded")
        ? Trees.read(Call.form(call.text).getOrDefault("payload", ""))
        : call.json();
    if (!call.path.startsWith("/webhook/")) {
      return Answer.text(404, "no_service");
    }
    if (!body.isObject()) {
      return Answer.text(400, "invalid_payload");
    }
    Optional<String> problem = problem(body);
    if (problem.isPresent()) {
      return Answer.text(400, problem.get());
    }
    synchronized (this) {
      String name = body.path("channel").asText("ops-alerts").replaceFirst("^#", "");
      accept(call, "posted", new Place(id(name), nextTs(), null, name), body);
    }
    return Answer.html(200, "ok");
  }

  private Answer post(Call call) {
    JsonNode arguments = call.arguments();
    String channel = arguments.path("channel").asText("").replaceFirst("^#", "");
    if (channel.isEmpty()) {
      return error("channel_not_found");
    }
    Optional<String> problem = problem(arguments);
    if (problem.isPresent()) {
      return error(problem.get());
    }
    String thread = arguments.path("thread_ts").asText("");
    SlackPost posted;
    synchronized (this) {
      if (!thread.isEmpty() && !posts.containsKey(id(channel) + ":" + thread)) {
        return error("cannot_reply_to_message");
      }
      Place place = new Place(id(channel), nextTs(), thread.isEmpty() ? null : thread, channel);
      posted = accept(call, thread.isEmpty() ? "posted" : "replied", place, arguments);
    }
    ObjectNode answer = Trees.object().put("ok", true).put("channel", posted.channel()).put("ts", posted.ts());
    answer.set("message", message(posted, false));
    return Answer.json(200, answer);
  }

  private Answer update(Call call) {
    JsonNode arguments = call.arguments();
    if (arguments.path("text").asText("").length() > 4000) {
      return error("msg_too_long");
    }
    Optional<String> problem = problem(arguments);
    if (problem.isPresent()) {
      return error(problem.get());
    }
    String channel = arguments.path("channel").asText();
    String ts = arguments.path("ts").isTextual() ? arguments.path("ts").asText() : "";
    synchronized (this) {
      SlackPost before = posts.get(id(channel) + ":" + ts);
      if (before == null) {
        return error("message_not_found");
      }
      accept(call, "edited", new Place(before.channel(), ts, before.threadTs(), before.channelName()), arguments);
    }
    return Answer.json(200, Trees.object()
        .put("ok", true).put("channel", id(channel)).put("ts", ts).put("text", arguments.path("text").asText()));
  }

  /** Any group exists that has the id of one; who is in it is replaced as a whole, and by nobody it cannot be. */
  private Answer fill(Call call) {
    JsonNode arguments = call.arguments();
    String group = arguments.path("usergroup").asText("");
    List<String> users = List.of(arguments.path("users").asText("").split(","));
    if (!group.matches("S[A-Z0-9]{2,20}")) {
      return error("no_such_subteam");
    }
    if (users.equals(List.of(""))) {
      return error("no_users_provided");
    }
    if (!users.stream().allMatch(user -> user.matches("[UW][A-Z0-9]{2,20}"))) {
      return error("invalid_users");
    }
    synchronized (this) {
      replay(call.accept("", "", "", "filled", group, Trees.write(arguments)));
    }
    ObjectNode answer = Trees.object().put("ok", true);
    ArrayNode members = answer.putObject("usergroup").put("id", group).put("user_count", String.valueOf(users.size())).putArray("users");
    users.forEach(members::add);
    return Answer.json(200, answer);
  }

  /** Who is in which user group. */
  public synchronized Map<String, List<String>> groups() {
    return new LinkedHashMap<>(groups);
  }

  private record Place(String channel, String ts, @Nullable String threadTs, String channelName) {}

  private SlackPost accept(Call call, String did, Place place, JsonNode content) {
    JsonNode tag = content.at("/metadata/event_payload");
    SlackPost before = posts.get(place.channel() + ":" + place.ts());
    JsonNode made = before == null ? tag : before.content().at("/metadata/event_payload");
    String incident = made.path("incident").asText(tag.path("incident").asText(Trees.uuidIn(call.text)));
    // a form is kept as the JSON that it stands for, so that a replay need not know the difference
    Effect effect = call.accept(
        tag.path("delivery").asText(), incident, tag.path("kind").asText(), did,
        place.channel() + ":" + place.ts(), Trees.write(content));
    return apply(effect, place, content);
  }

  private SlackPost apply(Effect effect, Place place, JsonNode content) {
    SlackPost before = posts.get(effect.target());
    SlackPost now = before != null
        ? before.edited(content, effect.at())
        : new SlackPost(place.channel(), place.channelName(), place.ts(), place.threadTs(), content, effect.at(), null,
            effect.operation().equals("webhook"));
    posts.put(effect.target(), now);
    names.putIfAbsent(place.channel(), place.channelName());
    return now;
  }

  @Override
  public synchronized void replay(Effect effect) {
    JsonNode content = Trees.read(effect.body());
    if (effect.did().equals("uploaded")) {
      files.replay(effect);
      return;
    }
    if (effect.did().equals("filled")) {
      groups.put(effect.target(), List.of(content.path("users").asText().split(",")));
      return;
    }
    String[] target = effect.target().split(":");
    String thread = content.path("thread_ts").asText("");
    String name = content.path("channel").asText("ops-alerts").replaceFirst("^#", "");
    apply(effect, new Place(target[0], target[1], thread.isEmpty() ? null : thread, name), content);
    lastMicros = Math.max(lastMicros, Long.parseLong(target[1].replace(".", "")));
  }

  /**
   * Slack's history: newest first, threads without their replies. Or one thread, oldest first, every page of it with the
   * message that it hangs from, however old that is.
   */
  private Answer history(Call call, @Nullable String thread) {
    JsonNode arguments = call.arguments();
    String channel = id(arguments.path("channel").asText(""));
    SlackPost root = thread == null ? null : posts.get(channel + ":" + thread);
    if (thread != null && root == null) {
      return error("thread_not_found");
    }
    boolean withMetadata = arguments.path("include_all_metadata").asBoolean();
    String oldest = arguments.path("oldest").asText("0");
    List<SlackPost> found = new ArrayList<>(posts().stream()
        .filter(post -> post.channel().equals(channel) && Objects.equals(post.threadTs(), thread) && post.ts().compareTo(oldest) > 0)
        .toList());
    if (thread != null) {
      Collections.reverse(found);
    }
    int from = Math.min(found.size(), arguments.path("cursor").asInt(0));
    int to = Math.min(found.size(), from + Math.max(1, arguments.path("limit").asInt(100)));
    ObjectNode answer = Trees.object().put("ok", true).put("has_more", to < found.size());
    ArrayNode messages = answer.putArray("messages");
    if (root != null) {
      messages.add(message(root, withMetadata));
    }
    found.subList(from, to).forEach(post -> messages.add(message(post, withMetadata)));
    if (to < found.size()) {
      answer.putObject("response_metadata").put("next_cursor", String.valueOf(to));
    }
    return Answer.json(200, answer);
  }

  private static ObjectNode message(SlackPost post, boolean withMetadata) {
    ObjectNode message = Trees.object()
        .put("type", "message").put("subtype", "bot_message").put("bot_id", "B0SIGNALBOX")
        .put("text", post.content().path("text").asText()).put("ts", post.ts());
    if (post.threadTs() != null) {
      message.put("thread_ts", post.threadTs());
    }
    if (post.content().has("blocks")) {
      message.set("blocks", post.content().get("blocks"));
    }
    if (withMetadata && post.content().has("metadata")) {
      message.set("metadata", post.content().get("metadata"));
    }
    return message;
  }

  private Optional<String> problem(JsonNode content) {
    JsonNode blocks = content.path("blocks").isTextual() ? Trees.read(content.path("blocks").asText()) : content.path("blocks");
    boolean some = !blocks.isMissingNode() && !blocks.isNull();
    if (some && !SlackBlocks.valid(blocks, files::picture)) {
      return Optional.of("invalid_blocks");
    }
    if (content.path("attachments").size() > 100) {
      return Optional.of("too_many_attachments");
    }
    String text = content.path("text").asText("");
    if (text.isEmpty() && blocks.isEmpty() && content.path("attachments").isEmpty()) {
      return Optional.of("no_text");
    }
    return text.length() > 40_000 ? Optional.of("msg_too_long") : Optional.empty();
  }

  private static Answer error(String error) {
    return Answer.json(200, Trees.object().put("ok", false).put("error", error));
  }

  private String id(String channel) {
    if (names.containsKey(channel) || channel.matches("[CDGU][A-Z0-9]{6,}")) {
      return channel;
    }
    CRC32 hash = new CRC32();
    hash.update(channel.getBytes(StandardCharsets.UTF_8));
    return "C0" + Long.toString(hash.getValue(), 36).toUpperCase(Locale.ROOT);
  }

  /** Microseconds since 1970, never the same twice. */
  private String nextTs() {
    Instant now = clock.instant();
    lastMicros = Math.max(lastMicros + 1, now.getEpochSecond() * 1_000_000 + now.getNano() / 1000);
    return "%d.%06d".formatted(lastMicros / 1_000_000, lastMicros % 1_000_000);
  }

  @Override
  public synchronized void forget() {
    posts.clear();
    groups.clear();
    files.forget();
  }

  @Override
  public boolean letsIn(Call call) {
    return Set.of("webhook", "upload").contains(call.operation()); // its address is the credential
  }

  @Override
  public Answer unauthorized() {
    return error("invalid_auth");
  }

  @Override
  public Answer failing(int status) {
    return switch (status) {
      case 429 -> Answer.json(429, Trees.object().put("ok", false).put("error", "ratelimited")).with("Retry-After", "1");
      case 400 -> Answer.text(400, "invalid_payload");
      case 403 -> Answer.text(403, "invalid_token");
      case 404 -> Answer.text(404, "no_service");
      case 410 -> Answer.text(410, "channel_is_archived");
      case 500 -> Answer.text(500, "rollup_error");
      default -> Answer.text(status, "");
    };
  }
}

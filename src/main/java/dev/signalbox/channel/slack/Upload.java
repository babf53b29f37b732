package dev.signalbox.channel.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.channel.Json;
import dev.signalbox.channel.Reply;
import dev.signalbox.channel.Request;
import dev.signalbox.channel.RetryAfter;
import dev.signalbox.channel.Text;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Gives Slack a file that belongs to no channel: until a message of the same bot shows it, nobody else sees it. Three requests,
 * https://docs.slack.dev/messaging/working-with-files. What went wrong is said without the address that the bytes go to, which
 * is a secret of its own.
 */
final class Upload {

  private static final String ROUTE = "slack-upload";
  private static final int TITLE = 200;
  /** Slack's limit of a picture's description. */
  private static final int ALT = 1000;

  private final Function<Request, Reply> ask;
  private final String api;

  /** @param api where Slack's Web API is: the bytes go to the same host, or to its {@code files.} */
  Upload(Function<Request, Reply> ask, String api) {
    this.ask = ask;
    this.api = api;
  }

  /**
   * @param file Slack's name of it; null if it did not work
   * @param reason of a failure, fit for a log; empty if it worked
   * @param forbidden whether the app may not do it at all
   * @param pause how long Slack wants to be left alone; null if it did not say
   */
  record Result(@Nullable String file, String reason, boolean forbidden, @Nullable Duration pause) {
    static Result failed(String reason) {
      return new Result(null, reason, false, null);
    }
  }

  Result of(byte[] png, String alt, Instant now) {
    String form = "filename=chart.png&length=%d&alt_txt=%s".formatted(png.length, encoded(Text.line(alt, ALT)));
    Reply place = ask.apply(new Request(
        SlackChannel.BOT_ROUTE, "POST", "/files.getUploadURLExternal", null,
        Map.of("Content-Type", "application/x-www-form-urlencoded", "Accept", "application/json"), form));
    Optional<JsonNode> given = ok(place);
    if (given.isEmpty()) {
      return failure("files.getUploadURLExternal", place, now);
    }
    String file = given.get().path("file_id").asText("");
    Optional<String> url = home().flatMap(home -> ResponseUrl.within(home, given.get().path("upload_url").asText("")));
    if (!file.matches("F[A-Z0-9]{2,30}") || url.isEmpty()) {
      return Result.failed("files.getUploadURLExternal: the answer names no file, or an address that is not Slack's");
    }
    Reply sent = ask.apply(new Request(
        ROUTE, "POST", null, null, Map.of("Content-Type", "application/octet-stream", "CamelHttpUri", url.get()), png));
    if (!sent.succeeded()) {
      return Result.failed("the bytes were not taken: " + wire(sent));
    }
    ObjectNode body = Json.object();
    body.putArray("files").addObject().put("id", file).put("title", Text.line(alt, TITLE));
    Reply done = ask.apply(Request.json(SlackChannel.BOT_ROUTE, "POST", "/files.completeUploadExternal", Json.write(body)));
    return ok(done).isPresent() ? new Result(file, "", false, null) : failure("files.completeUploadExternal", done, now);
  }

  private static Optional<JsonNode> ok(Reply reply) {
    return reply.succeeded() ? Json.read(reply.body()).filter(json -> json.path("ok").asBoolean()) : Optional.empty();
  }

  private static Result failure(String method, Reply reply, Instant now) {
    Optional<JsonNode> json = reply.succeeded() ? Json.read(reply.body()) : Optional.empty();
    String error = json.map(answer -> Text.line(answer.path("error").asText("no error named"), 60)).orElseGet(() -> wire(reply));
    String needed = json.map(answer -> Text.line(answer.path("needed").asText(""), 60)).orElse("");
    return new Result(
        null, "%s: %s%s".formatted(method, error, needed.isEmpty() ? "" : ", needed: " + needed), SlackAnswers.forbidden(error),
        RetryAfter.of(reply, now).orElse(null));
  }

  private static String wire(Reply reply) {
    return reply.failure().isEmpty() ? "HTTP " + reply.status() : reply.failure();
  }

  /** {@code https://files.slack.com/} of {@code https://slack.com/api}; elsewhere, as in a test, the same host. */
  private Optional<String> home() {
    URI uri = URI.create(api);
    if (uri.getHost() == null) {
      return Optional.empty();
    }
    boolean slack = uri.getHost().matches("(www\\.)?slack(-gov)?\\.com");
    String host = slack ? "files." + uri.getHost().replaceFirst("^www\\.", "") : uri.getHost();
    return Optional.of("%s://%s%s/".formatted(uri.getScheme(), host, uri.getPort() < 0 ? "" : ":" + uri.getPort()));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}

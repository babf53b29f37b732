package dev.signalbox.channel.slack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.Secret;
import dev.signalbox.channel.Admission;
import dev.signalbox.channel.Admission.Why;
import dev.signalbox.channel.Call;
import dev.signalbox.channel.Heard;
import dev.signalbox.channel.Heard.Deed;
import dev.signalbox.channel.Heard.Doer;
import dev.signalbox.channel.Hook;
import dev.signalbox.channel.Json;
import dev.signalbox.channel.Signatures;
import dev.signalbox.channel.Text;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Buttons of our messages. Slack signs the time of the call together with the body; a call older than five minutes is
 * somebody's recording (https://docs.slack.dev/authentication/verifying-requests-from-slack).
 *
 * <p>That a call is genuine proves that it comes from Slack, not that its user may do what he did. The value of a button
 * is the incident's id and nothing else. Whether the {@code response_url} may be called is judged where it would be, see
 * {@link ResponseUrl}.
 */
public final class SlackHook implements Hook {

  private static final Duration TOO_OLD = Duration.ofMinutes(5);
  private static final Pattern SECONDS = Pattern.compile("\\d{1,11}");
  private static final String PAYLOAD = "payload=";

  /** What our buttons are called, see {@code SlackMessage}. */
  static final Map<String, Deed> BUTTONS = Map.of(
      "acknowledge", Deed.ACKNOWLEDGED, "resolve", Deed.RESOLVED, "snooze", Deed.SNOOZED, "escalate", Deed.ESCALATION_WANTED,
      "ticket", Deed.TICKET_WANTED);

  private final Signatures signatures;

  /** @param signingSecret of the app, several separated by commas; null turns every call away */
  public SlackHook(@Nullable Secret signingSecret) {
    this.signatures = Signatures.under(signingSecret);
  }

  @Override
  public String name() {
    return "slack";
  }

  @Override
  public Admission judge(Call call, Instant now) {
    if (!signatures.configured()) {
      return Admission.turnedAway(Why.NOT_CONFIGURED);
    }
    Optional<String> signature = call.header("X-Slack-Signature");
    Optional<String> timestamp = call.header("X-Slack-Request-Timestamp").filter(text -> SECONDS.matcher(text).matches());
    byte[] before = ("v0:" + timestamp.orElse("0") + ":").getBytes(StandardCharsets.US_ASCII);
    String offered = signature.filter(text -> text.startsWith("v0=")).map(text -> text.substring(3)).orElse("");
    boolean genuine = signatures.match(List.of(offered), before, call.body()); // in any case: all refusals take equally long
    if (signature.isEmpty() || timestamp.isEmpty()) {
      return Admission.turnedAway(Why.NO_SIGNATURE);
    }
    Instant made = Instant.ofEpochSecond(Long.parseLong(timestamp.get()));
    if (Duration.between(made, now).abs().compareTo(TOO_OLD) > 0) {
      return Admission.turnedAway(Why.TOO_OLD);
    }
    return genuine
        ? new Admission.Genuine(Signatures.fingerprint(call.body()), challenge(call))
        : Admission.turnedAway(Why.WRONG_SIGNATURE);
  }

  /** Slack's way of asking whether the address is ours. */
  private static @Nullable String challenge(Call call) {
    String body = new String(call.body(), StandardCharsets.UTF_8);
    return Json.read(body).filter(json -> json.path("type").asText().equals("url_verification"))
        .map(json -> Text.line(json.path("challenge").asText(), 200)).orElse(null);
  }

  @Override
  public List<Heard> read(String body) {
    Optional<String> payload = Stream.of(body.split("&")).filter(field -> field.startsWith(PAYLOAD)).findFirst()
        .map(field -> URLDecoder.decode(field.substring(PAYLOAD.length()), StandardCharsets.UTF_8));
    Optional<JsonNode> json = payload.or(() -> Optional.of(body)).flatMap(Json::read);
    if (json.isEmpty()) {
      throw new IllegalArgumentException("it is neither a form with a payload nor JSON");
    }
    String type = json.get().path("type").asText();
    return type.equals("block_actions") ? clicks(json.get()) : List.of();
  }

  private List<Heard> clicks(JsonNode json) {
    JsonNode user = json.path("user");
    Doer doer = new Doer(user.path("id").asText(), user.path("name").asText(user.path("username").asText()));
    String url = json.path("response_url").asText("");
    Secret replyTo = url.isEmpty() ? null : new Secret(url);
    List<Heard> heard = new ArrayList<>();
    for (JsonNode action : json.path("actions")) {
      Deed deed = BUTTONS.get(action.path("action_id").asText());
      if (deed != null) {
        heard.add(click(deed, action, doer, replyTo));
      }
    }
    return heard;
  }

  private Heard click(Deed deed, JsonNode action, Doer doer, @Nullable Secret replyTo) {
    String value = action.path("value").asText(action.path("selected_option").path("value").asText());
    int space = value.indexOf(' ');
    String id = space < 0 ? value : value.substring(0, space);
    String more = space < 0 ? "" : value.substring(space + 1);
    return new Heard(name(), Heard.incident(id).orElseThrow(() -> new IllegalArgumentException(
        "the value '%s' of its button is not the id of an incident".formatted(Text.line(value, 80)))), null, deed, doer, more, null, at(action), null, replyTo);
  }

  private static @Nullable Instant at(JsonNode action) {
    String seconds = action.path("action_ts").asText().replaceAll("\\..*", "");
    return SECONDS.matcher(seconds).matches() ? Instant.ofEpochSecond(Long.parseLong(seconds)) : null;
  }
}

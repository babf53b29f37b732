package dev.signalbox.channel.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.signalbox.Secret;
import dev.signalbox.channel.Channel;
import dev.signalbox.channel.HttpOutcomes;
import dev.signalbox.channel.Json;
import dev.signalbox.channel.Message;
import dev.signalbox.channel.Reply;
import dev.signalbox.channel.Request;
import dev.signalbox.channel.Signatures;
import dev.signalbox.channel.Step;
import dev.signalbox.channel.Text;
import dev.signalbox.channel.webhook.NoticeJson.Size;
import dev.signalbox.channel.webhook.WebhookPlan.Call;
import dev.signalbox.delivery.Outcome;
import dev.signalbox.delivery.Outcome.Delivered;
import dev.signalbox.delivery.Outcome.Misconfigured;
import dev.signalbox.incident.ChangeKind;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One webhook, a channel of its own with a dispatcher of its own, so that one that is dead delays no other. Any 2xx is a
 * success, unless it shows a page or {@code accepted} says otherwise.
 *
 * <p>Every attempt at a delivery carries the same {@code Idempotency-Key}, by which the other side can tell repeats. Whether
 * it does is in the file ({@code repeatable}); read once, when the hub starts, as the dispatcher needs it then.
 */
public final class WebhookChannel implements Channel {

  /** The name of the channel is this and the webhook's. */
  public static final String PREFIX = "webhook-";

  /** Says to the route which webhook is meant; never leaves. */
  public static final String NAME_HEADER = "CamelSignalboxWebhook";

  private static final String ROUTE = "webhook";
  private static final int LONGEST_REFERENCE = 1000;
  private static final Pattern PAGE = Pattern.compile("(?i)\\s*(<\\?xml[^>]{0,200}>\\s*)?(<!doctype\\s+html|<html)\\b");
  private static final Pattern HTML = Pattern.compile("(?i)\\s*(text/html|application/xhtml\\+xml)\\b");

  private final String name;
  private final WebhookSettings settings;
  private final Supplier<Optional<WebhookPlan>> plan;
  private final boolean repeatable;
  private final HttpOutcomes outcomes;

  /**
   * @param name without the prefix
   * @param plan as it is now; empty while the file was never right
   */
  public WebhookChannel(String name, WebhookSettings settings, Supplier<Optional<WebhookPlan>> plan) {
    this.name = name;
    this.settings = settings;
    this.plan = plan;
    this.repeatable = plan.get().map(WebhookPlan::repeatable).orElse(false);
    this.outcomes = new HttpOutcomes(settings.secrets());
  }

  @Override
  public String name() {
    return PREFIX + name;
  }

  @Override
  public boolean repeatable() {
    return repeatable;
  }

  @Override
  public boolean takes(ChangeKind kind) {
    return plan.get().map(it -> it.takes(kind)).orElse(true);
  }

  @Override
  public List<String> missingSettings() {
    return settings.url() == null ? List.of("signalbox.webhooks.%s.url".formatted(name)) : List.of();
  }

  @Override
  public Step send(Message message) {
    Optional<WebhookPlan> now = plan.get();
    if (now.isEmpty()) {
      return Step.done(new Misconfigured("routes/webhooks/%s.yaml was never right since the start; mend it".formatted(name), true));
    }
    if (settings.url() == null) {
      return Step.done(new Misconfigured("signalbox.webhooks.%s.url is not set; set it and start the hub again".formatted(name), true));
    }
    Phase phase = Phase.of(message.delivery().kind());
    Optional<Call> call = now.get().call(phase).filter(it -> wanted(message, phase));
    // the outbox owes every place its end; here nobody wants to hear of it
    return call.map(it -> ask(message, now.get(), it)).orElseGet(() ->
        Step.done(new Delivered(message.delivery().openReference(), null, "not told: '%s' is left out of its lifecycle".formatted(phase.label()))));
  }

  /** The sink may want less than the file offers. */
  private static boolean wanted(Message message, Phase phase) {
    String lifecycle = message.option("lifecycle");
    return lifecycle.isEmpty() || Arrays.stream(lifecycle.split(",")).anyMatch(one -> one.strip().equals(phase.label()));
  }

  private Step ask(Message message, WebhookPlan plan, Call call) {
    String body = body(message, plan, call);
    Map<String, String> headers = new LinkedHashMap<>(plan.headers());
    headers.put("Content-Type", plan.contentType());
    headers.put("Accept", "application/json, */*;q=0.5");
    headers.put("Idempotency-Key", message.delivery().id().toString());
    if (settings.signatures().configured()) {
      headers.put("Signalbox-Signature", signature(body, message.now()));
    }
    headers.put(NAME_HEADER, name);
    Request request = new Request(ROUTE, call.method(), path(message, call), null, headers, body);
    return Step.askOnce(request, reply -> outcome(reply, message, call));
  }

  private String body(Message message, WebhookPlan plan, Call call) {
    for (Size size : NoticeJson.SIZES) {
      JsonNode made;
      try {
        made = call.body().apply(NoticeJson.of(message, size));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("the body in routes/webhooks/%s.yaml %s".formatted(name, e.getMessage()), e);
      }
      String body = made.isTextual() && !plan.contentType().contains("json") ? made.asText() : Json.write(made);
      if (body.getBytes(StandardCharsets.UTF_8).length <= plan.maxBytes()) {
        return body;
      }
    }
    throw new IllegalArgumentException(
        "the body is longer than max_bytes in routes/webhooks/%s.yaml, %d, even without the row".formatted(name, plan.maxBytes()));
  }

  private static @Nullable String path(Message message, Call call) {
    if (!call.path().contains("{reference}")) {
      return call.path().isEmpty() ? null : call.path();
    }
    String reference = message.delivery().openReference();
    if (reference == null || reference.isEmpty()) {
      throw new IllegalArgumentException("the path needs a reference, but the other side gave none when it was opened");
    }
    return call.path().replace("{reference}", URLEncoder.encode(reference, StandardCharsets.UTF_8).replace("+", "%20").replace(".", "%2E"));
  }

  /** {@code t=1772366410,v1=…}: HMAC-SHA256 of the seconds, a dot, and the body; one {@code v1} for each secret. */
  private String signature(String body, Instant now) {
    String seconds = String.valueOf(now.getEpochSecond());
    byte[] signed = (seconds + "." + body).getBytes(StandardCharsets.UTF_8);
    return "t=" + seconds + settings.signatures().secrets().stream()
        .map((Secret secret) -> ",v1=" + Signatures.sign(secret, signed)).collect(Collectors.joining());
  }

  private Outcome outcome(Reply reply, Message message, Call call) {
    if (!reply.succeeded()) {
      boolean gone = reply.status() == 404 || reply.status() == 410;
      // what is asked for is the address alone, until the other side has named something that could be gone
      return gone && !call.path().contains("{reference}")
          ? new Misconfigured(outcomes.reason(reply), true) : outcomes.failure(reply, message.now());
    }
    if (isPage(reply)) {
      return outcomes.notJson(reply);
    }
    JsonNode answer = Json.read(reply.body()).orElse(NullNode.getInstance());
    try {
      if (call.accepted() != null && !call.accepted().apply(answer).asBoolean()) {
        return new Outcome.Refused("not accepted: " + outcomes.reason(reply));
      }
      return new Delivered(named(call.reference(), answer, message.delivery().openReference()), link(call.link(), answer), null);
    } catch (IllegalArgumentException e) {
      // it has taken it; that we cannot read its answer is no reason to send it again
      return new Delivered(message.delivery().openReference(), null, "routes/webhooks/%s.yaml: the answer %s".formatted(name, e.getMessage()));
    }
  }

  /** Where a login page or a proxy answers for the other side. Other markup, such as {@code <ok/>}, is its own. */
  private static boolean isPage(Reply reply) {
    return PAGE.matcher(reply.body()).lookingAt() || reply.header("Content-Type").filter(type -> HTML.matcher(type).lookingAt()).isPresent();
  }

  private @Nullable String named(@Nullable Mapping mapping, JsonNode answer, @Nullable String otherwise) {
    if (mapping == null) {
      return otherwise;
    }
    JsonNode value = mapping.apply(answer);
    // whole or not at all: it becomes part of a path
    String text = value.isValueNode() && !value.isNull() ? Text.line(value.asText(), LONGEST_REFERENCE + 1) : "";
    return text.isEmpty() || text.length() > LONGEST_REFERENCE || isSecret(text) ? otherwise : text;
  }

  private boolean isSecret(String text) {
    return settings.secrets().stream().anyMatch(one -> !one.reveal().isBlank() && text.contains(one.reveal()));
  }

  private @Nullable String link(@Nullable Mapping mapping, JsonNode answer) {
    String text = mapping == null ? "" : Text.line(mapping.apply(answer).asText(""), 1000);
    return text.matches("https?://[^\\s\"'<>]+") && !isSecret(text) ? text : null;
  }
}

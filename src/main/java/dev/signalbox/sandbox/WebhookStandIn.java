package dev.signalbox.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Whatever else can be told something: {@code /webhook/<name>/…} takes any JSON. Two names know what they take: {@code teams}
 * (an Adaptive Card of at most 28 KB) and {@code alertmanager} (its API v2, a list of alerts); anything else is a 400, as there.
 */
public final class WebhookStandIn implements StandIn {

  private static final int LONGEST_CARD = 28 * 1024;

  private final List<Received> received = new ArrayList<>();

  /**
   * @param webhook its name
   * @param signature as sent; empty if unsigned
   * @param body as it came over the wire
   */
  public record Received(Instant at, String webhook, String method, String path, String signature, String body) {}

  @Override
  public String system() {
    return "webhook";
  }

  @Override
  public String operation(Call call) {
    return name(call);
  }

  private static String name(Call call) {
    String[] parts = call.path.split("/", 3);
    return parts.length > 1 ? parts[1] : "";
  }

  @Override
  public synchronized Answer answer(Call call) {
    String name = name(call);
    String problem = problem(name, call);
    if (!problem.isEmpty()) {
      return Answer.text(400, problem);
    }
    String below = call.path.substring(name.length() + 1);
    String line = Trees.write(Trees.object()
        .put("method", call.method).put("path", below).put("signature", call.header("Signalbox-Signature")).put("body", call.text));
    replay(call.accept(call.header("Idempotency-Key"), "", name, "sent", name + below, line));
    return name.equals("alertmanager") ? Answer.text(200, "") : Answer.text(202, "");
  }

  private static String problem(String name, Call call) {
    JsonNode json = call.json();
    if (json.isMissingNode()) {
      return "not JSON";
    }
    if (name.equals("teams")) {
      boolean card = json.path("type").asText().equals("message")
          && json.at("/attachments/0/content/type").asText().equals("AdaptiveCard");
      boolean fits = call.text.getBytes(StandardCharsets.UTF_8).length <= LONGEST_CARD;
      return !card ? "not a message with an Adaptive Card" : fits ? "" : "the message is too large";
    }
    if (name.equals("alertmanager")) {
      boolean alerts = json.isArray() && call.path.endsWith("/api/v2/alerts");
      for (JsonNode alert : json) {
        alerts &= alert.path("labels").isObject() && !alert.path("labels").isEmpty();
      }
      return alerts ? "" : "not a list of alerts";
    }
    return "";
  }

  @Override
  public Answer unauthorized() {
    return Answer.text(401, "unauthorized");
  }

  @Override
  public Answer failing(int status) {
    return Answer.text(status, "the sandbox was told to fail");
  }

  @Override
  public synchronized void replay(Effect effect) {
    JsonNode line = Trees.read(effect.body());
    received.add(new Received(effect.at(), effect.operation(), line.path("method").asText(), line.path("path").asText(),
        line.path("signature").asText(), line.path("body").asText()));
  }

  @Override
  public synchronized void forget() {
    received.clear();
  }

  /** Newest first. */
  public synchronized List<Received> received() {
    List<Received> all = new ArrayList<>(received);
    Collections.reverse(all);
    return all;
  }
}

package dev.signalbox.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * PagerDuty's Events API v2, and of its REST API the on-calls ({@link PagerDutyOnCalls}). A dedup_key counts within one
 * routing key: a trigger for an open alert is merged, after a resolve it opens a new alert, and an acknowledge or
 * resolve without an open alert is dropped, all with 202.
 */
public final class PagerDutyStandIn implements StandIn {

  private static final Set<String> ACTIONS = Set.of("trigger", "acknowledge", "resolve");
  private static final Set<String> SEVERITIES = Set.of("critical", "error", "warning", "info");
  private static final int MAX_EVENT = 512 * 1024;

  /**
   * What a responder sees.
   *
   * @param status {@code triggered}, {@code acknowledged} or {@code resolved}
   * @param event the latest trigger
   * @param events how many triggers were merged into it
   */
  public record Alert(
      String routingKey, String dedupKey, String status, JsonNode event, Instant openedAt, Instant changedAt, int events) {

    boolean open() {
      return !status.equals("resolved");
    }
  }

  private final List<Alert> alerts = new ArrayList<>();
  /** Place of the latest alert of a key in the list. */
  private final Map<String, Integer> latest = new HashMap<>();

  private final PagerDutyOnCalls onCalls;

  PagerDutyStandIn(Clock clock) {
    this.onCalls = new PagerDutyOnCalls(clock);
  }

  @Override
  public String system() {
    return "pagerduty";
  }

  /** Whom {@code GET /oncalls} answers. */
  public PagerDutyOnCalls onCalls() {
    return onCalls;
  }

  @Override
  public String operation(Call call) {
    return call.path.equals("/oncalls") ? "oncalls" : call.path.equals("/v2/change/enqueue") ? "change" : "enqueue";
  }

  /** Newest first. */
  public synchronized List<Alert> alerts() {
    List<Alert> newestFirst = new ArrayList<>(alerts);
    Collections.reverse(newestFirst);
    return newestFirst;
  }

  @Override
  public Answer answer(Call call) {
    if (call.path.equals("/oncalls")) {
      return onCalls.answer(call);
    }
    boolean change = call.path.equals("/v2/change/enqueue");
    if (!change && !call.path.equals("/v2/enqueue")) {
      return invalid(404, "Not found", "no such path");
    }
    if (!call.method.equals("POST")) {
      return invalid(405, "Method not allowed", "use POST");
    }
    JsonNode event = call.json();
    if (!event.isObject()) {
      return invalid(400, "Unrecognized object", "JSON parse error");
    }
    List<String> errors = change ? changeErrors(event) : errors(event);
    if (call.text.length() > MAX_EVENT) {
      errors.add("Event is larger than 512 KB");
    }
    if (!errors.isEmpty()) {
      return invalid(400, "invalid event", errors.toArray(String[]::new));
    }
    if (change) {
      call.accept("", "", "change", "changed", "");
      return Answer.json(202, Trees.object().put("status", "success").put("message", "Change event processed"));
    }
    String given = event.path("dedup_key").asText("");
    String key = given.isEmpty() ? UUID.randomUUID().toString().replace("-", "") : given;
    String action = event.path("event_action").asText();
    synchronized (this) {
      String did = wouldDo(action, event.path("routing_key").asText(), key);
      Effect effect = call.accept(key, key, action, did, key);
      apply(effect, event);
    }
    return Answer.json(
        202, Trees.object().put("status", "success").put("message", "Event processed").put("dedup_key", key));
  }

  private static List<String> errors(JsonNode event) {
    List<String> errors = routingKeyErrors(event);
    String action = event.path("event_action").asText("");
    if (!ACTIONS.contains(action)) {
      errors.add("'event_action' is invalid (must be one of the following: 'trigger', 'acknowledge' or 'resolve')");
    }
    String key = event.path("dedup_key").asText("");
    if (key.length() > 255) {
      errors.add("Length of 'dedup_key' is incorrect (should be at most 255 characters)");
    }
    if (!action.equals("trigger")) {
      if (key.isEmpty()) {
        errors.add("'dedup_key' is missing or blank");
      }
      return errors;
    }
    JsonNode payload = event.path("payload");
    errors.addAll(blank(payload, "payload", "summary", "source", "severity"));
    if (payload.path("summary").asText("").length() > 1024) {
      errors.add("Length of 'payload.summary' is incorrect (should be at most 1024 characters)");
    }
    String severity = payload.path("severity").asText("");
    if (!severity.isEmpty() && !SEVERITIES.contains(severity)) {
      errors.add("'payload.severity' is invalid (must be one of the following: 'critical', 'warning', 'error' or 'info')");
    }
    if (payload.has("custom_details") && !payload.path("custom_details").isObject()) {
      errors.add("'payload.custom_details' is invalid (should be an object)");
    }
    event.path("links").forEach(link -> errors.addAll(blank(link, "links", "href")));
    event.path("images").forEach(image -> errors.addAll(blank(image, "images", "src")));
    return errors;
  }

  private static List<String> changeErrors(JsonNode event) {
    List<String> errors = routingKeyErrors(event);
    errors.addAll(blank(event.path("payload"), "payload", "summary"));
    return errors;
  }

  private static List<String> routingKeyErrors(JsonNode event) {
    List<String> errors = new ArrayList<>();
    String key = event.path("routing_key").asText("");
    if (key.isBlank()) {
      errors.add("'routing_key' is missing or blank");
    } else if (key.length() != 32) {
      errors.add("Length of 'routing_key' is incorrect (should be 32 characters)");
    }
    return errors;
  }

  private static List<String> blank(JsonNode node, String of, String... names) {
    List<String> errors = new ArrayList<>();
    for (String name : names) {
      if (!node.path(name).isTextual() || node.path(name).asText().isBlank()) {
        errors.add("'%s.%s' is missing or blank".formatted(of, name));
      }
    }
    return errors;
  }

  private String wouldDo(String action, String routingKey, String dedupKey) {
    Integer at = latest.get(routingKey + dedupKey);
    boolean open = at != null && alerts.get(at).open();
    return switch (action) {
      case "trigger" -> open ? "merged" : "opened";
      case "acknowledge" -> open ? "acknowledged" : "dropped";
      default -> open ? "resolved" : "dropped";
    };
  }

  private void apply(Effect effect, JsonNode event) {
    String id = event.path("routing_key").asText() + effect.key();
    if (effect.did().equals("opened")) {
      latest.put(id, alerts.size());
      alerts.add(new Alert(
          event.path("routing_key").asText(), effect.key(), "triggered", event, effect.at(), effect.at(), 1));
      return;
    }
    Integer at = latest.get(id);
    if (at == null || effect.did().equals("dropped")) {
      return;
    }
    Alert now = alerts.get(at);
    boolean merged = effect.did().equals("merged");
    alerts.set(at, new Alert(
        now.routingKey(),
        now.dedupKey(),
        merged ? now.status() : effect.did(),
        merged ? event : now.event(),
        now.openedAt(),
        effect.at(),
        now.events() + (merged ? 1 : 0)));
  }

  @Override
  public synchronized void replay(Effect effect) {
    apply(effect, Trees.read(effect.body()));
  }

  @Override
  public synchronized void forget() {
    alerts.clear();
    latest.clear();
    onCalls.forget();
  }

  @Override
  public Answer unauthorized() {
    return failing(401);
  }

  @Override
  public Answer failing(int status) {
    return switch (status) {
      case 429 -> invalid(429, "throttle exceeded", "Requests for this service are arriving too quickly.");
      case 400 -> invalid(400, "invalid event", "'routing_key' is missing or blank");
      default -> Answer.text(status, "");
    };
  }

  private static Answer invalid(int code, String status, String... errors) {
    ObjectNode body = Trees.object().put("status", status).put("message", "Event object is invalid");
    ArrayNode list = body.putArray("errors");
    for (String error : errors) {
      list.add(error);
    }
    return Answer.json(code, body);
  }
}

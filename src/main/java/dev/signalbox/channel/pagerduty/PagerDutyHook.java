package dev.signalbox.channel.pagerduty;

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
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Webhooks V3 (https://developer.pagerduty.com/docs/verifying-webhook-signatures). PagerDuty signs no time: a recording is
 * only known by the id of its event. What is genuine but means nothing here is accepted all the same, since three calls
 * turned away make PagerDuty stop calling for a day.
 */
public final class PagerDutyHook implements Hook {

  private static final String VERSION = "v1=";
  private static final String RESOLVED = "incident.resolved";
  /** What is told as a remark, and which part of it. The incident is named by PagerDuty's id alone where it is not the resource. */
  private static final Map<String, Function<JsonNode, String>> REMARKS = Map.of(
      "incident.annotated", data -> data.path("content").asText(),
      "incident.status_update_published", data -> "status update: " + data.path("message").asText(),
      "incident.responder.added", data -> "asked %s to help: %s".formatted(who(data), data.path("message").asText()),
      "incident.responder.replied", data -> "%s answered the call for help: %s".formatted(who(data), data.path("state").asText()),
      "incident.priority_updated", data -> "priority is now " + data.at("/priority/summary").asText("none"),
      "incident.service_updated", data -> "moved it to service " + data.at("/service/summary").asText("?"),
      "incident.conference_bridge.updated", data -> "conference bridge: " + data.path("conference_url").asText("none"));
  /** What is merged counts as resolved there; the page lives on in the other incident, and so does the trouble. */
  private static final Function<JsonNode, String> MERGED =
      data -> "merged it into " + data.at("/resolve_reason/incident/summary").asText("another incident");

  private static final Map<String, Deed> DEEDS = Map.of(
      "incident.triggered", Deed.NAMED,
      "incident.acknowledged", Deed.ACKNOWLEDGED, "incident.unacknowledged", Deed.UNACKNOWLEDGED,
      RESOLVED, Deed.RESOLVED, "incident.reopened", Deed.REOPENED, "incident.escalated", Deed.ESCALATED,
      "incident.delegated", Deed.ASSIGNED, "incident.reassigned", Deed.ASSIGNED);

  private final Signatures signatures;

  /** @param secret of the subscription, several separated by commas; null turns every call away */
  public PagerDutyHook(@Nullable Secret secret) {
    this.signatures = Signatures.under(secret);
  }

  @Override
  public String name() {
    return "pagerduty";
  }

  @Override
  public Admission judge(Call call, Instant now) {
    if (!signatures.configured()) {
      return Admission.turnedAway(Why.NOT_CONFIGURED);
    }
    Optional<String> header = call.header("X-PagerDuty-Signature");
    List<String> offered = Stream.of(header.orElse(VERSION).split(",")).map(String::strip)
        .filter(one -> one.startsWith(VERSION)).map(one -> one.substring(VERSION.length())).toList();
    boolean genuine = signatures.match(offered, call.body()); // also where the answer is known: all refusals take equally long
    if (header.isEmpty()) {
      return new Admission.TurnedAway(400, Why.NO_SIGNATURE);
    }
    if (call.body().length == 0) {
      return new Admission.TurnedAway(400, Why.EMPTY);
    }
    return genuine ? Admission.genuine(id(call.body())) : Admission.turnedAway(Why.WRONG_SIGNATURE);
  }

  /** Of the event, not of the call: X-Webhook-Id is not signed, and a recording could be sent under another one. */
  private static String id(byte[] body) {
    return Json.read(new String(body, StandardCharsets.UTF_8)).map(json -> json.path("event").path("id").asText(""))
        .filter(id -> !id.isEmpty() && id.length() <= 200).orElseGet(() -> Signatures.fingerprint(body));
  }

  @Override
  public List<Heard> read(String body) {
    JsonNode event = Json.read(body).map(json -> json.path("event")).filter(JsonNode::isObject)
        .orElseThrow(() -> new IllegalArgumentException("it is not JSON with an event in it"));
    String type = event.path("event_type").asText();
    JsonNode data = event.path("data");
    boolean merged = type.equals(RESOLVED) && data.at("/resolve_reason/type").asText().startsWith("merge");
    Function<JsonNode, String> remark = merged ? MERGED : REMARKS.get(type);
    Deed deed = remark != null ? Deed.COMMENTED : type.equals(RESOLVED) && byProgram(event) ? Deed.CLOSED : DEEDS.get(type);
    if (deed == null) {
      return List.of();
    }
    Optional<UUID> incident = Heard.incident(data.path("incident_key").asText());
    String reference = data.path("incident").path("id").asText(data.path("id").asText(""));
    if (incident.isEmpty() && reference.isEmpty()) {
      throw new IllegalArgumentException("it does not say which incident of PagerDuty it is about");
    }
    JsonNode assignee = data.path("assignees").path(0);
    return List.of(new Heard(
        name(), incident.orElse(null), Text.line(reference, 100), deed, person(event.path("agent")),
        remark == null ? "" : remark.apply(data).strip(), deed == Deed.ASSIGNED && assignee.isObject() ? person(assignee) : null,
        at(event.path("occurred_at").asText())));
  }

  private static String who(JsonNode responder) {
    return responder.at("/user/summary").asText(responder.at("/escalation_policy/summary").asText("somebody"));
  }

  /** Says that no user did it; a call that says nothing about it is given the benefit of the doubt. */
  private static boolean byProgram(JsonNode event) {
    JsonNode agent = event.path("agent");
    return agent.isNull() || agent.isObject() && !agent.path("type").asText("user").startsWith("user");
  }

  /** An agent that is no user is an integration: what it did was done through an API, perhaps by us. */
  private static Doer person(JsonNode who) {
    boolean user = who.path("type").asText().startsWith("user");
    return new Doer(user ? who.path("id").asText() : "", who.path("summary").asText());
  }

  private static @Nullable Instant at(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException notSaid) {
      return null;
    }
  }
}

package dev.signalbox.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.escalation.EscalationPolicy;
import dev.signalbox.escalation.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A policy as it is kept for the incidents that were opened with it, in the words of the file. */
final class PolicyJson {

  private static final ObjectMapper JSON = new ObjectMapper();

  private PolicyJson() {}

  static String write(EscalationPolicy policy) {
    ObjectNode tree = JSON.createObjectNode().put("escalation", policy.name()).put("repeat", policy.repeat())
        .put("acknowledge_stops", policy.acknowledgement().stops());
    Duration expires = policy.acknowledgement().expires();
    if (expires != null) {
      tree.put("acknowledge_expires_minutes", expires.toMinutes());
    }
    for (EscalationPolicy.Level level : policy.levels()) {
      ObjectNode written = tree.withArray("levels").addObject().put("delay_minutes", level.delay().toMinutes());
      level.targets().forEach(target -> target.fold(
          of -> written.withArray("targets").addObject().put("schedule", of.schedule()),
          of -> written.withArray("targets").addObject().put("user", of.user())));
    }
    return tree.toString();
  }

  static EscalationPolicy read(String json) {
    try {
      JsonNode tree = JSON.readTree(json);
      List<EscalationPolicy.Level> levels = new ArrayList<>();
      tree.path("levels").forEach(level -> levels.add(level(level)));
      JsonNode expires = tree.path("acknowledge_expires_minutes");
      EscalationPolicy.Acknowledgement acknowledgement = new EscalationPolicy.Acknowledgement(
          tree.path("acknowledge_stops").asBoolean(true), expires.isMissingNode() ? null : Duration.ofMinutes(expires.asLong()));
      return new EscalationPolicy(tree.path("escalation").asText(), tree.path("repeat").asInt(), levels, acknowledgement);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored escalation is no JSON object", e);
    }
  }

  private static EscalationPolicy.Level level(JsonNode level) {
    List<Target> targets = new ArrayList<>();
    level.path("targets").forEach(target -> targets.add(target.has("user")
        ? new Target.OfUser(target.path("user").asText()) : new Target.OfSchedule(target.path("schedule").asText())));
    return new EscalationPolicy.Level(Duration.ofMinutes(level.path("delay_minutes").asLong()), targets);
  }
}

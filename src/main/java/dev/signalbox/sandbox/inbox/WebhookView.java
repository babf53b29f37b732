package dev.signalbox.sandbox.inbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.signalbox.sandbox.WebhookStandIn.Received;
import java.time.temporal.ChronoUnit;

/**
 * One call of a webhook, to look at.
 *
 * @param says what a person would read of it first; empty where that is not known
 * @param body indented
 */
record WebhookView(String at, String webhook, String method, String path, String signature, String says, String body) {

  private static final ObjectMapper JSON = new ObjectMapper();

  static WebhookView of(Received call) {
    JsonNode body;
    String pretty = call.body();
    String says = "";
    try {
      body = JSON.readTree(call.body());
      pretty = body.toPrettyString();
      says = body.at("/attachments/0/content/fallbackText").asText(body.at("/0/annotations/summary").asText(body.path("headline").asText()));
    } catch (JsonProcessingException e) {
      // shown as it came
    }
    return new WebhookView(call.at().truncatedTo(ChronoUnit.SECONDS).toString(), call.webhook(), call.method(), call.path(),
        call.signature(), says, pretty);
  }
}

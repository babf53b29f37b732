package dev.signalbox.sandbox.inbox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.sandbox.PagerDutyStandIn.Alert;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** An alert as a responder sees it. */
record AlertView(
    String status,
    String severity,
    String summary,
    String source,
    String dedupKey,
    Instant openedAt,
    Instant changedAt,
    int events,
    Map<String, String> details,
    Map<String, String> links) {

  static AlertView of(Alert alert) {
    JsonNode payload = alert.event().path("payload");
    Map<String, String> details = new LinkedHashMap<>();
    for (String name : new String[] {"component", "group", "class"}) {
      if (payload.hasNonNull(name)) {
        details.put(name, payload.path(name).asText());
      }
    }
    payload.path("custom_details").properties()
        .forEach(field -> details.put(field.getKey(), field.getValue().isValueNode() ? field.getValue().asText() : field.getValue().toString()));
    Map<String, String> links = new LinkedHashMap<>();
    alert.event().path("links").forEach(link -> links.put(link.path("text").asText(link.path("href").asText()), link.path("href").asText()));
    return new AlertView(
        alert.status(), payload.path("severity").asText(), payload.path("summary").asText(), payload.path("source").asText(),
        alert.dedupKey(), alert.openedAt(), alert.changedAt(), alert.events(), details, links);
  }

  /** HTML. */
  public String linksHtml() {
    StringBuilder html = new StringBuilder();
    links.forEach((text, url) -> html.append(Rich.link(url, Rich.escape(text))).append(' '));
    return html.toString();
  }
}

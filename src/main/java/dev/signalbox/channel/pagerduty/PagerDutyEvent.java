package dev.signalbox.channel.pagerduty;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.Secret;
import dev.signalbox.channel.Json;
import dev.signalbox.channel.Message;
import dev.signalbox.channel.OnCallWords;
import dev.signalbox.channel.Text;
import dev.signalbox.channel.Wording;
import dev.signalbox.incident.ChangeKind;
import dev.signalbox.incident.Row;
import dev.signalbox.incident.Subject;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The JSON of one event. */
final class PagerDutyEvent {

  /** 512 KB for the whole event; Alertmanager's reading of it is the cautious one. */
  static final int LARGEST = 512_000;

  private static final int SUMMARY = 1024;
  private static final int[] SHORTER = {2000, 500, 100, 20};

  private PagerDutyEvent() {}

  static String of(Message message, Secret routingKey) {
    Subject incident = message.subject();
    ObjectNode event = Json.object();
    event.put("routing_key", routingKey.reveal());
    event.put("dedup_key", incident.id().toString());
    if (message.delivery().kind() == ChangeKind.RESOLVED || message.delivery().kind() == ChangeKind.ACKNOWLEDGED) {
      event.put("event_action", message.delivery().kind() == ChangeKind.RESOLVED ? "resolve" : "acknowledge");
      return Json.write(event);
    }
    event.put("event_action", "trigger");
    event.put("client", "Signalbox");
    if (message.link() != null) {
      event.put("client_url", message.link());
    }
    ArrayNode links = event.putArray("links");
    message.links().forEach(link -> links.addObject().put("href", link.url()).put("text", link.words()));
    ObjectNode payload = event.putObject("payload");
    payload.put("summary", Text.cut(Wording.title(incident), SUMMARY));
    payload.put("source", source(incident));
    payload.put("severity", incident.severity().label());
    payload.put("timestamp", message.delivery().at().toString());
    payload.put("class", Text.line(incident.alert().rule(), 255));
    return withDetails(event, payload, message);
  }

  private static String source(Subject incident) {
    String server = incident.row().get("server_id").map(String::valueOf).orElse(incident.alert().key());
    String source = Text.line(server, 255);
    return source.isEmpty() ? "unknown" : source;
  }

  /** The row under its own column names, so that PagerDuty's event rules can match on {@code custom_details.server_id}. */
  private static String withDetails(ObjectNode event, ObjectNode payload, Message message) {
    Row row = message.subject().row();
    for (int longest : SHORTER) {
      ObjectNode details = payload.putObject("custom_details");
      if (message.onCall() != null) {
        details.put("on_call", Text.cut(OnCallWords.line(message.onCall()), longest));
      }
      if (message.remark() != null) {
        details.put("sent_to", Text.line(message.remark(), longest));
      }
      if (message.text() != null) {
        details.put("text", Text.cut(message.text(), longest));
      }
      boolean cut = false;
      for (Map.Entry<String, Object> column : row.columns().entrySet()) {
        cut |= !put(details, Text.line(column.getKey(), 100), column.getValue(), longest);
      }
      if (cut) {
        details.put("truncated", "values longer than %d characters".formatted(longest));
      }
      String json = Json.write(event);
      if (fits(json)) {
        return json;
      }
    }
    payload.putObject("custom_details").put("truncated", "the row has too many columns: %d".formatted(row.columns().size()));
    return Json.write(event);
  }

  /** Returns false if the value had to be cut. */
  private static boolean put(ObjectNode details, String name, @Nullable Object value, int longest) {
    if (value instanceof Boolean bool) {
      details.put(name, bool);
    } else if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
      details.put(name, new BigDecimal(number.toString()));
    } else if (value != null) {
      String text = String.valueOf(value);
      details.put(name, Text.line(text, longest));
      return text.length() <= longest;
    }
    return true;
  }

  private static boolean fits(String json) {
    return json.length() * 3L <= LARGEST || json.getBytes(StandardCharsets.UTF_8).length <= LARGEST;
  }
}

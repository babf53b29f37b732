package dev.signalbox.channel.webhook;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.channel.Json;
import dev.signalbox.channel.Message;
import dev.signalbox.channel.Text;
import dev.signalbox.channel.Wording;
import dev.signalbox.channel.Wording.Entry;
import dev.signalbox.channel.Wording.Field;
import dev.signalbox.incident.ChangeKind;
import dev.signalbox.incident.Subject;
import dev.signalbox.oncall.Person;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The notice as a mapping sees it. Its names are documented in docs/channels.md and stay: files that people wrote use them.
 * Instants are text of whole seconds in UTC, {@code 2026-03-01T12:00:00Z}, as jq's {@code fromdateiso8601} reads them.
 */
final class NoticeJson {

  /** How much of a row is shown, the most first: where a body grows too long, the next one is tried. */
  static final List<Size> SIZES = List.of(new Size(100, 2000), new Size(30, 500), new Size(10, 150), new Size(0, 60));

  /**
   * @param columns of the row, and things of a list, that are shown
   * @param longest characters of one value
   */
  record Size(int columns, int longest) {}

  private final Message message;
  private final Size size;

  private NoticeJson(Message message, Size size) {
    this.message = message;
    this.size = size;
  }

  static ObjectNode of(Message message, Size size) {
    return new NoticeJson(message, size).notice();
  }

  private ObjectNode notice() {
    Subject subject = message.subject();
    ChangeKind kind = message.delivery().kind();
    ObjectNode notice = Json.object()
        .put("delivery", message.delivery().id().toString())
        .put("id", subject.id().toString())
        .put("phase", Phase.of(kind).label())
        .put("kind", kind.label())
        .put("state", Wording.state(message.delivery()))
        .put("severity", subject.severity().label())
        .put("rule", text(subject.alert().rule()))
        .put("key", text(subject.alert().key()))
        .put("title", text(Wording.title(subject)))
        .put("headline", text(Wording.headline(message)))
        .put("text", body())
        .put("openedAt", instant(subject.since()))
        .put("at", instant(message.delivery().at()))
        .put("reference", message.delivery().openReference())
        .put("link", message.link())
        .put("note", text(message.delivery().note()))
        .put("remark", text(message.remark()));
    List<Field> fields = Wording.row(subject);
    notice.set("fields", fields(fields.subList(0, Math.min(fields.size(), size.columns()))));
    notice.set("facts", fields(Wording.facts(message)));
    notice.put("moreFields", Math.max(0, fields.size() - size.columns()));
    notice.set("row", row(subject.row().columns()));
    notice.set("items", items());
    notice.set("onCall", onCall());
    return notice;
  }

  private String body() {
    String own = message.text();
    return own == null ? "" : Text.cut(Text.lines(own), size.longest() * 4);
  }

  private @Nullable String text(@Nullable String text) {
    return text == null ? null : Text.line(text, size.longest());
  }

  private static String instant(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private ArrayNode fields(List<Field> fields) {
    ArrayNode all = Json.array();
    fields.forEach(field -> all.addObject().put("label", text(field.label())).put("value", text(field.value())));
    return all;
  }

  private ObjectNode row(Map<String, Object> columns) {
    ObjectNode row = Json.object();
    columns.entrySet().stream().limit(size.columns()).forEach(column -> {
      String name = Objects.requireNonNull(text(column.getKey()));
      Object value = column.getValue();
      if (value == null) {
        row.putNull(name);
      } else if (value instanceof Boolean truth) {
        row.put(name, truth);
      } else if (value instanceof Number number && isFinite(number)) {
        row.put(name, new BigDecimal(number.toString()));
      } else {
        row.put(name, value instanceof Instant instant ? instant(instant) : text(String.valueOf(value)));
      }
    });
    return row;
  }

  private static boolean isFinite(Number number) {
    return Double.isFinite(number.doubleValue());
  }

  private ArrayNode items() {
    ArrayNode items = Json.array();
    for (Entry entry : Wording.items(message, Math.min(size.columns(), 50))) {
      items.addObject().put("title", text(entry.title())).put("remark", text(entry.remark())).put("link", entry.link());
    }
    return items;
  }

  private @Nullable ObjectNode onCall() {
    if (message.onCall() == null) {
      return null;
    }
    ObjectNode onCall = Json.object().put("schedule", text(message.onCall().schedule()));
    ArrayNode people = onCall.putArray("people");
    for (Person person : message.onCall().asked().stream().limit(10).toList()) {
      people.addObject().put("name", text(person.name())).put("fullName", text(person.called()))
          .put("mail", person.mail()).put("slackId", person.slackId());
    }
    return onCall;
  }
}

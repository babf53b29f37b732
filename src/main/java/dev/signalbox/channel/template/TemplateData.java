package dev.signalbox.channel.template;

import dev.signalbox.channel.Message;
import dev.signalbox.channel.Text;
import dev.signalbox.channel.Wording;
import dev.signalbox.incident.ChangeKind;
import dev.signalbox.incident.Subject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a template may name; documented in docs/wording.md. Text, numbers, truths, lists and maps: nothing that has a method.
 */
final class TemplateData {

  private static final int VALUE = 4_000;
  private static final int ITEMS = 200;

  private TemplateData() {}

  static Map<String, Object> of(Message message) {
    Subject subject = message.subject();
    ChangeKind kind = message.delivery().kind();
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("rule", line(subject.alert().rule()));
    data.put("key", line(subject.alert().key()));
    data.put("title", Wording.title(subject));
    data.put("severity", subject.severity().label());
    data.put("kind", kind.label());
    data.put("state", Wording.state(message.delivery()));
    data.put("opened", Wording.time(subject.since()));
    data.put("at", Wording.time(message.delivery().at()));
    Duration lasted = Duration.between(subject.since(), message.delivery().at());
    data.put("lasted", Wording.duration(lasted));
    data.put("minutes", Math.max(0, lasted.toMinutes()));
    put(data, "link", message.link());
    put(data, "note", message.delivery().note());
    put(data, "remark", message.remark());
    data.put("row", row(subject.row().columns()));
    data.put("fields", Wording.row(subject).stream().map(field -> Map.of("label", field.label(), "value", field.value())).toList());
    data.put("items", Wording.items(message, ITEMS).stream()
        .map(entry -> Map.of("title", line(entry.title()), "remark", line(entry.remark()), "link", Objects.toString(entry.link(), ""))).toList());
    data.put("onCall", message.onCall() == null ? List.of() : message.onCall().asked().stream().map(person -> line(person.called())).toList());
    if (message.onCall() != null) {
      data.put("schedule", line(message.onCall().schedule()));
    }
    return data;
  }

  private static void put(Map<String, Object> data, String name, @Nullable String value) {
    if (value != null) {
      data.put(name, line(value));
    }
  }

  private static Map<String, Object> row(Map<String, Object> columns) {
    Map<String, Object> row = new LinkedHashMap<>();
    columns.forEach((name, value) -> {
      if (value != null) {
        row.put(name, value(value));
      }
    });
    return row;
  }

  private static Object value(Object value) {
    if (value instanceof Boolean) {
      return value;
    }
    if (value instanceof Number number) {
      return Double.isFinite(number.doubleValue()) ? new BigDecimal(number.toString()) : number.toString();
    }
    return value instanceof Instant instant ? Wording.time(instant) : line(String.valueOf(value));
  }

  private static String line(String text) {
    return Text.line(text, VALUE);
  }
}

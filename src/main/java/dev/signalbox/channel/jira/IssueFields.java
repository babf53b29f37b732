package dev.signalbox.channel.jira;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.signalbox.channel.Json;
import dev.signalbox.channel.Text;
import dev.signalbox.channel.Wording;
import dev.signalbox.incident.Subject;
import dev.signalbox.ticket.TicketField;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The fields of a mapping in the forms that Jira wants them in, and how to tell whether one still holds what we wrote. */
record IssueFields(Dialect dialect) {

  private static final int LINE = 255;
  private static final int MOST = 50;

  /** What this field says of an incident; empty if nothing fits. */
  Optional<JsonNode> value(TicketField field, Subject subject) {
    List<Object> values = field.values(subject).stream().limit(MOST).toList();
    if (field.type().many()) {
      ArrayNode list = Json.array();
      values.forEach(value -> element(field, value).ifPresent(list::add));
      return list.isEmpty() ? Optional.empty() : Optional.of(list);
    }
    return values.stream().findFirst().flatMap(value -> element(field, value));
  }

  private Optional<JsonNode> element(TicketField field, Object value) {
    String text = Text.line(Wording.text(value), LINE);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    return switch (field.type()) {
      case TEXT -> Optional.of(TextNode.valueOf(text));
      case NUMBER -> number(value, text);
      case DATE -> day(value, text);
      case OPTION, OPTIONS -> Optional.of(Json.object().put("value", text));
      case NAME, NAMES -> Optional.of(Json.object().put("name", text));
      case LABELS -> Optional.of(TextNode.valueOf(text.replace(' ', '-')));
      case USER -> Optional.of(dialect.user(text));
      case DOCUMENT -> Optional.of(dialect.comment(Text.cut(Text.lines(String.valueOf(value)), 20_000)));
    };
  }

  private static Optional<JsonNode> number(Object value, String text) {
    try {
      return Optional.of(DecimalNode.valueOf(new BigDecimal(value instanceof Number number ? number.toString() : text)));
    } catch (NumberFormatException notANumber) {
      return Optional.empty();
    }
  }

  private static Optional<JsonNode> day(Object value, String text) {
    String day = Wording.instant(value).map(instant -> instant.atOffset(ZoneOffset.UTC).toLocalDate().toString()).orElse(text);
    return day.matches("\\d{4}-\\d{2}-\\d{2}") ? Optional.of(TextNode.valueOf(day)) : Optional.empty();
  }

  /** Whether Jira shows what was written; it adds ids and links to it, and keeps no order. */
  static boolean same(JsonNode written, JsonNode shown) {
    return essence(written).equals(essence(shown));
  }

  /** What of a list was written and is not shown. */
  static List<JsonNode> missing(JsonNode written, JsonNode shown) {
    Set<String> there = essence(shown);
    return java.util.stream.StreamSupport.stream(written.spliterator(), false)
        .filter(one -> !there.containsAll(essence(one))).toList();
  }

  private static Set<String> essence(JsonNode node) {
    Set<String> words = new LinkedHashSet<>();
    if (node.isArray()) {
      node.forEach(one -> words.addAll(essence(one)));
    } else if (node.path("type").asText().equals("doc")) {
      words.add(String.join("\n", node.findValuesAsText("text")));
    } else if (node instanceof ObjectNode object) {
      for (String key : List.of("accountId", "name", "value")) {
        if (object.hasNonNull(key)) {
          return Set.of(object.get(key).asText());
        }
      }
    } else if (node.isNumber()) {
      words.add(node.decimalValue().stripTrailingZeros().toPlainString());
    } else if (!node.isNull() && !node.isMissingNode() && !node.asText().isEmpty()) {
      words.add(node.asText());
    }
    return words;
  }
}

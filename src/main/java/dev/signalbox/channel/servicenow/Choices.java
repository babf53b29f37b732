package dev.signalbox.channel.servicenow;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.channel.HttpOutcomes;
import dev.signalbox.channel.Question;
import dev.signalbox.channel.Reply;
import dev.signalbox.channel.Step;
import dev.signalbox.channel.Text;
import dev.signalbox.delivery.Outcome;
import dev.signalbox.delivery.Outcome.Delivered;
import dev.signalbox.delivery.Outcome.Misconfigured;
import dev.signalbox.incident.Row;
import dev.signalbox.incident.Severity;
import dev.signalbox.ticket.TicketField;
import dev.signalbox.ticket.TicketMapping;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether the instance knows the states, close codes and other choices that the settings and a mapping name. ServiceNow takes
 * any value of a choice without a word and shows it as a number or not at all; customers change these lists.
 */
record Choices(ServiceNowSettings settings, TicketMapping mapping, HttpOutcomes outcomes) {

  /** More than any instance has for these columns. */
  private static final int MOST = 1000;

  private static final String STATE = "state";
  private static final String CLOSE_CODE = "close_code";
  private static final Set<String> OF_MAPPINGS = Set.of("impact", "urgency", "category", "subcategory", "contact_type", "severity", "hold_reason");

  Question question() {
    Map<String, Set<String>> wanted = wanted();
    Table table = new Table(settings.table());
    return new Question("choices", Step.askOnce(table.choices(List.copyOf(wanted.keySet()), MOST), reply -> judge(reply, wanted)));
  }

  /** By column: what is written there, of whatever severity. */
  private Map<String, Set<String>> wanted() {
    NewRecord record = new NewRecord(settings, mapping);
    Map<String, Set<String>> wanted = new LinkedHashMap<>();
    wanted.put(STATE, new TreeSet<>(List.of(record.progressState(), record.resolvedState())));
    wanted.put(CLOSE_CODE, new TreeSet<>(List.of(record.closeCode())));
    for (Severity severity : Severity.values()) {
      wanted.computeIfAbsent("impact", none -> new TreeSet<>()).add(NewRecord.impact(severity));
      wanted.computeIfAbsent("urgency", none -> new TreeSet<>()).add(NewRecord.urgency(severity));
    }
    for (TicketField field : mapping.fields()) {
      if (OF_MAPPINGS.contains(field.name())) {
        Set<String> values = new TreeSet<>();
        for (Severity severity : Severity.values()) {
          // a column's values are known only when its row is
          field.source().of(new Row(Map.of()), severity).forEach(value -> values.add(String.valueOf(value)));
        }
        wanted.put(field.name(), values);
      }
    }
    return wanted;
  }

  private Outcome judge(Reply reply, Map<String, Set<String>> wanted) {
    Optional<JsonNode> rows = Table.result(reply).filter(JsonNode::isArray);
    if (reply.status() == 403 || reply.status() == 404 || rows.isPresent() && rows.get().isEmpty()) {
      return new Delivered(null, null, "not checked: this user may not read sys_choice");
    }
    if (!reply.succeeded() || rows.isEmpty()) {
      return reply.succeeded() ? outcomes.notJson(reply) : outcomes.failure(reply, Instant.EPOCH);
    }
    Map<String, Set<String>> own = new LinkedHashMap<>();
    Map<String, Set<String>> inherited = new LinkedHashMap<>();
    for (JsonNode row : rows.get()) {
      (row.path("name").asText().equals(settings.table()) ? own : inherited)
          .computeIfAbsent(row.path("element").asText(), none -> new TreeSet<>()).add(row.path("value").asText());
    }
    List<String> missing = new ArrayList<>();
    wanted.forEach((column, values) -> {
      // a table that has choices of its own shows none of those that it would inherit
      Set<String> known = own.getOrDefault(column, inherited.getOrDefault(column, Set.of()));
      Set<String> unknown = new TreeSet<>(values);
      unknown.removeAll(known);
      if (!unknown.isEmpty() && !known.isEmpty()) {
        missing.add("%s has no %s; there are %s".formatted(
            column, quoted(unknown), Text.cut(quoted(known), 300)));
      }
    });
    return missing.isEmpty()
        ? new Delivered(null, null, "the instance knows all that is configured")
        : new Misconfigured(String.join(". ", missing), false);
  }

  private static String quoted(Set<String> values) {
    return String.join(", ", values.stream().map(value -> "'" + Text.line(value, 60) + "'").toList());
  }
}

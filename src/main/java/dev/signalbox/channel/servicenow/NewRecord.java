package dev.signalbox.channel.servicenow;

import dev.signalbox.channel.Assignee;
import dev.signalbox.channel.Json;
import dev.signalbox.channel.Mark;
import dev.signalbox.channel.Message;
import dev.signalbox.channel.Remark;
import dev.signalbox.channel.Text;
import dev.signalbox.channel.Wording;
import dev.signalbox.incident.Severity;
import dev.signalbox.incident.Subject;
import dev.signalbox.ticket.Policy;
import dev.signalbox.ticket.TicketField;
import dev.signalbox.ticket.TicketMapping;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a new incident and of its end. Priority is left to ServiceNow, which computes it. Parameters of the sink come
 * before the mapping: {@code assignmentGroup} (sys_id or name), {@code category}, {@code callerId}.
 */
record NewRecord(ServiceNowSettings settings, TicketMapping mapping) {

  static final String ASSIGNEE = "assigned_to";
  private static final int SHORT = 160;
  private static final int DESCRIPTION = 4000;
  private static final int LINE = 300;
  private static final int VALUE = 1000;
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

  /** @param closed the sys_id of the record that this one takes the place of; null for an incident's first */
  Map<String, String> opening(Message message, Assignee assignee, @Nullable String closed) {
    Subject incident = message.subject();
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("short_description", Text.cut(Wording.title(incident), SHORT));
    fields.put("description", description(message, assignee));
    fields.put("impact", impact(incident.severity()));
    fields.put("urgency", urgency(incident.severity()));
    fields.put("correlation_id", correlation(message, closed != null));
    fields.put("correlation_display", Text.cut(word("correlationDisplay", "signalbox"), 100));
    if (closed != null) {
      fields.put("parent_incident", closed);
    }
    mapping.fields().forEach(field -> value(field, incident).ifPresent(value -> fields.put(field.name(), value)));
    option(fields, message, "assignmentGroup", "assignment_group");
    option(fields, message, "category", "category");
    option(fields, message, "callerId", "caller_id");
    if (assignee.person() != null) {
      fields.put(ASSIGNEE, Text.line(assignee.person().serviceNowUser(), 100));
    }
    return fields;
  }

  /** By which a record is found: the incident, and of a later one the delivery that made it; a UUID has no {@code ^}. */
  static String correlation(Message message, boolean later) {
    String incident = message.subject().id().toString();
    return later ? incident + "-" + message.delivery().id() : incident;
  }

  /** What of an incident goes into a field: text, as everything in ServiceNow. */
  Optional<String> value(TicketField field, Subject incident) {
    List<Object> values = field.values(incident);
    String text = values.isEmpty() ? "" : Wording.instant(values.get(0)).map(TIME::format)
        .orElseGet(() -> Text.line(Wording.text(values.get(0)), VALUE));
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  /** The values that are kept up to date, as JSON; null if there are none. */
  @Nullable String written(Message message, @Nullable String user) {
    Map<String, String> written = new LinkedHashMap<>();
    for (TicketField field : mapping.kept()) {
      value(field, message.subject()).ifPresent(value -> written.put(field.name(), value));
    }
    if (user != null && mapping.policy(ASSIGNEE) == Policy.ALWAYS) {
      written.put(ASSIGNEE, user);
    }
    return json(written);
  }

  static @Nullable String json(Map<String, String> written) {
    if (written.isEmpty()) {
      return null;
    }
    var json = Json.object();
    written.forEach(json::put);
    return Json.write(json);
  }

  Map<String, String> end(Message message) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("state", resolvedState());
    fields.put("close_code", closeCode());
    fields.put("close_notes", word("closeNotes", "Resolved at %s after %s, says Signalbox.".formatted(
        Wording.time(message.delivery().at()),
        Wording.duration(Duration.between(message.subject().since(), message.delivery().at())))));
    return fields;
  }

  String resolvedState() {
    return word("resolvedState", settings.resolvedState());
  }

  String progressState() {
    return word("progressState", settings.progressState());
  }

  String closeCode() {
    return word("closeCode", settings.closeCode());
  }

  private String word(String key, String otherwise) {
    return Optional.ofNullable(mapping.word(key)).orElse(otherwise);
  }

  /** A private note: its caller need not read it. */
  static Map<String, String> note(Message message) {
    return note(message, Remark.of(message));
  }

  static Map<String, String> note(Message message, String words) {
    return Map.of("work_notes", Mark.under(words, message.delivery()));
  }

  private static void option(Map<String, String> fields, Message message, String option, String field) {
    String value = Text.line(message.option(option), 100);
    if (!value.isEmpty()) {
      fields.put(field, value);
    }
  }

  private static String description(Message message, Assignee assignee) {
    StringBuilder text = new StringBuilder(message.text() == null ? "" : Text.cut(message.text(), DESCRIPTION / 2) + "\n\n");
    text.append(Wording.asLines(Wording.lastingFacts(message)));
    assignee.fact().forEach(fact -> text.append('\n').append(fact.label()).append(": ").append(fact.value()));
    if (message.link() != null) {
      text.append('\n').append(message.link());
    }
    text.append('\n');
    for (Wording.Field field : Wording.row(message.subject())) {
      text.append('\n').append(field.label()).append(": ").append(Text.cut(field.value(), LINE));
      if (text.length() > DESCRIPTION) {
        break;
      }
    }
    return Text.cut(text.toString(), DESCRIPTION);
  }

  /** 1 to 3, 1 being the worst. */
  static String impact(Severity severity) {
    return switch (severity) {
      case CRITICAL -> "1";
      case ERROR, WARNING -> "2";
      case INFO -> "3";
    };
  }

  static String urgency(Severity severity) {
    return switch (severity) {
      case CRITICAL, ERROR -> "1";
      case WARNING -> "2";
      case INFO -> "3";
    };
  }
}

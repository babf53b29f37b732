package dev.signalbox.channel.servicenow;

import dev.signalbox.channel.Assignee;
import dev.signalbox.channel.Mark;
import dev.signalbox.channel.Message;
import dev.signalbox.channel.Remark;
import dev.signalbox.channel.Text;
import dev.signalbox.channel.Wording;
import dev.signalbox.incident.Subject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The fields of a new incident and of its end. Priority is left to ServiceNow, which computes it. Options of the sink:
 * {@code assignmentGroup} (sys_id or name), {@code category}, {@code callerId}.
 */
final class NewRecord {

  private static final int SHORT = 160;
  private static final int DESCRIPTION = 4000;
  private static final int LINE = 300;

  private NewRecord() {}

  static Map<String, String> opening(Message message, Assignee assignee) {
    Subject incident = message.subject();
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("short_description", Text.cut(Wording.title(incident), SHORT));
    fields.put("description", description(message, assignee));
    fields.put("impact", impact(incident));
    fields.put("urgency", urgency(incident));
    fields.put("correlation_id", incident.id().toString());
    fields.put("correlation_display", "signalbox");
    option(fields, message, "assignmentGroup", "assignment_group");
    option(fields, message, "category", "category");
    option(fields, message, "callerId", "caller_id");
    if (assignee.person() != null) {
      fields.put("assigned_to", Text.line(assignee.person().serviceNowUser(), 100));
    }
    return fields;
  }

  static Map<String, String> end(Message message, ServiceNowSettings settings) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("state", settings.resolvedState());
    fields.put("close_code", settings.closeCode());
    fields.put("close_notes", "Resolved at %s after %s, says Signalbox.".formatted(
        Wording.time(message.delivery().at()),
        Wording.duration(Duration.between(message.subject().since(), message.delivery().at()))));
    return fields;
  }

  /** A private note: its caller need not read it. */
  static Map<String, String> note(Message message) {
    return Map.of("work_notes", Mark.under(Remark.of(message), message.delivery()));
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
  private static String impact(Subject incident) {
    return switch (incident.severity()) {
      case CRITICAL -> "1";
      case ERROR, WARNING -> "2";
      case INFO -> "3";
    };
  }

  private static String urgency(Subject incident) {
    return switch (incident.severity()) {
      case CRITICAL, ERROR -> "1";
      case WARNING -> "2";
      case INFO -> "3";
    };
  }
}

package dev.signalbox.channel.jira;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.channel.Json;
import dev.signalbox.channel.Message;
import dev.signalbox.channel.Text;
import dev.signalbox.channel.Wording;
import dev.signalbox.channel.Wording.Field;
import dev.signalbox.ticket.Policy;
import dev.signalbox.ticket.TicketField;
import dev.signalbox.ticket.TicketMapping;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The body that creates an issue. Parameters of the sink come before the mapping, and the mapping before the settings:
 * {@code project}, {@code issueType}, {@code priority} (names), {@code labels} (comma-separated).
 */
record NewIssue(JiraSettings settings, Dialect dialect, TicketMapping mapping) {

  private static final int SUMMARY = 255;
  private static final int LABEL = 255;
  /** Jira takes 32 767 characters; the rest is room for markup. */
  private static final int DESCRIPTION = 24_000;
  private static final Pattern PROJECT = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,79}");

  /** On every issue of ours: changes are searched for by it. */
  static final String OURS = "signalbox";
  static final String MARKER = "signalbox-";
  private static final String AGAIN = MARKER + "again-";

  /** How an issue is found again, for example {@code signalbox-7f3a6c1e-…}. */
  static String marker(UUID incident) {
    return MARKER + incident;
  }

  /** How the issue that one delivery made in the place of a closed one is found again. */
  static String successor(UUID delivery) {
    return AGAIN + delivery;
  }

  /**
   * @param facts what there is to say beside what the incident says
   * @param labels further ones of ours
   * @param without fields to leave out
   */
  String body(Message message, List<Field> facts, List<String> labels, Set<String> without) {
    ObjectNode body = Json.object();
    ObjectNode fields = body.putObject("fields");
    fields.putObject("project").put("key", project(message));
    fields.putObject("issuetype").put("name", option(message, "issueType", settings.issueType()));
    fields.put("summary", Text.cut(Wording.title(message.subject()), SUMMARY));
    List<Field> known = Stream.concat(Wording.lastingFacts(message).stream(), facts.stream()).toList();
    fields.set("description", dialect.description(row(message), known, message.link()));
    IssueFields values = new IssueFields(dialect);
    mapping.fields().forEach(field -> values.value(field, message.subject()).ifPresent(value -> fields.set(field.name(), value)));
    String priority = Text.line(message.option("priority"), 255);
    if (!priority.isEmpty()) {
      fields.putObject("priority").put("name", priority);
    }
    fields.set("labels", labels(message, labels, fields.path("labels")));
    fields.remove(without);
    return Json.write(body);
  }

  private static ArrayNode labels(Message message, List<String> ours, JsonNode mapped) {
    Set<String> all = new LinkedHashSet<>();
    all.add(marker(message.subject().id()));
    all.add(OURS);
    all.addAll(ours);
    mapped.forEach(label -> all.add(label.asText()));
    for (String label : message.option("labels").split(",")) {
      all.add(Text.line(label, LABEL).replace(' ', '-'));
    }
    all.remove("");
    ArrayNode labels = Json.array();
    all.forEach(labels::add);
    return labels;
  }

  /** Without these an issue is still an issue. The labels are not among them: they carry the marker. */
  Set<String> dispensable() {
    Set<String> names = new LinkedHashSet<>(Set.of("priority", "description"));
    mapping.fields().forEach(field -> names.add(field.name()));
    names.remove("labels");
    return names;
  }

  /**
   * The values that are kept up to date, as they are now.
   *
   * @param assignee whom the issue is assigned to; null for nobody
   * @return JSON, null if there are none
   */
  @Nullable String written(Message message, @Nullable ObjectNode assignee, Set<String> without) {
    ObjectNode written = Json.object();
    IssueFields values = new IssueFields(dialect);
    for (TicketField field : mapping.kept()) {
      if (field.policy() == Policy.ALWAYS && !without.contains(field.name())) {
        values.value(field, message.subject()).ifPresent(value -> written.set(field.name(), value));
      }
    }
    if (mapping.policy("assignee") == Policy.ALWAYS && assignee != null) {
      written.set("assignee", assignee);
    }
    return written.isEmpty() ? null : Json.write(written);
  }

  private String project(Message message) {
    String project = option(message, "project", settings.project());
    if (project == null) {
      throw new IllegalArgumentException("no project: name it in the sink or set signalbox.jira.project");
    }
    if (!PROJECT.matcher(project).matches()) {
      throw new IllegalArgumentException("not the key of a Jira project: '%s'".formatted(Text.line(project, 80)));
    }
    return project;
  }

  private @Nullable String option(Message message, String name, @Nullable String otherwise) {
    String value = Text.line(message.option(name), 255);
    return value.isEmpty() ? Optional.ofNullable(mapping.word(name)).orElse(otherwise) : value;
  }

  private static List<Field> row(Message message) {
    List<Field> shown = new ArrayList<>();
    int left = DESCRIPTION;
    List<Field> row = new ArrayList<>();
    if (message.text() != null) {
      message.text().lines().filter(line -> !line.isBlank()).forEach(line -> row.add(new Field("Text", line)));
    }
    row.addAll(Wording.row(message.subject()));
    for (Field field : row) {
      left -= field.label().length() + field.value().length() + 4;
      if (left < 0) {
        shown.add(new Field("Truncated", "%d more columns".formatted(row.size() - shown.size())));
        break;
      }
      shown.add(field);
    }
    return shown;
  }
}

package dev.signalbox.channel.jira;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.channel.Json;
import dev.signalbox.channel.Message;
import dev.signalbox.channel.Text;
import dev.signalbox.channel.Wording;
import dev.signalbox.channel.Wording.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The body that creates an issue. Options of the sink: {@code project}, {@code issueType}, {@code priority} (names),
 * {@code labels} (comma-separated).
 */
record NewIssue(JiraSettings settings, Dialect dialect) {

  /** Without these an issue is still an issue. The labels are not among them: they carry the marker. */
  static final Set<String> OPTIONAL = Set.of("priority", "description");

  private static final int SUMMARY = 255;
  private static final int LABEL = 255;
  /** Jira takes 32 767 characters; the rest is room for markup. */
  private static final int DESCRIPTION = 24_000;
  private static final Pattern PROJECT = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,79}");

  static final String MARKER = "signalbox-";

  /** How an issue is found again, for example {@code signalbox-7f3a6c1e-…}. */
  static String marker(UUID incident) {
    return MARKER + incident;
  }

  /** @param assignee what there is to say of it */
  String body(Message message, List<Field> assignee, Set<String> without) {
    ObjectNode body = Json.object();
    ObjectNode fields = body.putObject("fields");
    fields.putObject("project").put("key", project(message));
    fields.putObject("issuetype").put("name", option(message, "issueType", settings.issueType()));
    fields.put("summary", Text.cut(Wording.title(message.subject()), SUMMARY));
    List<Field> facts = Stream.concat(Wording.lastingFacts(message).stream(), assignee.stream()).toList();
    fields.set("description", dialect.description(row(message), facts, message.link()));
    String priority = option(message, "priority", null);
    if (priority != null) {
      fields.putObject("priority").put("name", priority);
    }
    ArrayNode labels = fields.putArray("labels").add(marker(message.subject().id()));
    for (String label : message.option("labels").split(",")) {
      String word = Text.line(label, LABEL).replace(' ', '-');
      if (!word.isEmpty()) {
        labels.add(word);
      }
    }
    fields.remove(without);
    return Json.write(body);
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

  private static @Nullable String option(Message message, String name, @Nullable String otherwise) {
    String value = Text.line(message.option(name), 255);
    return value.isEmpty() ? otherwise : value;
  }

  private static List<Field> row(Message message) {
    List<Field> shown = new ArrayList<>();
    int left = DESCRIPTION;
    List<Field> row = Wording.row(message.subject());
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

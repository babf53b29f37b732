package dev.signalbox.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One version of an issue; a change makes another one.
 *
 * @param fields as they were sent: summary, description, labels, priority …
 * @param status one of {@link JiraWorkflow}'s
 * @param assignee accountId, or name on Data Center; null for nobody
 * @param properties by key
 */
public record JiraIssue(
    long id,
    String key,
    ObjectNode fields,
    String status,
    @Nullable String assignee,
    List<Comment> comments,
    Map<String, JsonNode> properties,
    Instant created,
    Instant updated) {

  /** @param body ADF, or text on Data Center */
  public record Comment(long id, JsonNode body, Instant at) {}

  JiraIssue withFields(JsonNode changes, Instant at) {
    ObjectNode all = fields.deepCopy();
    changes.properties().forEach(field -> all.set(field.getKey(), field.getValue()));
    return new JiraIssue(id, key, all, status, assignee, comments, properties, created, at);
  }

  JiraIssue withStatus(String newStatus, Instant at) {
    return new JiraIssue(id, key, fields, newStatus, assignee, comments, properties, created, at);
  }

  JiraIssue withAssignee(@Nullable String who, Instant at) {
    return new JiraIssue(id, key, fields, status, who, comments, properties, created, at);
  }

  JiraIssue withComment(Comment comment, Instant at) {
    List<Comment> all = new ArrayList<>(comments);
    all.add(comment);
    return new JiraIssue(id, key, fields, status, assignee, List.copyOf(all), properties, created, at);
  }

  JiraIssue withProperty(String name, JsonNode value, Instant at) {
    Map<String, JsonNode> all = new LinkedHashMap<>(properties);
    all.put(name, value);
    return new JiraIssue(id, key, fields, status, assignee, comments, all, created, at);
  }

  public List<String> labels() {
    List<String> labels = new ArrayList<>();
    fields.path("labels").forEach(label -> labels.add(label.asText()));
    return labels;
  }

  /** @param wanted names of fields; {@code *all} for all */
  ObjectNode json(String root, int version, List<String> wanted) {
    ObjectNode issue = Trees.object()
        .put("id", String.valueOf(id)).put("key", key).put("self", root + "/rest/api/" + version + "/issue/" + id);
    ObjectNode all = fields.deepCopy();
    all.set("status", JiraWorkflow.json(status));
    all.put("created", created.toString().replaceFirst("Z$", "+0000")).put("updated", updated.toString().replaceFirst("Z$", "+0000"));
    if (assignee == null) {
      all.putNull("assignee");
    } else {
      all.putObject("assignee").put(version == 3 ? "accountId" : "name", assignee).put("displayName", assignee).put("active", true);
    }
    ArrayNode list = all.putObject("comment").put("total", comments.size()).putArray("comments");
    comments.forEach(comment -> list.add(json(comment)));
    if (wanted.contains("*all") || wanted.contains("*navigable")) {
      issue.set("fields", all);
    } else if (!wanted.isEmpty()) {
      issue.set("fields", all.retain(wanted));
    }
    return issue;
  }

  static ObjectNode json(Comment comment) {
    ObjectNode json = Trees.object().put("id", String.valueOf(comment.id())).put("created", comment.at().toString());
    json.set("body", comment.body());
    return json;
  }
}

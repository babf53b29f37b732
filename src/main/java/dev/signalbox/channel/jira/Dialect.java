package dev.signalbox.channel.jira;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.signalbox.channel.Json;
import dev.signalbox.channel.Wording;
import dev.signalbox.channel.Wording.Field;
import dev.signalbox.channel.jira.JiraSettings.Deployment;
import dev.signalbox.oncall.Person;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What Cloud and Data Center say differently. */
interface Dialect {

  static Dialect of(Deployment deployment) {
    return deployment == Deployment.CLOUD ? new Cloud() : new DataCenter();
  }

  /** For example {@code /rest/api/3}. */
  String base();

  String searchPath();

  JsonNode description(List<Field> row, List<Field> facts, @Nullable String link);

  JsonNode comment(String text);

  /** Says in the body of a search where the page before ended; null for the first. */
  void page(ObjectNode search, @Nullable String page);

  /** Where the next page begins; empty after the last. */
  Optional<String> next(JsonNode found);

  /** A person, by the id that Jira has for that person. */
  ObjectNode user(String id);

  /** The body that assigns to this person; empty if nobody wrote down who that is in Jira. */
  Optional<ObjectNode> assignee(Person person);

  record Cloud() implements Dialect {
    @Override
    public String base() {
      return "/rest/api/3";
    }

    @Override
    public String searchPath() {
      // the old /search is gone from Cloud (CHANGE-2046)
      return base() + "/search/jql";
    }

    @Override
    public JsonNode description(List<Field> row, List<Field> facts, @Nullable String link) {
      return new Adf().list(row).paragraph("Known to Signalbox:").list(facts).link(link, "Open in Signalbox").build();
    }

    @Override
    public JsonNode comment(String text) {
      Adf comment = new Adf();
      text.lines().forEach(comment::paragraph);
      return comment.build();
    }

    @Override
    public Optional<ObjectNode> assignee(Person person) {
      return Optional.ofNullable(person.jiraAccountId()).map(this::user);
    }

    @Override
    public void page(ObjectNode search, @Nullable String page) {
      if (page != null) {
        search.put("nextPageToken", page);
      }
    }

    @Override
    public Optional<String> next(JsonNode found) {
      return Optional.of(found.path("nextPageToken").asText("")).filter(token -> !token.isEmpty() && !found.path("isLast").asBoolean());
    }

    @Override
    public ObjectNode user(String id) {
      return Json.object().put("accountId", id);
    }
  }

  record DataCenter() implements Dialect {
    @Override
    public String base() {
      return "/rest/api/2";
    }

    @Override
    public String searchPath() {
      return base() + "/search";
    }

    @Override
    public JsonNode description(List<Field> row, List<Field> facts, @Nullable String link) {
      return TextNode.valueOf(
          literal(Wording.asLines(row) + "\n\n" + Wording.asLines(facts)) + (link == null ? "" : "\n" + link));
    }

    @Override
    public JsonNode comment(String text) {
      return TextNode.valueOf(literal(text));
    }

    @Override
    public Optional<ObjectNode> assignee(Person person) {
      return Optional.ofNullable(person.jiraName()).map(this::user);
    }

    @Override
    public void page(ObjectNode search, @Nullable String page) {
      search.put("startAt", page == null ? 0 : Integer.parseInt(page));
    }

    @Override
    public Optional<String> next(JsonNode found) {
      int end = found.path("startAt").asInt() + found.path("issues").size();
      boolean more = end < found.path("total").asInt() && !found.path("issues").isEmpty();
      return more ? Optional.of(String.valueOf(end)) : Optional.empty();
    }

    @Override
    public ObjectNode user(String id) {
      return Json.object().put("name", id);
    }

    /** Wiki markup would make links, images and macros of what a row says. */
    private static String literal(String text) {
      return "{noformat}\n" + text.replaceAll("(?i)\\{(?=noformat)", "{ ") + "\n{noformat}";
    }
  }
}

package dev.signalbox.channel.jira;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.channel.Heard.Doer;
import dev.signalbox.channel.Json;
import dev.signalbox.channel.Mark;
import dev.signalbox.channel.Reply;
import dev.signalbox.channel.Request;
import dev.signalbox.channel.Step;
import dev.signalbox.channel.TicketChannel.Changes;
import dev.signalbox.channel.TicketSeen;
import dev.signalbox.channel.TicketSeen.Said;
import dev.signalbox.delivery.Outcome.Delivered;
import dev.signalbox.delivery.Outcome.Refused;
import dev.signalbox.delivery.Ticket.Look;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads issues, one by its key or those that changed. Search may show an issue as it was a while ago; reading by key does not. */
final class Reading {

  private static final int PAGE = 50;
  /** Of comments fewer: each may have 32 KB. */
  private static final int COMMENTS = 20;
  /** Jira writes {@code 2026-03-01T12:00:00.000+0000}. */
  private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
      .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME).appendPattern("[XXX][XX]").toFormatter();

  private final JiraChannel jira;
  private final Instant now;

  Reading(JiraChannel jira, Instant now) {
    this.jira = jira;
    this.now = now;
  }

  Step issue(String key, Consumer<TicketSeen> into) {
    if (!Lookup.isKey(key)) {
      return Step.done(new Refused("not the key of an issue"));
    }
    return ask(Request.get("jira", jira.path("/issue/" + key), "fields=status,assignee,labels,creator"), issue -> {
      String latest = "orderBy=-created&maxResults=" + COMMENTS;
      return ask(Request.get("jira", jira.path("/issue/" + key + "/comment"), latest), comments -> {
        into.accept(seen(key, issue.path("fields"), comments.path("comments")));
        return Step.done(Delivered.as(key));
      });
    });
  }

  private TicketSeen seen(String key, JsonNode fields, JsonNode comments) {
    Look look = Status.look(fields.path("status"));
    JsonNode assignee = fields.path("assignee");
    Doer us = JiraHook.doer(fields.path("creator"));
    List<Said> said = new ArrayList<>();
    for (JsonNode comment : comments) {
      String text = JiraHook.text(comment.path("body"));
      Doer author = JiraHook.doer(comment.path("author"));
      boolean ours = Mark.isUnder(text) || !us.id().isEmpty() && us.id().equals(author.id());
      if (!ours) {
        time(comment.path("created")).ifPresent(at -> said.add(new Said(comment.path("id").asText(), author, text, at)));
      }
    }
    Collections.reverse(said);
    return new TicketSeen(
        JiraHook.marked(fields).orElse(null), "jira", key, jira.browse(key), look.category(), look.state(),
        assignee.isObject() ? JiraHook.doer(assignee) : null, Doer.NOBODY, said);
  }

  Step changes(Instant since, @Nullable String page, Changes into) {
    // relative, since Jira takes a date for one in the zone of whoever asks
    long minutes = Math.max(1, Duration.between(since, now).toMinutes() + 1);
    String jql = "labels = \"%s\" AND updated >= -%dm ORDER BY updated ASC".formatted(NewIssue.OURS, minutes);
    ObjectNode body = Json.object().put("jql", jql).put("maxResults", PAGE);
    body.putArray("fields").add("updated");
    jira.dialect().page(body, page);
    return ask(Request.json("jira", "POST", jira.dialect().searchPath(), Json.write(body)), found -> {
      found.path("issues").forEach(issue -> Lookup.key(issue).ifPresent(
          key -> time(issue.at("/fields/updated")).ifPresent(at -> into.changed(key, at))));
      jira.dialect().next(found).ifPresent(into::more);
      return Step.done(new Delivered(null, null, null));
    });
  }

  private Step ask(Request request, java.util.function.Function<JsonNode, Step> then) {
    return Step.ask(request, reply -> {
      Optional<JsonNode> json = Json.read(reply.body());
      if (reply.succeeded() && json.isPresent()) {
        return then.apply(json.get());
      }
      return Step.done(reply.succeeded() ? jira.answers().http().notJson(reply) : failure(reply));
    });
  }

  private dev.signalbox.delivery.Outcome failure(Reply reply) {
    return jira.answers().failure(reply, now);
  }

  static Optional<Instant> time(JsonNode text) {
    try {
      return Optional.of(OffsetDateTime.parse(text.asText(), TIME).toInstant());
    } catch (DateTimeParseException notATime) {
      return Optional.empty();
    }
  }
}

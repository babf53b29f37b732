package dev.signalbox.channel.jira;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.channel.Assignee;
import dev.signalbox.channel.Json;
import dev.signalbox.channel.Message;
import dev.signalbox.channel.OnCallWords;
import dev.signalbox.channel.Reply;
import dev.signalbox.channel.Request;
import dev.signalbox.channel.Step;
import dev.signalbox.channel.Text;
import dev.signalbox.channel.Wording.Field;
import dev.signalbox.delivery.Outcome;
import dev.signalbox.delivery.Outcome.Deferred;
import dev.signalbox.delivery.Outcome.Delivered;
import dev.signalbox.delivery.Outcome.Reach;
import dev.signalbox.delivery.Ticket.Category;
import dev.signalbox.delivery.Ticket.Look;
import dev.signalbox.oncall.Person;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One issue per incident, assigned to whoever is on call; or one more in the place of an issue that was closed too early.
 * Jira has no idempotency key, so whenever an earlier attempt may have created the issue it is looked for, for as long as
 * Jira's search may take to see it, before another one is created.
 */
final class Opening {

  private static final Duration SEARCH_AGAIN = Duration.ofSeconds(7);
  /** The name that Jira ships. */
  private static final String LINK = "Relates";

  private final JiraChannel jira;
  private final Message message;
  private final Assignee assignee;
  private final @Nullable String closed;

  Opening(JiraChannel jira, Message message) {
    this(jira, message, null);
  }

  /** @param closed the key of the issue that it takes the place of; null for an incident's first */
  Opening(JiraChannel jira, Message message, @Nullable String closed) {
    this.jira = jira;
    this.message = message;
    this.closed = closed;
    this.assignee = Assignee.of(message, person -> jira.dialect().assignee(person).isPresent(), "Jira account");
  }

  Step start() {
    return message.delivery().unsureSince() == null ? create(Set.of()) : lookUp(false);
  }

  /** @param created whether Jira has just said that it exists */
  private Step lookUp(boolean created) {
    Request request = closed == null
        ? jira.lookup().request(message) : jira.lookup().request(NewIssue.successor(message.delivery().id()));
    return Step.ask(request, reply -> {
      boolean inDoubt = created || message.delivery().unsureSince() != null;
      if (!reply.succeeded()) {
        return Step.done(inDoubt
            ? jira.answers().failureInDoubt(reply, message.now())
            : jira.answers().failure(reply, message.now()));
      }
      Optional<List<String>> keys = Lookup.keys(reply);
      if (keys.isEmpty()) {
        return Step.done(jira.answers().http().notJson(reply));
      }
      if (keys.get().isEmpty()) {
        return created || searchMayLag()
            ? Step.done(new Deferred("the issue may exist, but Jira's search does not find it yet", true, SEARCH_AGAIN, Reach.MESSAGE))
            : create(Set.of());
      }
      String twice = keys.get().size() > 1 ? "two issues carry this incident's label: " + String.join(", ", keys.get()) : null;
      return link(keys.get().get(0), twice, Set.of());
    });
  }

  private boolean searchMayLag() {
    Instant since = message.delivery().unsureSince();
    return since != null && Duration.between(since, message.now()).compareTo(jira.settings().searchLag()) < 0;
  }

  private Step create(Set<String> without) {
    List<Field> place = closed == null ? List.of() : List.of(new Field("In the place of", closed));
    List<String> labels = closed == null ? List.of() : List.of(NewIssue.successor(message.delivery().id()));
    List<Field> facts = Stream.concat(assignee.fact().stream(), place.stream()).toList();
    String body = jira.newIssue(message).body(message, facts, labels, without);
    return Step.ask(Request.json("jira", "POST", jira.path("/issue"), body), reply -> {
      if (!reply.succeeded()) {
        return refused(reply, without);
      }
      Optional<String> key = Json.read(reply.body()).flatMap(Lookup::key);
      if (key.isPresent()) {
        return link(key.get(), without.isEmpty() ? null : "created without " + String.join(", ", without), without);
      }
      return reply.status() == 201 || reply.body().isBlank()
          ? lookUp(true)
          : Step.done(jira.answers().http().notJson(reply));
    });
  }

  private Step refused(Reply reply, Set<String> without) {
    Set<String> dispensable = new HashSet<>(JiraAnswers.blamedFields(reply));
    dispensable.retainAll(jira.newIssue(message).dispensable());
    if (reply.status() == 400 && without.isEmpty() && !dispensable.isEmpty()) {
      return create(dispensable);
    }
    Outcome outcome = jira.answers().failure(reply, message.now());
    return Step.done(outcome instanceof Deferred deferred && deferred.unsure() ? patient(deferred) : outcome);
  }

  /**
   * Repeated creates would be looked for from the first doubt on, when Jira's search may see the first of them but not yet
   * the latest: whoever asks next asks when search has seen this one too.
   */
  private Deferred patient(Deferred deferred) {
    boolean repeated = message.delivery().unsureSince() != null;
    Duration lag = jira.settings().searchLag();
    boolean sooner = deferred.after() == null || deferred.after().compareTo(lag) < 0;
    return repeated && sooner ? new Deferred(deferred.reason(), true, lag, deferred.reach()) : deferred;
  }

  /** Ties it to the closed one. Without a tie it is still an issue. */
  private Step link(String key, @Nullable String note, Set<String> without) {
    if (closed == null) {
      return assign(key, note, without);
    }
    ObjectNode body = Json.object();
    body.putObject("type").put("name", Optional.ofNullable(jira.mapping(message).word("link")).orElse(LINK));
    body.putObject("inwardIssue").put("key", closed);
    body.putObject("outwardIssue").put("key", key);
    return Step.ask(Request.json("jira", "POST", jira.path("/issueLink"), Json.write(body)), reply -> {
      if (JiraAnswers.isTemporary(reply)) {
        return Step.done(jira.answers().failureInDoubt(reply, message.now()));
      }
      String why = reply.succeeded() ? null : "not linked to %s: %s".formatted(closed, jira.answers().http().reason(reply));
      return assign(key, join(note, why), without);
    });
  }

  private Step assign(String key, @Nullable String note, Set<String> without) {
    Person person = assignee.person();
    if (person == null) {
      return Step.done(delivered(key, join(note, assignee.note()), null, without));
    }
    ObjectNode body = jira.dialect().assignee(person).orElseThrow();
    Request request = Request.json("jira", "PUT", jira.path("/issue/" + key + "/assignee"), Json.write(body));
    return Step.ask(request, reply -> {
      if (reply.succeeded()) {
        return Step.done(delivered(key, note, person, without));
      }
      return JiraAnswers.isTemporary(reply)
          ? Step.done(jira.answers().failureInDoubt(reply, message.now()))
          : tellUnassigned(key, person, reply, note, without);
    });
  }

  private Step tellUnassigned(String key, Person person, Reply reply, @Nullable String note, Set<String> without) {
    String why = "not assigned to %s: %s".formatted(person.name(), jira.answers().http().reason(reply));
    String comment = "On call is %s. The issue could not be assigned to %s (HTTP %d)."
        .formatted(OnCallWords.line(message.onCall()), Text.line(person.called(), 100), reply.status());
    // whether or not the comment is taken, the issue stands
    return Step.askOnce(jira.comment(key, comment, message.delivery()), any -> delivered(key, join(note, why), null, without));
  }

  private Outcome delivered(String key, @Nullable String note, @Nullable Person person, Set<String> without) {
    JsonNode account = person == null ? null : jira.dialect().assignee(person).orElse(null);
    String written = jira.newIssue(message).written(message, (ObjectNode) account, without);
    Look look = new Look(Category.NEW, "", person == null ? null : person.name(), written);
    return new Delivered(key, jira.browse(key), note, look);
  }

  private static @Nullable String join(@Nullable String one, @Nullable String other) {
    return one == null ? other : other == null ? one : one + "; " + other;
  }
}

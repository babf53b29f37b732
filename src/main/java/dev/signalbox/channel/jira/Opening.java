package dev.signalbox.channel.jira;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.channel.Assignee;
import dev.signalbox.channel.Json;
import dev.signalbox.channel.Message;
import dev.signalbox.channel.OnCallWords;
import dev.signalbox.channel.Reply;
import dev.signalbox.channel.Request;
import dev.signalbox.channel.Step;
import dev.signalbox.channel.Text;
import dev.signalbox.delivery.Outcome;
import dev.signalbox.delivery.Outcome.Deferred;
import dev.signalbox.delivery.Outcome.Delivered;
import dev.signalbox.oncall.Person;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One issue per incident, assigned to whoever is on call. Jira has no idempotency key, so whenever an earlier attempt may
 * have created the issue it is looked for, for as long as Jira's search may take to see it, before another one is created.
 */
final class Opening {

  private static final Duration SEARCH_AGAIN = Duration.ofSeconds(7);

  private final JiraChannel jira;
  private final Message message;
  private final Assignee assignee;

  Opening(JiraChannel jira, Message message) {
    this.jira = jira;
    this.message = message;
    this.assignee = Assignee.of(message, person -> jira.dialect().assignee(person).isPresent(), "Jira account");
  }

  Step start() {
    boolean first = message.delivery().attempts() <= 1 && message.delivery().unsureSince() == null;
    return first ? create(Set.of()) : lookUp(false);
  }

  /** @param created whether Jira has just said that it exists */
  private Step lookUp(boolean created) {
    return Step.ask(jira.lookup().request(message), reply -> {
      boolean inDoubt = created || message.delivery().unsureSince() != null;
      if (!reply.succeeded()) {
        return Step.done(inDoubt
            ? jira.answers().failureAfterCreation(reply, message.now())
            : jira.answers().failure(reply, message.now()));
      }
      Optional<List<String>> keys = Lookup.keys(reply);
      if (keys.isEmpty()) {
        return Step.done(jira.answers().http().notJson(reply));
      }
      if (keys.get().isEmpty()) {
        return created || searchMayLag()
            ? Step.done(new Deferred("the issue may exist, but Jira's search does not find it yet", true, SEARCH_AGAIN, false))
            : create(Set.of());
      }
      String twice = keys.get().size() > 1 ? "two issues carry this incident's label: " + String.join(", ", keys.get()) : null;
      return assign(keys.get().get(0), twice);
    });
  }

  private boolean searchMayLag() {
    Instant since = message.delivery().unsureSince();
    return since != null && Duration.between(since, message.now()).compareTo(jira.settings().searchLag()) < 0;
  }

  private Step create(Set<String> without) {
    String body = jira.newIssue().body(message, assignee.fact(), without);
    return Step.ask(Request.json("jira", "POST", jira.path("/issue"), body), reply -> {
      if (!reply.succeeded()) {
        return refused(reply, without);
      }
      Optional<String> key = Json.read(reply.body()).flatMap(Lookup::key);
      if (key.isPresent()) {
        return assign(key.get(), without.isEmpty() ? null : "created without " + String.join(", ", without));
      }
      return reply.status() == 201 || reply.body().isBlank()
          ? lookUp(true)
          : Step.done(jira.answers().http().notJson(reply));
    });
  }

  private Step refused(Reply reply, Set<String> without) {
    Set<String> dispensable = new HashSet<>(JiraAnswers.blamedFields(reply));
    dispensable.retainAll(NewIssue.OPTIONAL);
    return reply.status() == 400 && without.isEmpty() && !dispensable.isEmpty()
        ? create(dispensable)
        : Step.done(jira.answers().failure(reply, message.now()));
  }

  private Step assign(String key, @Nullable String note) {
    Person person = assignee.person();
    if (person == null) {
      return Step.done(delivered(key, join(note, assignee.note())));
    }
    ObjectNode body = jira.dialect().assignee(person).orElseThrow();
    Request request = Request.json("jira", "PUT", jira.path("/issue/" + key + "/assignee"), Json.write(body));
    return Step.ask(request, reply -> {
      if (reply.succeeded()) {
        return Step.done(delivered(key, note));
      }
      return JiraAnswers.isTemporary(reply)
          ? Step.done(jira.answers().failureAfterCreation(reply, message.now()))
          : tellUnassigned(key, person, reply, note);
    });
  }

  private Step tellUnassigned(String key, Person person, Reply reply, @Nullable String note) {
    String why = "not assigned to %s: %s".formatted(person.name(), jira.answers().http().reason(reply));
    String comment = "On call is %s. The issue could not be assigned to %s (HTTP %d)."
        .formatted(OnCallWords.line(message.onCall()), Text.line(person.called(), 100), reply.status());
    // whether or not the comment is taken, the issue stands
    return Step.askOnce(jira.comment(key, comment, message.delivery()), any -> delivered(key, join(note, why)));
  }

  private Outcome delivered(String key, @Nullable String note) {
    return new Delivered(key, jira.browse(key), note);
  }

  private static @Nullable String join(@Nullable String one, @Nullable String other) {
    return one == null ? other : other == null ? one : one + "; " + other;
  }
}

package dev.signalbox.channel.servicenow;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.channel.Assignee;
import dev.signalbox.channel.Channel;
import dev.signalbox.channel.HttpOutcomes;
import dev.signalbox.channel.Mark;
import dev.signalbox.channel.Message;
import dev.signalbox.channel.Reply;
import dev.signalbox.channel.Request;
import dev.signalbox.channel.Step;
import dev.signalbox.delivery.Outcome;
import dev.signalbox.delivery.Outcome.Deferred;
import dev.signalbox.delivery.Outcome.Delivered;
import dev.signalbox.delivery.Outcome.Refused;
import dev.signalbox.incident.ChangeKind;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A record in the incident table when an incident opens, in progress when somebody takes care of it, resolved when it ends;
 * the rest of its life is told in work notes. {@code correlation_id} is the incident's id; the column is not unique, so a
 * create is repeated only after a look-up found nothing.
 */
public final class ServiceNowChannel implements Channel {

  /** An instance that sleeps answers 200 with a page; waking it takes minutes. */
  private static final Duration ASLEEP = Duration.ofMinutes(5);
  private static final String NEW = "1";
  /** Resolved, closed, cancelled as ServiceNow ships them. */
  private static final Set<String> OVER = Set.of("6", "7", "8");

  private final ServiceNowSettings settings;
  private final Table table;
  private final HttpOutcomes outcomes;

  public ServiceNowChannel(ServiceNowSettings settings) {
    this.settings = settings;
    this.table = new Table(settings.table());
    this.outcomes = new HttpOutcomes(settings.secrets());
  }

  @Override
  public String name() {
    return "servicenow";
  }

  @Override
  public boolean repeatable() {
    return true;
  }

  @Override
  public boolean takes(ChangeKind kind) {
    return switch (kind) {
      case ANNOUNCED -> false;
      default -> true;
    };
  }

  @Override
  public List<String> missingSettings() {
    return settings.missing();
  }

  @Override
  public Step send(Message message) {
    if (message.delivery().kind() != ChangeKind.OPENED) {
      return find(message, found -> found.map(record -> follow(message, record)).orElseGet(() ->
          Step.done(new Delivered(null, null, "no record carries this incident's correlation_id: nothing to change"))));
    }
    boolean first = message.delivery().attempts() <= 1 && message.delivery().unsureSince() == null;
    return first ? create(message) : find(message, found ->
        found.map(record -> Step.done(delivered(record, null))).orElseGet(() -> create(message)));
  }

  /** @param twice whether more than one record carries the id, which two racing creates can do */
  private record Found(JsonNode record, boolean twice) {}

  private Step find(Message message, Function<Optional<Found>, Step> then) {
    return ask(table.find(message.subject().id()), reply -> {
      Optional<JsonNode> result = Table.result(reply);
      if (reply.status() == 404) {
        // what version 1 of the API says when there is none
        return then.apply(Optional.empty());
      }
      if (!reply.succeeded() || result.isEmpty()) {
        return Step.done(failure(reply, message));
      }
      JsonNode first = result.get().path(0);
      if (first.isMissingNode()) {
        return then.apply(Optional.empty());
      }
      if (!Table.ours(first, message.subject().id())) {
        return Step.done(new Refused(
            "the look-up by correlation_id returned other records: this user may not read that column, or the table has none"));
      }
      return then.apply(Optional.of(new Found(first, Table.ours(result.get().path(1), message.subject().id()))));
    });
  }

  private Step create(Message message) {
    Assignee assignee = Assignee.of(message, person -> person.serviceNowUser() != null, "ServiceNow user");
    return create(message, assignee, assignee.note());
  }

  private Step create(Message message, Assignee assignee, @Nullable String note) {
    String user = assignee.person() == null ? null : assignee.person().serviceNowUser();
    return ask(table.create(NewRecord.opening(message, assignee)), reply -> {
      if (!reply.succeeded()) {
        return user != null && blames(reply, user)
            ? create(message, Assignee.NOBODY, "not assigned to %s: %s".formatted(user, outcomes.reason(reply)))
            : Step.done(failure(reply, message));
      }
      Optional<JsonNode> record = Table.result(reply).filter(row -> !Table.sysId(row).isEmpty());
      if (record.isPresent()) {
        boolean ignored = user != null && record.get().path("assigned_to").asText("").isEmpty();
        return Step.done(delivered(
            new Found(record.get(), false), ignored ? "not assigned: ServiceNow does not know " + user : note));
      }
      // accepted, but what was made is not said: never create again without looking
      return reply.body().isBlank() || Table.result(reply).isPresent()
          ? find(message, found -> found.map(made -> Step.done(delivered(made, note)))
              .orElseGet(() -> Step.done(Deferred.unsure("created, but not to be found yet"))))
          : Step.done(failure(reply, message));
    });
  }

  private static boolean blames(Reply reply, String assignee) {
    String body = reply.body().toLowerCase(Locale.ROOT);
    return (reply.status() == 400 || reply.status() == 403)
        && (body.contains("assigned_to") || body.contains(assignee.toLowerCase(Locale.ROOT)));
  }

  private Step follow(Message message, Found found) {
    String state = found.record().path("state").asText();
    boolean over = state.equals(settings.resolvedState()) || OVER.contains(state);
    return switch (message.delivery().kind()) {
      case RESOLVED -> over ? Step.done(delivered(found, null)) : update(message, found, NewRecord.end(message, settings), this::end);
      case REOPENED -> over ? progress(message, found) : Step.done(delivered(found, null));
      case ACKNOWLEDGED -> state.equals(NEW) ? progress(message, found) : Step.done(delivered(found, null));
      default -> tell(message, found);
    };
  }

  /** The state, and then the note by itself: a journal appends whatever it is sent, so it must not be sent twice with a state. */
  private Step progress(Message message, Found found) {
    return update(message, found, Map.of("state", settings.progressState()), moved ->
        message.delivery().note() == null ? end(moved) : update(message, moved, NewRecord.note(message), this::end));
  }

  /** Says it in a work note, unless an earlier attempt may have: then the journal is read first. */
  private Step tell(Message message, Found found) {
    boolean first = message.delivery().attempts() <= 1 && message.delivery().unsureSince() == null;
    Map<String, String> note = NewRecord.note(message);
    return first ? update(message, found, note, this::end) : ask(table.notes(Table.sysId(found.record())), reply -> {
      Optional<JsonNode> result = Table.result(reply);
      if (!reply.succeeded() || result.isEmpty()) {
        return Step.done(failure(reply, message));
      }
      boolean there = result.get().toString().contains(Mark.of(message.delivery()));
      return there ? end(found) : update(message, found, note, this::end);
    });
  }

  private Step end(Found found) {
    return Step.done(delivered(found, null));
  }

  private Step update(Message message, Found found, Map<String, String> fields, Function<Found, Step> then) {
    return ask(table.update(Table.sysId(found.record()), fields), reply -> {
      boolean answered = reply.succeeded() && (reply.body().isBlank() || Table.result(reply).isPresent());
      return answered ? then.apply(found) : Step.done(failure(reply, message));
    });
  }

  /** A token may have run out since the last call; asking again gets a new one. More than once would not help. */
  private Step ask(Request request, Function<Reply, Step> then) {
    return Step.ask(request, reply ->
        reply.status() == 401 && settings.asClient() ? Step.ask(request, then) : then.apply(reply));
  }

  private Outcome failure(Reply reply, Message message) {
    if (reply.status() == 403) {
      // an ACL, a business rule or a data policy about this record, not the credentials
      return new Refused(outcomes.reason(reply));
    }
    if (reply.succeeded()) {
      return new Deferred(
          "HTTP %d with a page instead of JSON: is the instance asleep?".formatted(reply.status()), true, ASLEEP, true);
    }
    return outcomes.failure(reply, message.now());
  }

  private Outcome delivered(Found found, @Nullable String note) {
    String number = found.record().path("number").asText("");
    String sysId = Table.sysId(found.record());
    String url = settings.url() == null ? null
        : settings.url() + "/nav_to.do?uri=%2F" + settings.table() + ".do%3Fsys_id%3D" + sysId;
    String all = found.twice() ? "two records carry this incident's correlation_id" : note;
    return new Delivered(number.isEmpty() ? sysId : number, url, all);
  }
}

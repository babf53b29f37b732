package dev.signalbox.channel.servicenow;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.channel.Assignee;
import dev.signalbox.channel.HttpOutcomes;
import dev.signalbox.channel.Json;
import dev.signalbox.channel.Mark;
import dev.signalbox.channel.Message;
import dev.signalbox.channel.Question;
import dev.signalbox.channel.Reply;
import dev.signalbox.channel.Request;
import dev.signalbox.channel.Step;
import dev.signalbox.channel.Text;
import dev.signalbox.channel.TicketChannel;
import dev.signalbox.channel.TicketSeen;
import dev.signalbox.delivery.Outcome;
import dev.signalbox.delivery.Outcome.Deferred;
import dev.signalbox.delivery.Outcome.Delivered;
import dev.signalbox.delivery.Outcome.Reach;
import dev.signalbox.delivery.Outcome.Refused;
import dev.signalbox.delivery.Ticket.Category;
import dev.signalbox.delivery.Ticket.Look;
import dev.signalbox.incident.ChangeKind;
import dev.signalbox.oncall.Person;
import dev.signalbox.ticket.Policy;
import dev.signalbox.ticket.TicketField;
import dev.signalbox.ticket.TicketMapping;
import dev.signalbox.ticket.TicketMappings;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A record in the incident table when an incident opens, in progress when somebody takes care of it, resolved when it ends;
 * the rest of its life is told in work notes. {@code correlation_id} is the incident's id; the column is not unique, so a
 * create is repeated only after a look-up found nothing.
 */
public final class ServiceNowChannel implements TicketChannel {

  private static final int PATIENCE = 5;

  private final ServiceNowSettings settings;
  private final Supplier<TicketMappings> mappings;
  private final Table table;
  private final ServiceNowAnswers answers;

  /** Without any mapping. */
  public ServiceNowChannel(ServiceNowSettings settings) {
    this(settings, () -> TicketMappings.NONE);
  }

  /** @param mappings as the files are now */
  public ServiceNowChannel(ServiceNowSettings settings, Supplier<TicketMappings> mappings) {
    this.settings = settings;
    this.mappings = mappings;
    this.table = new Table(settings.table());
    this.answers = new ServiceNowAnswers(new HttpOutcomes(settings.secrets()), settings.asClient());
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
      case ANNOUNCED, ILLUSTRATED -> false;
      default -> true;
    };
  }

  @Override
  public List<String> missingSettings() {
    return settings.missing();
  }

  /** Whether the instance has what the settings and the sink's mapping choose. */
  @Override
  public List<Question> questions(Map<String, String> options) {
    return List.of(new Choices(settings, mappings.get().of(options.getOrDefault("mapping", "")), answers.http()).question());
  }

  @Override
  public Step send(Message message) {
    if (message.delivery().kind() != ChangeKind.OPENED) {
      return current(message, found -> found.map(record -> follow(message, record)).orElseGet(() ->
          Step.done(new Delivered(null, null, "no record carries this incident's correlation_id: nothing to change"))));
    }
    return open(message, null);
  }

  /** @param closed the record that this one takes the place of; null for an incident's first */
  private Step open(Message message, @Nullable Found closed) {
    return isFirst(message) ? create(message, closed) : find(message, own(message, closed), found ->
        found.map(record -> Step.done(delivered(record, opened(message, record, null), null))).orElseGet(() -> create(message, closed)));
  }

  private static boolean isFirst(Message message) {
    return message.delivery().unsureSince() == null;
  }

  private TicketMapping mapping(Message message) {
    return mappings.get().of(message.option("mapping"));
  }

  private NewRecord newRecord(Message message) {
    return new NewRecord(settings, mapping(message));
  }

  /** @param twice whether more than one record carries the id, which two racing creates can do */
  private record Found(JsonNode record, boolean twice) {
    String sysId() {
      return Table.sysId(record);
    }
  }

  /** The record that this incident has now: its first, unless that was closed early and another took its place. */
  private Step current(Message message, Function<Optional<Found>, Step> then) {
    String number = message.delivery().openReference();
    return find(message, own(message, null), found -> found.isEmpty() || Table.isCalled(found.get().record(), number) ? then.apply(found)
        : find(message, table.successor(message.subject().id(), number, columns(message)), then));
  }

  private Table.Search own(Message message, @Nullable Found closed) {
    return table.find(NewRecord.correlation(message, closed != null), columns(message));
  }

  private List<String> columns(Message message) {
    return mapping(message).kept().stream().map(TicketField::name).toList();
  }

  private Step find(Message message, Table.Search search, Function<Optional<Found>, Step> then) {
    return find(search, reply -> failure(reply, message), then);
  }

  private Step find(Table.Search search, Function<Reply, Outcome> failure, Function<Optional<Found>, Step> then) {
    return ask(search.request(), reply -> {
      Optional<JsonNode> result = Table.result(reply);
      if (Table.isEmpty(reply)) {
        return then.apply(Optional.empty());
      }
      if (!reply.succeeded() || result.isEmpty()) {
        return Step.done(failure.apply(reply));
      }
      JsonNode first = result.get().path(0);
      if (first.isMissingNode()) {
        return then.apply(Optional.empty());
      }
      if (!search.isMet(first)) {
        return Step.done(new Refused(
            "the look-up by correlation_id returned other records: this user may not read that column, or the table has none"));
      }
      return then.apply(Optional.of(new Found(first, search.isMet(result.get().path(1)))));
    });
  }

  private Step create(Message message, @Nullable Found closed) {
    Assignee assignee = Assignee.of(message, person -> person.serviceNowUser() != null, "ServiceNow user");
    return create(message, closed, assignee, assignee.note(), null);
  }

  /** @param untold why the person on call was not assigned, which the record does not say yet; null if there is nothing to say */
  private Step create(Message message, @Nullable Found closed, Assignee assignee, @Nullable String note, @Nullable String untold) {
    String user = assignee.person() == null ? null : assignee.person().serviceNowUser();
    Map<String, String> fields = newRecord(message).opening(message, assignee, closed == null ? null : closed.sysId());
    return ask(table.create(fields), reply -> {
      if (!reply.succeeded()) {
        String why = "not assigned to %s: %s".formatted(user, answers.http().reason(reply));
        return user != null && blames(reply, user)
            ? create(message, closed, Assignee.NOBODY, why, why) : Step.done(failure(reply, message));
      }
      Optional<JsonNode> record = Table.result(reply).filter(row -> !Table.sysId(row).isEmpty());
      if (record.isPresent()) {
        Found made = new Found(record.get(), false);
        boolean ignored = user != null && made.record().path(NewRecord.ASSIGNEE).asText("").isEmpty();
        String silent = "not assigned: ServiceNow does not know " + user;
        Outcome outcome = delivered(made, opened(message, made, ignored ? null : assignee.person()), ignored ? silent : note);
        String say = ignored ? silent : untold;
        // whether or not the note is taken, the record stands
        return say == null ? Step.done(outcome)
            : ask(table.update(made.sysId(), NewRecord.note(message, say)), any -> Step.done(outcome));
      }
      // accepted, but what was made is not said: never create again without looking
      return reply.body().isBlank() || Table.result(reply).isPresent()
          ? find(own(message, closed), failed -> failureInDoubt(failed, message), found -> found
              .map(made -> Step.done(delivered(made, opened(message, made, assignee.person()), note)))
              .orElseGet(() -> Step.done(Deferred.unsure("created, but not to be found yet").about(Reach.MESSAGE))))
          : Step.done(failure(reply, message));
    });
  }

  private Look opened(Message message, Found found, @Nullable Person person) {
    String written = newRecord(message).written(message, person == null ? null : person.serviceNowUser());
    return new Look(look(found).category(), "", person == null ? null : person.name(), written);
  }

  private static boolean blames(Reply reply, String assignee) {
    String body = reply.body().toLowerCase(Locale.ROOT);
    return (reply.status() == 400 || reply.status() == 403)
        && (body.contains("assigned_to") || body.contains(assignee.toLowerCase(Locale.ROOT)));
  }

  private Step follow(Message message, Found found) {
    Category now = look(found).category();
    NewRecord fields = newRecord(message);
    return switch (message.delivery().kind()) {
      case RESOLVED -> now == Category.DONE ? end(found)
          : update(message, found, fields.end(message), moved -> end(moved, Look.of(Category.DONE, fields.resolvedState())));
      case REOPENED -> now == Category.DONE ? early(message, found) : reached(message, found);
      case ACKNOWLEDGED -> now == Category.NEW ? progress(message, found) : reached(message, found);
      default -> upkeep(message, found);
    };
  }

  /** Closed although its incident is not over. */
  private Step early(Message message, Found found) {
    return switch (message.option("closedEarly")) {
      case "new" -> open(message, found);
      case "note" -> tell(message, found, null);
      default -> progress(message, found);
    };
  }

  /** The state, and then the note by itself: a journal appends whatever it is sent, so it must not be sent twice with a state. */
  private Step progress(Message message, Found found) {
    String state = newRecord(message).progressState();
    Look look = Look.of(Category.IN_PROGRESS, state);
    return update(message, found, Map.of("state", state), moved -> message.delivery().note() == null ? end(moved, look)
        : tell(message, moved, look, reply -> failureInDoubt(reply, message)));
  }

  /** Where it should be already: perhaps by an earlier attempt, which then may not have come to say why. */
  private Step reached(Message message, Found found) {
    return isFirst(message) || message.delivery().note() == null ? end(found) : tell(message, found, look(found));
  }

  /**
   * Brings up to date what the mapping wants kept so, and tells. A field that does not hold what was written last was changed
   * by a person, and is the person's from then on.
   */
  private Step upkeep(Message message, Found found) {
    NewRecord fields = newRecord(message);
    Map<String, String> written = new LinkedHashMap<>();
    Optional.ofNullable(message.delivery().written()).flatMap(Json::read)
        .ifPresent(json -> json.properties().forEach(field -> written.put(field.getKey(), field.getValue().asText())));
    Map<String, String> changes = new LinkedHashMap<>();
    for (TicketField field : fields.mapping().kept()) {
      fields.value(field, message.subject()).filter(value -> !value.equals(written.get(field.name())))
          .filter(value -> found.record().path(field.name()).asText("").equals(written.getOrDefault(field.name(), "")))
          .ifPresent(value -> changes.put(field.name(), value));
    }
    Person next = successor(message, fields.mapping());
    boolean ours = written.containsKey(NewRecord.ASSIGNEE) && written.get(NewRecord.ASSIGNEE).equals(Table.user(found.record()));
    if (next != null && ours && !next.serviceNowUser().equals(written.get(NewRecord.ASSIGNEE))) {
      changes.put(NewRecord.ASSIGNEE, next.serviceNowUser());
    }
    if (changes.isEmpty()) {
      return tell(message, found, null);
    }
    written.putAll(changes);
    Look now = look(found);
    String assignee = changes.containsKey(NewRecord.ASSIGNEE) ? next.name() : null;
    Look look = new Look(now.category(), now.state(), assignee, NewRecord.json(written));
    return update(message, found, changes, changed -> tell(message, changed, look));
  }

  private static @Nullable Person successor(Message message, TicketMapping mapping) {
    ChangeKind kind = message.delivery().kind();
    boolean moves = kind == ChangeKind.HANDED_OVER || kind == ChangeKind.ESCALATED;
    return moves && mapping.policy(NewRecord.ASSIGNEE) == Policy.ALWAYS
        ? Assignee.of(message, person -> person.serviceNowUser() != null, "ServiceNow user").person() : null;
  }

  private Step tell(Message message, Found found, @Nullable Look look) {
    return tell(message, found, look, reply -> failure(reply, message));
  }

  /** Says it in a work note, unless an earlier attempt may have: then the journal is read first. */
  private Step tell(Message message, Found found, @Nullable Look look, Function<Reply, Outcome> failure) {
    Step note = update(found, NewRecord.note(message), failure, told -> end(told, look));
    return isFirst(message) ? note : ask(table.notes(found.sysId()), reply -> {
      if (reply.succeeded() && reply.body().contains(Mark.of(message.delivery()))) {
        return end(found, look);
      }
      // what cannot be read is written again in the end, rather twice than never: what is told next waits for this
      boolean legible = reply.succeeded() && Table.result(reply).isPresent();
      boolean enough = reply.succeeded() && message.delivery().attempts() > PATIENCE;
      return legible || enough ? note : Step.done(failure.apply(reply));
    });
  }

  private Step end(Found found) {
    return end(found, look(found));
  }

  private Step end(Found found, @Nullable Look look) {
    return Step.done(delivered(found, look, null));
  }

  @Override
  public Step look(String reference, Instant now, Consumer<TicketSeen> into) {
    return watching().look(reference, now, into);
  }

  @Override
  public Step changes(Instant since, @Nullable String page, Instant now, Changes into) {
    return watching().changes(since, page, now, into);
  }

  private Watching watching() {
    return new Watching(settings, mappings.get(), table, answers);
  }

  private Look look(Found found) {
    String state = Text.line(found.record().path("state").asText(), 40);
    return Look.of(settings.category(state), state);
  }

  private Step update(Message message, Found found, Map<String, String> fields, Function<Found, Step> then) {
    return update(found, fields, reply -> failure(reply, message), then);
  }

  private Step update(Found found, Map<String, String> fields, Function<Reply, Outcome> failure, Function<Found, Step> then) {
    return ask(table.update(found.sysId(), fields), reply -> {
      boolean answered = reply.succeeded() && (reply.body().isBlank() || Table.result(reply).isPresent());
      return answered ? then.apply(found) : Step.done(failure.apply(reply));
    });
  }

  private Step ask(Request request, Function<Reply, Step> then) {
    return answers.ask(request, then);
  }

  private Outcome failure(Reply reply, Message message) {
    return answers.failure(reply, message.now());
  }

  /** The same, for a request before which something was made or moved: whoever tries again must look first. */
  private Outcome failureInDoubt(Reply reply, Message message) {
    Outcome outcome = failure(reply, message);
    return outcome instanceof Deferred deferred ? deferred.inDoubt() : outcome;
  }

  private Outcome delivered(Found found, @Nullable Look look, @Nullable String note) {
    String number = found.record().path("number").asText("");
    String url = settings.url() == null ? null : Table.page(settings, found.sysId());
    String all = found.twice() ? "two records carry this incident's correlation_id" : note;
    return new Delivered(number.isEmpty() ? found.sysId() : number, url, all, look);
  }
}

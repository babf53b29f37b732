package dev.signalbox.channel.pagerduty;

import dev.signalbox.Secret;
import dev.signalbox.channel.Channel;
import dev.signalbox.channel.HttpOutcomes;
import dev.signalbox.channel.Json;
import dev.signalbox.channel.Message;
import dev.signalbox.channel.Question;
import dev.signalbox.channel.Reply;
import dev.signalbox.channel.Request;
import dev.signalbox.channel.Step;
import dev.signalbox.delivery.Outcome;
import dev.signalbox.delivery.Outcome.Deferred;
import dev.signalbox.delivery.Outcome.Delivered;
import dev.signalbox.delivery.Outcome.Misconfigured;
import dev.signalbox.delivery.Outcome.Reach;
import dev.signalbox.delivery.Outcome.Refused;
import dev.signalbox.incident.ChangeKind;
import dev.signalbox.oncall.Person;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Opens and closes alerts. The incident's id is the dedup_key, so PagerDuty itself merges repeats.
 *
 * <p>A dedup_key counts within one routing key: an end sent under another is accepted and dropped. So an alert is closed under
 * the key that opened it. That key is not kept with the delivery because it is a secret; its mark is, by which it is found again
 * among those that are configured. Where it is gone, the end says so.
 *
 * <p>Address: empty for the hub's integration, {@code payments} for that of a service, {@code person:anna} for that of a person.
 */
public final class PagerDutyChannel implements Channel {

  /** Documented as "3 tries, 30 s apart", without a Retry-After. */
  private static final Duration WHEN_LIMITED = Duration.ofSeconds(30);

  private static final String PERSON = "person:";

  private final PagerDutySettings settings;

  public PagerDutyChannel(PagerDutySettings settings) {
    this.settings = settings;
  }

  @Override
  public String name() {
    return "pagerduty";
  }

  @Override
  public boolean repeatable() {
    return true;
  }

  /** An alert is there to be resolved; what never ends would stay open in PagerDuty for ever. */
  @Override
  public boolean takes(ChangeKind kind) {
    return switch (kind) {
      case OPENED, REPEATED, WORSENED, ACKNOWLEDGED, REOPENED, RESOLVED -> true;
      case UNACKNOWLEDGED, ESCALATED, HANDED_OVER, NOTED, ILLUSTRATED, ANNOUNCED -> false;
    };
  }

  /** Events per routing key. https://developer.pagerduty.com/docs/events-api-v2-overview#response-codes--retry-logic */
  @Override
  public int perMinute() {
    return 120;
  }

  @Override
  public List<String> missingSettings() {
    return settings.routingKey() == null ? List.of("signalbox.pagerduty.routing-key") : List.of();
  }

  /** The person's own integration, else the hub's. */
  @Override
  public Optional<String> addressOf(Person person) {
    if (person.pagerDutyRoutingKey() != null) {
      return Optional.of(PERSON + person.name());
    }
    return settings.routingKey() == null ? Optional.empty() : Optional.of("");
  }

  /** There is nothing that asks the Events API without making an event; a key has 32 characters. */
  @Override
  public List<Question> questions(Map<String, String> options) {
    boolean looksLikeOne = !settings.keys().isEmpty()
        && settings.keys().stream().allMatch(key -> key.reveal().matches("[0-9A-Za-z]{32}"));
    return List.of(new Question("routing key", Step.done(looksLikeOne
        ? new Delivered(null, null, "has the form of one")
        : new Outcome.Misconfigured("signalbox.pagerduty.routing-key must have 32 letters and digits: the integration key of Events API v2", true))));
  }

  @Override
  public Step send(Message message) {
    Keys keys = keys(message);
    String opened = message.delivery().openReference();
    Optional<Secret> same = keys.all().stream().filter(key -> opened == null || KeyMark.fits(opened, key)).findFirst();
    // where the key that opened is gone, what may have been opened since under the present one is closed all the same
    Secret key = same.orElse(keys.all().get(0));
    Outcome accepted = same.isPresent()
        ? Delivered.as(KeyMark.reference(message.subject().id(), key)) : underAnotherKey(message, key, keys);
    return Step.askOnce(request(message, key), reply ->
        outcome(reply, message, key, accepted).fold(it -> it, PagerDutyChannel::ofThisKey, it -> it, PagerDutyChannel::ofThisKey));
  }

  /**
   * @param all the one that opens first, then every other under which the alert may have been opened
   * @param owner whose, for people: {@code person:anna}
   * @param where the setting or file that holds it
   */
  private record Keys(List<Secret> all, String owner, String where) {}

  private Keys keys(Message message) {
    String address = message.delivery().address();
    if (address.startsWith(PERSON)) {
      Secret own = message.recipient() == null ? null : message.recipient().pagerDutyRoutingKey();
      List<Secret> keys = Stream.concat(Stream.ofNullable(own), settings.keys().stream()).toList();
      if (keys.isEmpty()) {
        throw new IllegalArgumentException(
            "%s has no pagerDutyRoutingKey in people.yaml any more, and signalbox.pagerduty.routing-key is not set".formatted(address));
      }
      return new Keys(keys, address, "people.yaml");
    }
    String setting = "signalbox.pagerduty." + (address.isEmpty() ? "routing-key" : "routing-keys." + address);
    List<Secret> present = address.isEmpty() ? settings.keys() : settings.keys(address);
    if (present.isEmpty()) {
      throw new IllegalArgumentException("no routing key: set " + setting);
    }
    return new Keys(
        Stream.concat(present.stream(), settings.all()).toList(), address.isEmpty() ? "the hub" : "the service " + address,
        setting + ", behind a comma");
  }

  private static Outcome underAnotherKey(Message message, Secret key, Keys keys) {
    String said = "the alert was opened under another routing key than %s has now".formatted(keys.owner());
    return message.delivery().kind() == ChangeKind.RESOLVED
        ? new Refused(said + ": close it in PagerDuty, or put the key back into %s and replay this".formatted(keys.where()))
        : new Delivered(KeyMark.reference(message.subject().id(), key), null, said + ", so this is a second alert");
  }

  /** Every key is a credential of its own, and is limited by itself: it says nothing of the others. */
  private static Outcome ofThisKey(Misconfigured wrong) {
    return new Misconfigured(wrong.reason(), false);
  }

  private static Outcome ofThisKey(Deferred deferred) {
    return deferred.after() != null && !deferred.unsure() ? deferred.about(Reach.ADDRESS) : deferred;
  }

  private Request request(Message message, Secret key) {
    return Request.json(name(), "POST", null, PagerDutyEvent.of(message, key));
  }

  private static Outcome outcome(Reply reply, Message message, Secret key, Outcome accepted) {
    HttpOutcomes outcomes = HttpOutcomes.guarding(key);
    if (!reply.succeeded()) {
      return outcomes.failure(reply, message.now(), WHEN_LIMITED);
    }
    // an empty 202 is an acceptance too; only something that is not the API answers otherwise
    boolean fromTheApi = reply.body().isBlank() || Json.read(reply.body()).isPresent();
    return fromTheApi ? accepted : outcomes.notJson(reply);
  }
}

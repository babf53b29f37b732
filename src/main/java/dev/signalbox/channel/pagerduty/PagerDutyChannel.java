package dev.signalbox.channel.pagerduty;

import dev.signalbox.Secret;
import dev.signalbox.channel.Channel;
import dev.signalbox.channel.HttpOutcomes;
import dev.signalbox.channel.Json;
import dev.signalbox.channel.Message;
import dev.signalbox.channel.Reply;
import dev.signalbox.channel.Request;
import dev.signalbox.channel.Step;
import dev.signalbox.delivery.Outcome;
import dev.signalbox.delivery.Outcome.Delivered;
import dev.signalbox.incident.ChangeKind;
import java.time.Duration;
import java.util.List;

/**
 * Opens and closes alerts. The incident's id is the dedup_key, so PagerDuty itself merges repeats.
 *
 * <p>A dedup_key counts within one routing key: when the configured key changes while an incident is open, its resolve goes
 * to the new key, where PagerDuty accepts and drops it. The key is not kept with the delivery because it is a secret.
 *
 * <p>Option {@code routingKey}: another integration than the configured one.
 */
public final class PagerDutyChannel implements Channel {

  /** Documented as "3 tries, 30 s apart", without a Retry-After. */
  private static final Duration WHEN_LIMITED = Duration.ofSeconds(30);

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
    return kind != ChangeKind.ANNOUNCED;
  }

  @Override
  public List<String> missingSettings() {
    return settings.routingKey() == null ? List.of("signalbox.pagerduty.routing-key") : List.of();
  }

  @Override
  public Step send(Message message) {
    Secret key = routingKey(message);
    String event = PagerDutyEvent.of(message, key);
    return Step.askOnce(Request.json(name(), "POST", null, event), reply -> outcome(reply, message, key));
  }

  private Secret routingKey(Message message) {
    String option = message.option("routingKey");
    if (!option.isBlank()) {
      return new Secret(option.strip());
    }
    if (settings.routingKey() == null) {
      throw new IllegalArgumentException("no routing key: set signalbox.pagerduty.routing-key");
    }
    return settings.routingKey();
  }

  private static Outcome outcome(Reply reply, Message message, Secret key) {
    HttpOutcomes outcomes = HttpOutcomes.guarding(key);
    if (!reply.succeeded()) {
      return outcomes.failure(reply, message.now(), WHEN_LIMITED);
    }
    // an empty 202 is an acceptance too; only something that is not the API answers otherwise
    boolean fromTheApi = reply.body().isBlank() || Json.read(reply.body()).isPresent();
    return fromTheApi ? Delivered.as(message.subject().id().toString()) : outcomes.notJson(reply);
  }
}

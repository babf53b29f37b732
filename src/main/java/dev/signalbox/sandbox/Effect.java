package dev.signalbox.sandbox;

import java.time.Instant;
import java.util.Set;

/**
 * Something that a stand-in took in and acted on. Empty text where a component does not apply.
 *
 * @param number 1, 2, 3 … in the order of acceptance
 * @param system {@code pagerduty}, {@code slack}, {@code jira}, {@code servicenow}, {@code webhook} or {@code mail}
 * @param operation as {@link Faults} names it, for example {@code chat.postMessage} or {@code create-issue}
 * @param key what the sender made to recognise a repeat: dedup_key, label, correlation_id, Message-ID, the delivery's id in
 *     Slack's metadata
 * @param incident the id of the hub's incident, as far as the message tells
 * @param kind of news, as far as the message tells: {@code trigger}, {@code opened}, {@code resolved} …
 * @param did what came of it, for example {@code opened}, {@code merged}, {@code dropped}, {@code created}, {@code edited}
 * @param target what it came to: {@code C0ABC:1700000000.000100}, {@code OPS-12}, a sys_id
 * @param body as it came over the wire
 */
public record Effect(
    long number,
    Instant at,
    String system,
    String operation,
    String key,
    String incident,
    String kind,
    String did,
    String target,
    String body) {

  private static final Set<String> NEW = Set.of("opened", "created", "posted", "replied", "sent");

  /** Whether a person now sees one thing more than before. Only such an effect can be one too many. */
  public boolean isNew() {
    return NEW.contains(did);
  }

  /** Two new things with the same identity are one thing told twice. */
  String identity() {
    return key.isEmpty() ? String.join("\n", system, incident, kind, operation) : system + "\n" + key;
  }
}

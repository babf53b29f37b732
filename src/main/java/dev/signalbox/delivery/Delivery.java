package dev.signalbox.delivery;

import dev.signalbox.incident.ChangeKind;
import dev.signalbox.incident.Reason;
import dev.signalbox.incident.Subject;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One thing owed to one place, claimed for sending.
 *
 * @param id the same on every attempt and every replay: idempotency keys are made of it
 * @param claim the fencing token of this claim; an outcome recorded under an older token is void
 * @param channel for example {@code slack}
 * @param address where on that channel, for example {@code ops-alerts} or a mail address; empty where the channel has one
 *     destination only
 * @param kind what is told; per incident and place the order is opened, repeated or worsened, resolved
 * @param at when that happened, database time
 * @param context JSON that the sink wrote: who was on call, and the sink's own options
 * @param attempts how often it has been claimed, this time included: 1 on the first attempt
 * @param unsureSince set if an earlier attempt may have reached the other side (its answer was lost, or the process died);
 *     then look before creating anything again
 * @param openReference the other side's name of what the {@code OPENED} delivery of this incident and place made
 * @param note what a person did or said, one line; null where nobody did; of {@code ILLUSTRATED} the kind of what was told last, and its note
 * @param written JSON of the values that the hub wrote last into the ticket of {@code openReference}, by field; null if none
 * @param ticket where a person can look at the incident's ticket; null while there is none
 * @param subject as it is now, an incident with its latest evidence
 */
public record Delivery(
    UUID id,
    UUID claim,
    String channel,
    String address,
    ChangeKind kind,
    Reason reason,
    Instant at,
    String context,
    int attempts,
    Instant createdAt,
    @Nullable Instant unsureSince,
    @Nullable String openReference,
    @Nullable String note,
    @Nullable String written,
    @Nullable String ticket,
    Subject subject) {

  /** Of what has no ticket. */
  public Delivery(
      UUID id,
      UUID claim,
      String channel,
      String address,
      ChangeKind kind,
      Reason reason,
      Instant at,
      String context,
      int attempts,
      Instant createdAt,
      @Nullable Instant unsureSince,
      @Nullable String openReference,
      @Nullable String note,
      Subject subject) {
    this(
        id, claim, channel, address, kind, reason, at, context, attempts, createdAt, unsureSince, openReference, note, null, null, subject);
  }

  /** The same, of a subject in other words. */
  public Delivery with(Subject worded) {
    return new Delivery(
        id, claim, channel, address, kind, reason, at, context, attempts, createdAt, unsureSince, openReference, note, written, ticket, worded);
  }

  /** The same, saying another thing. */
  public Delivery saying(ChangeKind otherKind, @Nullable String otherNote) {
    return new Delivery(
        id, claim, channel, address, otherKind, reason, at, context, attempts, createdAt, unsureSince, openReference, otherNote, written, ticket,
        subject);
  }

  /** Whether it tells of a group of incidents. */
  public boolean tellsOfMany() {
    return kind != ChangeKind.ANNOUNCED && incident().isEmpty();
  }

  /** The one incident that it tells of; empty for an announcement, which is told of none, and for a group of them. */
  public Optional<UUID> incident() {
    return kind == ChangeKind.ANNOUNCED || !subject.path().equals(Subject.page(subject.id()))
        ? Optional.empty()
        : Optional.of(subject.id());
  }
}

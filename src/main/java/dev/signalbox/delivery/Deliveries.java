package dev.signalbox.delivery;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What was sent where, to look at. */
public interface Deliveries {

  /**
   * Newest first. Null means any.
   *
   * @param status {@code pending}, {@code sent}, {@code dead} or {@code suppressed}
   */
  List<View> list(@Nullable String status, @Nullable String channel, int limit, int offset);

  /** Of one incident, oldest first. */
  List<View> of(UUID incident);

  /** Of several incidents, in any order, oldest first for each; worth one statement, the overview asks every few seconds. */
  default List<View> of(Collection<UUID> incidents) {
    return incidents.stream().flatMap(incident -> of(incident).stream()).toList();
  }

  /** The tickets of several incidents: sent openings on channels that make tickets. */
  List<View> tickets(Collection<UUID> incidents);

  /** The incident that was opened in another system under that system's name; empty if none of ours is called so there. */
  Optional<UUID> incidentOf(String channel, String reference);

  /** The incidents of a group that are not over; empty if there is no such group. */
  List<UUID> members(UUID group);

  /** How the channels do, by name; one entry for each channel that was ever used. */
  List<Health> health();

  /**
   * @param incidentId null for an announcement, which is no incident, and for a group of them, unless it was asked for as
   *     what was told of one of its members
   * @param group that it tells of, incidents that are told together; null if it tells of one thing. A group that nobody was
   *     told of yet is listed as a pending opening
   * @param kind {@code opened}, {@code repeated}, {@code worsened}, {@code resolved}, {@code announced}
   * @param reference the other side's name for it, once sent
   */
  record View(
      UUID id,
      @Nullable UUID incidentId,
      @Nullable UUID group,
      String rule,
      String key,
      String channel,
      String address,
      String kind,
      String status,
      int attempts,
      @Nullable String lastError,
      @Nullable String reference,
      @Nullable String url,
      Instant createdAt,
      @Nullable Instant sentAt,
      @Nullable Instant dueAt) {}

  /**
   * @param state {@code ok}, {@code throttled} (asked to wait), {@code failing} or {@code misconfigured}
   * @param since when that state began
   */
  record Health(
      String channel,
      String state,
      @Nullable String reason,
      @Nullable Instant since,
      @Nullable Instant pausedUntil,
      long pending,
      long sentLastDay,
      long dead) {}
}

package dev.signalbox.delivery;

import dev.signalbox.incident.ChangeKind;
import dev.signalbox.incident.Ended;
import dev.signalbox.incident.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Everything owed to the outside world, on disk before it is sent.
 *
 * <p>Any number of processes share one outbox. A delivery is claimed by one of them for the length of a lease; when that
 * process dies the lease runs out and another one claims it. A process that was only slow finds its claim token
 * replaced: what it records is void.
 *
 * <p>Per incident and place, deliveries leave in the order in which they were owed: one is not claimed while an earlier
 * one is neither sent nor given up.
 */
public interface Outbox {

  /**
   * Writes deliveries in the caller's transaction, in as few statements as can be. Owing the same change to the same place
   * twice is one delivery. That an incident is open again is owed to places that heard of its end, or may have; where the
   * end was certainly not sent, neither is. A reminder, or other news in between, is not owed to a place where an earlier notice
   * still waits; to one that never heard of the incident it is the opening, and to one that takes it for over, for it was not
   * told otherwise, the news that it is open again. Of an incident that is over by now nothing is owed. Resolutions are not owed
   * here but by {@link #close}.
   */
  void add(List<Owed> owed);

  /**
   * Owes, in the caller's transaction, news of an incident to every place on these channels that has heard of it, or will.
   * A place that turns out never to have heard of it hears nothing.
   *
   * @param note what a person did or said; null for nothing
   * @param channels those to which this kind of news means something
   */
  void tell(UUID incident, ChangeKind kind, Reason reason, Instant at, @Nullable String note, Collection<String> channels);

  /**
   * As {@link #tell(UUID, ChangeKind, Reason, Instant, String, Collection)}, of many incidents in one statement.
   */
  void tell(List<News> news, ChangeKind kind, Collection<String> channels);

  /**
   * @param note what happened, one line; null for nothing
   * @param onCall who is on call now, as JSON of the key {@code onCall} in {@link Delivery#context}; null leaves each place
   *     what its opening said
   */
  record News(UUID incident, Reason reason, Instant at, @Nullable String note, @Nullable String onCall) {}

  /**
   * Ends, in the caller's transaction, what these incidents began: openings that nobody has seen are suppressed, and every
   * place that has heard of the incident, or may have, is owed its end, which is not due before {@link Ended#patience} has passed.
   */
  void close(List<Ended> ended, Instant at);

  /** The same for incidents that ended for one reason, of which there is no more to say. */
  default void close(List<UUID> incidents, Reason reason, Instant at) {
    close(incidents.stream().map(incident -> new Ended(incident, reason, null)).toList(), at);
  }

  /** Whether a place has been told of an incident, or is about to be, as the store has it. */
  boolean heard(UUID incident, String channel, String address);

  /** As {@link #claim(String, int, Duration, Held)}, whatever it is. */
  default List<Delivery> claim(String channel, int limit, Duration lease) {
    return claim(channel, limit, lease, Held.NOTHING);
  }

  /**
   * Takes deliveries that are due, most severe and then oldest first. Committed when it returns.
   *
   * @param lease how long the caller may take, time-outs included; after that others may claim the same deliveries
   * @param held what has to wait
   */
  List<Delivery> claim(String channel, int limit, Duration lease, Held held);

  /**
   * @param addresses to which nothing may go now
   * @param kinds of news that may not go now
   * @param deliveries that the caller has on the wire: what is slow, and not lost, must not be sent beside itself
   */
  record Held(Collection<String> addresses, Collection<ChangeKind> kinds, Collection<UUID> deliveries) {
    public static final Held NOTHING = new Held(List.of(), List.of(), List.of());
  }

  /**
   * Records decisions. Those whose claim is no longer the latest are void.
   *
   * @return how many were void
   */
  int settle(List<Settlement> settlements);

  /**
   * Gives claims back untouched (shutdown, lost race, a rate limit): due again then, the attempt not counted. What is over by
   * then and was never on the wire is not sent any more, and neither is its end.
   */
  void release(List<Delivery> deliveries, Instant due);
}

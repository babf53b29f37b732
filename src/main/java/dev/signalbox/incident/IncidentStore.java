package dev.signalbox.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Incidents on disk. The methods of a poll work in the caller's transaction and take many at once; the others have a
 * transaction of their own.
 */
public interface IncidentStore {

  /** The alerts of a rule that were still there at the last completed poll, by key. */
  Map<String, Spell> spells(String rule);

  /** For each alert of a rule that is not there now: its last incident, if that was resolved since then. By key. */
  Map<String, Former> formers(String rule, Instant since);

  /** The mass outage of a rule that has not ended. */
  default Optional<Outage> outage(String rule) {
    return Optional.empty();
  }

  /** Which of these keys the rule has ever had an incident for. */
  Set<String> known(String rule, Collection<String> keys);

  /** Writes what a poll decided, in batches. */
  void write(List<Move> moves);

  Optional<Incident> find(UUID id);

  /**
   * Newest first.
   *
   * @param open true: not resolved; false: resolved; null: either
   */
  List<Incident> list(@Nullable Boolean open, @Nullable String rule, @Nullable String key, int limit, int offset);

  /** Not resolved, and held back now; newest first. */
  List<Incident> held(@Nullable String rule, @Nullable String key, int limit, int offset);

  /** What holds incidents back now, and how many each. */
  Map<Hold, Integer> holds();

  /** How many are not resolved. */
  long countOpen();

  /** Not resolved, and fallen to a schedule: the most severe first, of equally severe ones the oldest. */
  List<Incident> open(String schedule, int limit);

  /** How many are not resolved and fell to a schedule. */
  long countOpen(String schedule);

  /** How these stand among their like; those of which there is nothing to say are left out. */
  default Map<UUID, Standing> standings(Collection<UUID> incidents) {
    return Map.of();
  }

  /** What a mass outage consists of, the oldest first. */
  default List<Incident> children(UUID parent, int limit) {
    return List.of();
  }

  /** What happened to an incident, oldest first. */
  List<TimelineEntry> timeline(UUID incident);

  /**
   * Somebody takes care of it: no reminders any more, and every place to which it means something hears so.
   * It holds for a while, and longer with everything that is said of it afterwards; then the incident is open again.
   * Acknowledging twice changes nothing else.
   *
   * @return the incident as it is now; empty if there is none
   */
  Optional<Incident> acknowledge(UUID id, String by, @Nullable String note);

  /**
   * Somebody closed its ticket, but its row is still there and the database is right: that ticket is told so. Changes
   * nothing here.
   *
   * @param channel where the ticket is
   * @return the incident; empty if there is none, or if it is over
   */
  Optional<Incident> contradict(UUID id, String channel, String by, String note);

  /**
   * A person says it is over; every place that heard of it hears of its end. It stays over until its row has been gone
   * once. Resolving twice changes nothing.
   */
  Optional<Incident> resolve(UUID id, String by, @Nullable String note);

  /** No reminders until then. */
  Optional<Incident> snooze(UUID id, String by, Instant until, @Nullable String note);

  /**
   * Nobody takes care of it any more: reminders go on, and every place to which it means something hears so. Changes
   * nothing unless it is acknowledged.
   *
   * @return the incident as it is now; empty if there is none
   */
  Optional<Incident> unacknowledge(UUID id, String by, @Nullable String note);

  /**
   * Gives it to somebody, or to nobody, and every other place hears so. Giving it to the same one twice changes nothing.
   *
   * @param assignee a name of people.yaml where the person is known, else a name for people to read
   * @param channel where somebody did this: it knows; null if nowhere else
   */
  Optional<Incident> assign(
      UUID id, @Nullable String assignee, String by, @Nullable String note, @Nullable String channel);

  /**
   * Writes what somebody said about it into its timeline, and every other place hears it; said twice, it stands there twice.
   *
   * @param channel where it was said, and is not repeated; null if nowhere else
   */
  void comment(UUID id, String by, String text, @Nullable String channel);

  /** Writes something into its timeline that nobody needs to hear; written twice, it stands there twice. */
  void note(UUID id, String by, String text);

  /** One step in an incident's life. */
  record TimelineEntry(Instant at, String event, String actor, String reason, @Nullable String detail) {}

  /** How a rule's polls go. */
  record RuleStatus(
      String id,
      String description,
      Duration every,
      @Nullable Instant lastPollAt,
      @Nullable Boolean lastPollOk,
      int rows,
      long openIncidents,
      int failures,
      @Nullable String error) {}

  /** Every rule that was ever polled, by id. */
  List<RuleStatus> rules();
}

package dev.signalbox.ladder;

import dev.signalbox.escalation.EscalationPolicy;
import dev.signalbox.escalation.Rung;
import dev.signalbox.incident.Incident;
import dev.signalbox.incident.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where each incident stands on its ladder, on disk: a process that dies forgets nothing. An incident keeps the policy
 * with which it was opened, whatever becomes of the file. There is a timer from the opening to the end of the incident and
 * not longer: whoever resolves an incident in the store deletes it in the same transaction.
 *
 * <p>A timer rests while its incident is acknowledged (unless the policy goes on), snoozed or held, and then has as much
 * time left as before. The store sees to that whenever one of these begins or ends.
 *
 * <p>The methods work in the caller's transaction, in few statements whatever their number.
 */
public interface Timers {

  /** Incidents that have just been opened. One that has a timer keeps it. */
  void start(List<Start> starts);

  /**
   * @param rung the level that was asked at the opening
   * @param dueAt when the next one is; null if there is none
   * @param nobody whether nobody is on call at any level
   * @param remark what the timeline says of it; null where level 1 was simply asked
   */
  record Start(
      UUID incident, EscalationPolicy policy, Rung rung, Instant at, @Nullable Instant dueAt, boolean nobody, @Nullable String remark) {}

  /**
   * @param enteredAt when the present level was entered
   * @param dueAt when the next one is, as far as is known now; null if there is none
   * @param pausedAt since when it rests; null if it does not
   * @param hastened who wants the next level asked now; null if nobody does
   * @param note what that person said
   */
  record Timer(
      EscalationPolicy policy,
      Rung rung,
      Instant enteredAt,
      @Nullable Instant dueAt,
      @Nullable Instant pausedAt,
      @Nullable String hastened,
      @Nullable String note) {}

  /** @param unwatchedSince since when nobody has looked whether anything holds the incident; null if somebody does */
  record Due(Incident incident, Timer timer, @Nullable Instant unwatchedSince) {}

  Optional<Timer> find(UUID incident);

  /**
   * Those that are due, the longest due first, locked until the transaction ends; those that somebody else has locked are
   * left for the next time.
   */
  List<Due> due(Instant now, int limit);

  /** These were due too early: so long nothing of it counted, while nobody looked. */
  void postpone(Map<UUID, Duration> rested, Instant now);

  /** What became of those that were due. */
  void climbed(List<Climbed> climbed);

  /**
   * @param level the level asked now, as the incident shows it
   * @param actor who made it go on
   * @param remark what the timeline says
   */
  record Climbed(
      UUID incident,
      Rung rung,
      int level,
      Instant at,
      @Nullable Instant dueAt,
      boolean nobody,
      String actor,
      Reason reason,
      String remark) {}

  /** Timers of incidents whose snooze has ended go on. */
  void wake(Instant now);

  /**
   * Incidents whose acknowledgement has lapsed and that are not snoozed are open again, and their timers go on.
   *
   * @return those, as they were before
   */
  List<Incident> lapse(Instant now, int limit);

  /**
   * The next level is to be asked now, even of an incident that somebody takes care of. Once more is no more.
   *
   * @return false if there is no timer, or nothing above
   */
  boolean hasten(UUID incident, String by, @Nullable String note, Instant now);

  /** With which policies the incidents that are not resolved were opened, by name. */
  List<Use> uses();

  /**
   * @param incidents some of them, oldest first
   * @param count of all of them
   */
  record Use(EscalationPolicy policy, List<Climbing> incidents, long count) {}

  record Climbing(
      UUID incident, String title, Rung rung, Instant enteredAt, @Nullable Instant dueAt, @Nullable Instant pausedAt) {}
}

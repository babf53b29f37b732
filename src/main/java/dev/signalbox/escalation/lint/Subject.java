package dev.signalbox.escalation.lint;

import dev.signalbox.escalation.OnCallPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is looked at.
 *
 * @param plan as it is in force: with calendars read and overrides made by hand, where there are any
 * @param written as the files say
 * @param unread schedules whose calendar nobody has read, of which no gap is claimed; and why, where it should have
 *     been there to read, else the empty string
 * @param rules what the rules ask for; empty where they are not known
 * @param before the files as they were before an edit; empty where that is not known
 * @param from usually now
 * @param ahead how far to look
 */
public record Subject(
    OnCallPlan plan,
    OnCallPlan written,
    Map<String, String> unread,
    Optional<Rules> rules,
    Optional<OnCallPlan> before,
    Instant from,
    Duration ahead) {

  /** Every turn of a quarter, and the time to do something about it. */
  public static final Duration AHEAD = Duration.ofDays(90);

  /**
   * @param needs what their channels need of the people on call
   * @param schedules those that some rule asks
   */
  public record Rules(Collection<Need> needs, Set<String> schedules) {}
}

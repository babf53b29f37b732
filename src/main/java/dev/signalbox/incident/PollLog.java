package dev.signalbox.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which rules were polled, when, and how that went. Two processes never poll one rule at the same time. What looks at
 * something else than rows, such as the handoffs, is a rule here too: its silence alarms in the same way.
 */
public interface PollLog {

  /**
   * Claims a rule for the caller's transaction.
   *
   * @param every its period
   * @return empty if another process is polling it, or did so less than half a period ago
   */
  Optional<Begun> begin(String rule, String description, Duration every);

  /** Notes, in the caller's transaction, that every row was read and every change written. */
  void completed(String rule, int rows);

  /** How many rows without a key belong to none of the rule's incidents, see {@link Reconciler#namelessBefore}. */
  int nameless(String rule);

  /**
   * Notes, in the caller's transaction, how many rows had no key.
   *
   * @param unclear incidents that may be over and may not be, for that reason
   */
  void nameless(String rule, int rows, int unclear);

  /**
   * Notes, in a transaction of its own, that a poll broke off. Its transaction is rolled back: it changed nothing.
   *
   * @return whether that is news: false for as long as polls go on to fail for the same reason, but true again once an hour
   */
  boolean failed(String rule, String reason);

  /** The rules that have a file; silence of the others alarms nobody. */
  void expect(Collection<String> rules);

  /**
   * @param first whether the rule has never completed a poll
   * @param now database time
   * @param completedAt when the last poll before was completed; null if there was none
   */
  record Begun(boolean first, Instant now, @Nullable Instant completedAt) {}
}

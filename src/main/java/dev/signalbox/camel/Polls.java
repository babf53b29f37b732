package dev.signalbox.camel;

import dev.signalbox.delivery.DeadLetters;
import dev.signalbox.delivery.Outbox;
import dev.signalbox.escalation.CurrentPlan;
import dev.signalbox.incident.IncidentStore;
import dev.signalbox.incident.PollLog;
import dev.signalbox.incident.Rule;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Begins polls, with everything that they need. */
public final class Polls {

  private final Parts parts;
  private final Runnable wakeDispatchers;

  /** What a poll works with. */
  public record Parts(
      PollLog log, IncidentStore incidents, Outbox outbox, DeadLetters deadLetters, CurrentPlan onCall, Supplier<UUID> ids) {}

  /**
   * @param wakeDispatchers called after each poll has committed
   */
  public Polls(Parts parts, Runnable wakeDispatchers) {
    this.parts = parts;
    this.wakeDispatchers = wakeDispatchers;
  }

  /** Claims the rule in the current transaction; empty if somebody else is at it. */
  Optional<Poll> begin(Rule rule) {
    return parts.log().begin(rule).map(begun -> new Poll(rule, parts, begun.first(), begun.now()));
  }

  void committed() {
    wakeDispatchers.run();
  }

  void failed(Rule rule, String reason) {
    parts.log().failed(rule.id(), reason);
  }
}

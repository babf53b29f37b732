package dev.signalbox.camel;

import dev.signalbox.delivery.Announcements;
import dev.signalbox.delivery.Audience;
import dev.signalbox.delivery.DeadLetters;
import dev.signalbox.delivery.Outbox;
import dev.signalbox.escalation.CurrentPlan;
import dev.signalbox.incident.HoldListener;
import dev.signalbox.incident.Holds;
import dev.signalbox.incident.IncidentStore;
import dev.signalbox.incident.PollLog;
import dev.signalbox.incident.Rule;
import dev.signalbox.ladder.Duty;
import dev.signalbox.ladder.Timers;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Begins the polls of the sources, each in the transaction of its exchange, with everything that they need. */
public final class Polls {

  private static final Logger LOG = LoggerFactory.getLogger(Polls.class);

  private final Parts parts;
  private final Runnable wakeDispatchers;

  /** What a poll works with. */
  public record Parts(
      PollLog log,
      IncidentStore incidents,
      Holds holds,
      HoldListener heard,
      Outbox outbox,
      Announcements announcements,
      Audience audience,
      DeadLetters deadLetters,
      Timers timers,
      Duty duty,
      CurrentPlan onCall,
      Supplier<UUID> ids) {}

  /**
   * @param wakeDispatchers called after each poll has committed
   */
  public Polls(Parts parts, Runnable wakeDispatchers) {
    this.parts = parts;
    this.wakeDispatchers = wakeDispatchers;
  }

  static Polls of(Exchange exchange) {
    return exchange.getContext().getRegistry().findSingleByType(Polls.class);
  }

  /** What the route says it is about; its id if it says nothing. */
  static String description(Exchange exchange, String route) {
    // the definition and not the route: the first poll may begin before the route itself has started
    RouteDefinition found = ((ModelCamelContext) exchange.getContext()).getRouteDefinition(route);
    return found == null || found.getDescription() == null ? route : found.getDescription();
  }

  /** Claims a rule; empty if somebody else is at it. */
  Optional<Poll> begin(Exchange exchange, Rule rule) {
    return claim(exchange, rule.id(), rule.description(), rule.every())
        .map(begun -> {
          HoldCount held = new HoldCount(rule.id(), parts.heard());
          TransactionSynchronizationManager.registerSynchronization(afterCommit(held::report));
          Poll poll = new Poll(rule, parts, held, begun.first(), begun.now());
          poll.completedLast(begun.completedAt());
          return poll;
        });
  }

  /** Claims a source that announces, under the name of its route; empty if somebody else is at it. */
  Optional<Announcing> announcing(Exchange exchange, String route, Duration every) {
    return claim(exchange, route, description(exchange, route), every)
        .map(begun -> new Announcing(route, parts, begun.now()));
  }

  /** Claims the look at the timers, under the name of its route; empty if somebody else is at it. */
  Optional<Climbing> climbing(Exchange exchange, String route, Duration every) {
    return claim(exchange, route, description(exchange, route), every)
        .map(begun -> new Climbing(route, parts, begun.now()));
  }

  private Optional<PollLog.Begun> claim(Exchange exchange, String id, String description, Duration every) {
    exchange.getExchangeExtension().addOnCompletion(recordFailure(id));
    Optional<PollLog.Begun> begun = parts.log().begin(id, description, every);
    begun.ifPresent(ours -> TransactionSynchronizationManager.registerSynchronization(afterCommit(wakeDispatchers)));
    return begun;
  }

  private SynchronizationAdapter recordFailure(String id) {
    return new SynchronizationAdapter() {
      @Override
      public void onFailure(Exchange exchange) {
        String reason = Mishaps.reason(exchange.getException());
        boolean news = parts.log().failed(id, reason);
        LOG.atLevel(news ? Level.WARN : Level.DEBUG).addKeyValue("rule", id).addKeyValue("reason", reason).log("a poll failed");
      }
    };
  }

  private static TransactionSynchronization afterCommit(Runnable action) {
    return new TransactionSynchronization() {
      @Override
      public void afterCommit() {
        action.run();
      }
    };
  }
}

package dev.signalbox.camel;

import dev.signalbox.handoff.HandoffNotices;
import dev.signalbox.incident.Severity;
import java.util.List;
import org.apache.camel.Exchange;

/**
 * What is behind one {@code kamelet:handoff-source}: Camel makes one per route from the Kamelet's parameters, and the
 * Kamelet's steps call it in the order {@link #begin}, {@link #notices}, {@link #stumbled}, {@link #complete}.
 */
public final class HandoffSource {

  private String id = "";
  private String every = "30s";
  private String severity = "info";

  /** Checks the parameters when the route is loaded. */
  public void init() {
    PolledRule.duration("every", every);
    Severity.of(severity);
  }

  /**
   * Begins a poll in the current transaction and leaves it in the variable {@code poll}; leaves none if another process
   * is at it.
   */
  public void begin(Exchange exchange) {
    Polls.of(exchange)
        .announcing(exchange, id, PolledRule.duration("every", every))
        .ifPresent(poll -> exchange.setVariable("poll", poll));
  }

  /** One notice for each schedule and group of people who come on call and are to be told now. */
  public List<Notice> notices(Exchange exchange) {
    HandoffNotices handoffs = exchange.getContext().getRegistry().findSingleByType(HandoffNotices.class);
    Announcing poll = poll(exchange);
    return handoffs.due(id, Severity.of(severity), poll.now()).stream()
        .flatMap(handoff -> poll.announce(handoff.subject(), null, handoff.onCall()).stream())
        .toList();
  }

  /** The route's own steps failed for one notice. */
  public void stumbled(Exchange exchange, Notice notice) {
    poll(exchange).stumbled(notice, Mishaps.reason(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class)));
  }

  public void complete(Exchange exchange) {
    poll(exchange).complete();
  }

  private static Announcing poll(Exchange exchange) {
    return exchange.getVariable("poll", Announcing.class);
  }

  public void setId(String id) {
    this.id = id;
  }

  public void setEvery(String every) {
    this.every = every;
  }

  public void setSeverity(String severity) {
    this.severity = severity;
  }
}

package dev.signalbox.camel;

import java.util.Iterator;
import org.apache.camel.Exchange;

/**
 * What is behind one {@code kamelet:escalation-source}: Camel makes one per route from the Kamelet's parameters, and the
 * Kamelet's steps call it in the order {@link #begin}, {@link #notices}, {@link #stumbled}, {@link #complete}.
 */
public final class EscalationSource {

  private String id = "";
  private String every = "5s";

  /** Checks the parameters when the route is loaded. */
  public void init() {
    PolledRule.duration("every", every);
  }

  /**
   * Begins a look in the current transaction and leaves it in the variable {@code poll}; leaves none if another process is
   * at it.
   */
  public void begin(Exchange exchange) {
    Polls.of(exchange)
        .climbing(exchange, id, PolledRule.duration("every", every))
        .ifPresent(poll -> exchange.setVariable("poll", poll));
  }

  /** One notice for each level that is entered now. */
  public Iterator<Notice> notices(Exchange exchange) {
    return poll(exchange).notices();
  }

  /** The route's own steps failed for one notice. */
  public void stumbled(Exchange exchange, Notice notice) {
    poll(exchange).stumbled(notice, Mishaps.reason(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class)));
  }

  public void complete(Exchange exchange) {
    poll(exchange).complete();
  }

  private static Climbing poll(Exchange exchange) {
    return exchange.getVariable("poll", Climbing.class);
  }

  public void setId(String id) {
    this.id = id;
  }

  public void setEvery(String every) {
    this.every = every;
  }
}

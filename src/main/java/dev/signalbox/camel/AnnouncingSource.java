package dev.signalbox.camel;

import dev.signalbox.incident.Severity;
import java.util.List;
import org.apache.camel.Exchange;

/**
 * What the sources that announce have in common: Camel makes one per route from the Kamelet's parameters, and the Kamelet's
 * steps call it in the order {@link #begin}, {@link #notices}, {@link #stumbled}, {@link #complete}.
 */
public abstract class AnnouncingSource {

  private String id = "";
  private String every = "30s";
  private String severity = "info";

  /** Checks the parameters when the route is loaded. */
  public void init() {
    PolledRule.duration("every", every);
    severity();
  }

  /**
   * Begins a poll in the current transaction and leaves it in the variable {@code poll}; leaves none if another process
   * is at it.
   */
  public final void begin(Exchange exchange) {
    Polls.of(exchange)
        .announcing(exchange, id, PolledRule.duration("every", every))
        .ifPresent(poll -> exchange.setVariable("poll", poll));
  }

  /** What the route is to tell now. */
  public final List<Notice> notices(Exchange exchange) {
    return due(exchange, poll(exchange));
  }

  abstract List<Notice> due(Exchange exchange, Announcing poll);

  /** The route's own steps failed for one notice. */
  public final void stumbled(Exchange exchange, Notice notice) {
    poll(exchange).stumbled(notice, Mishaps.reason(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class)));
  }

  public void complete(Exchange exchange) {
    poll(exchange).complete();
  }

  static Announcing poll(Exchange exchange) {
    return exchange.getVariable("poll", Announcing.class);
  }

  /** The name of what is announced: the route's id. */
  final String id() {
    return id;
  }

  final Severity severity() {
    return Severity.of(severity);
  }

  public final void setId(String id) {
    this.id = id;
  }

  public final void setEvery(String every) {
    this.every = every;
  }

  public final void setSeverity(String severity) {
    this.severity = severity;
  }
}

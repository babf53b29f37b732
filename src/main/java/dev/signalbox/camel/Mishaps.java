package dev.signalbox.camel;

import dev.signalbox.delivery.DeadLetter;
import dev.signalbox.delivery.DeadLetters;
import java.time.Clock;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.util.URISupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bean that {@code routes/errors.camel.yaml} names: every exception of a route leaves one line in the log and one dead
 * letter, unless somebody else keeps it.
 */
public final class Mishaps {

  private static final Logger LOG = LoggerFactory.getLogger(Mishaps.class);
  private static final int LONGEST_PAYLOAD = 16 * 1024;

  private final DeadLetters deadLetters;
  private final Set<String> keptElsewhere;
  private final Clock clock;
  private final Supplier<UUID> ids;

  /**
   * @param keptElsewhere routes whose failures are recorded by those who call them: the channels'
   */
  public Mishaps(DeadLetters deadLetters, Set<String> keptElsewhere, Clock clock, Supplier<UUID> ids) {
    this.deadLetters = deadLetters;
    this.keptElsewhere = keptElsewhere;
    this.clock = clock;
    this.ids = ids;
  }

  public void note(Exchange exchange) {
    String failed = exchange.getProperty(ExchangePropertyKey.FAILURE_ROUTE_ID, String.class);
    String route = failed != null ? failed : exchange.getFromRouteId();
    if (keptElsewhere.contains(route)) {
      return;
    }
    boolean row = exchange.getMessage().getBody() instanceof Notice;
    boolean polling = exchange.getVariable("poll") != null;
    if (polling && !row) {
      return; // the poll breaks off, which Polls notes under the name of its rule
    }
    String reason = reason(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class));
    LOG.atWarn().addKeyValue("route", route).addKeyValue("reason", reason).log("a route failed");
    if (!row) {
      String payload = String.valueOf(exchange.getMessage().getBody(String.class));
      deadLetters.bury(
          new DeadLetter(
              ids.get(),
              clock.instant(),
              "route",
              route,
              null,
              null,
              null,
              null,
              payload.substring(0, Math.min(payload.length(), LONGEST_PAYLOAD)),
              reason,
              1,
              "dead"));
    }
  }

  /** One line about a failure, without what might hold a secret: URLs lose their query and their path's token. */
  public static String reason(@Nullable Throwable failure) {
    if (failure == null) {
      return "no reason given";
    }
    Throwable root = failure;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    String message = root.getMessage() == null ? "" : root.getMessage();
    String clean = URISupport.sanitizeUri(message).replaceAll("[a-z]+://\\S+", "<url>").replaceAll("\\p{Cntrl}+", " ").strip();
    String text = root.getClass().getSimpleName() + (clean.isEmpty() ? "" : ": " + clean);
    return text.length() <= 500 ? text : text.substring(0, 500) + "…";
  }
}

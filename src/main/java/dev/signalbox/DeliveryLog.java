package dev.signalbox;

import dev.signalbox.delivery.Delivery;
import dev.signalbox.delivery.DispatchListener;
import dev.signalbox.delivery.Outcome;
import dev.signalbox.delivery.Settlement;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** What dispatchers do, in the log and as metrics. */
final class DeliveryLog implements DispatchListener {

  private static final Logger LOG = LoggerFactory.getLogger("dev.signalbox.delivery");

  private final MeterRegistry meters;

  DeliveryLog(MeterRegistry meters) {
    this.meters = meters;
  }

  @Override
  public void settled(Settlement settlement, Outcome outcome) {
    Delivery delivery = settlement.delivery();
    meters.counter("signalbox.deliveries", "channel", delivery.channel(), "outcome", outcome.label(), "status", settlement.status()).increment();
    boolean fine = settlement.status().equals(Settlement.SENT);
    LOG.atLevel(fine ? Level.DEBUG : settlement.status().equals(Settlement.DEAD) ? Level.WARN : Level.INFO)
        .addKeyValue("delivery", delivery.id())
        .addKeyValue("subject", delivery.subject().id())
        .addKeyValue("channel", delivery.channel())
        .addKeyValue("kind", delivery.kind().label())
        .addKeyValue("attempt", delivery.attempts())
        .addKeyValue("reason", settlement.reason())
        .log(fine ? "delivered" : settlement.status().equals(Settlement.DEAD) ? "delivery buried" : "delivery deferred");
  }

  @Override
  public void fenced(String channel, int count) {
    meters.counter("signalbox.deliveries.fenced", "channel", channel).increment(count);
    LOG.atWarn().addKeyValue("channel", channel).addKeyValue("count", count).log("outcomes came after their lease: not recorded");
  }

  @Override
  public void storeUnreachable(String channel, Throwable failure) {
    meters.counter("signalbox.store.failures", "channel", channel).increment();
    LOG.atWarn()
        .addKeyValue("channel", channel)
        .addKeyValue("failure", failure.getClass().getSimpleName())
        .log("the store does not answer, trying again");
  }
}

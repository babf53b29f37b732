package dev.signalbox;

import dev.signalbox.oncall.Overrides.Made;
import dev.signalbox.oncall.Replacement;
import dev.signalbox.override.OverrideListener;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who changed the rota by hand, logged and counted. The reason is the author's own text, which stays in the store. */
final class OverrideLog implements OverrideListener {

  private static final Logger LOG = LoggerFactory.getLogger("dev.signalbox.override");

  private final MeterRegistry meters;

  OverrideLog(MeterRegistry meters) {
    this.meters = meters;
  }

  @Override
  public void made(Made override) {
    tell(override, "made", override.author(), "override made");
  }

  @Override
  public void withdrawn(Made override) {
    tell(override, "withdrawn", String.valueOf(override.withdrawnBy()), "override withdrawn");
  }

  private void tell(Made override, String event, String by, String message) {
    meters.counter("signalbox.overrides", "schedule", override.schedule(), "event", event).increment();
    Replacement change = override.change();
    LOG.atInfo()
        .addKeyValue("override", override.id())
        .addKeyValue("schedule", override.schedule())
        .addKeyValue("type", change.kind().label())
        .addKeyValue("participants", change.names())
        .addKeyValue("replaces", change.replaces())
        .addKeyValue("start", change.during().start())
        .addKeyValue("end", change.during().end())
        .addKeyValue("by", by)
        .log(message);
  }
}

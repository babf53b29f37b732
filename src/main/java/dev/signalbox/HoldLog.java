package dev.signalbox;

import dev.signalbox.incident.HoldListener;
import dev.signalbox.incident.Reason;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What polls hold back, in the log and as metrics. */
final class HoldLog implements HoldListener {

  private static final Logger LOG = LoggerFactory.getLogger("dev.signalbox.incident");

  private final MeterRegistry meters;

  HoldLog(MeterRegistry meters) {
    this.meters = meters;
  }

  @Override
  public void held(String rule, Reason reason, int count) {
    meters.counter("signalbox.held", "rule", rule, "reason", reason.label()).increment(count);
    LOG.atInfo().addKeyValue("rule", rule).addKeyValue("reason", reason.label()).addKeyValue("count", count).log("held back");
  }

  @Override
  public void released(String rule, int count) {
    meters.counter("signalbox.released", "rule", rule).increment(count);
    LOG.atInfo().addKeyValue("rule", rule).addKeyValue("count", count).log("no longer held back");
  }
}

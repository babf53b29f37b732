package dev.signalbox;

import dev.signalbox.silence.maintenance.CurrentMaintenance;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How the readings of change calendars go, in the log and as metrics. */
final class MaintenanceLog implements CurrentMaintenance.Listener {

  private static final Logger LOG = LoggerFactory.getLogger("dev.signalbox.silence");

  private final MeterRegistry meters;

  MaintenanceLog(MeterRegistry meters) {
    this.meters = meters;
  }

  @Override
  public void read(String calendar, int windows, List<String> warnings) {
    meters.counter("signalbox.change.calendars", "calendar", calendar, "outcome", "read").increment();
    LOG.atDebug().addKeyValue("calendar", calendar).addKeyValue("windows", windows).log("change calendar read");
    warnings.forEach(warning -> LOG.atWarn().addKeyValue("calendar", calendar).log(warning));
  }

  @Override
  public void failed(String calendar, String reason, int failures) {
    meters.counter("signalbox.change.calendars", "calendar", calendar, "outcome", "failed").increment();
    LOG.atWarn()
        .addKeyValue("calendar", calendar)
        .addKeyValue("reason", reason)
        .addKeyValue("failures", failures)
        .log("the change calendar was not read; its last good copy answers");
  }
}

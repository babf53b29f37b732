package dev.signalbox;

import dev.signalbox.dependency.CurrentTopologies;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How asking what stands behind what goes, in the log and as metrics. */
final class DependencyLog implements CurrentTopologies.Listener {

  private static final Logger LOG = LoggerFactory.getLogger("dev.signalbox.dependency");
  private static final int SHOWN = 20;

  private final MeterRegistry meters;

  DependencyLog(MeterRegistry meters) {
    this.meters = meters;
  }

  @Override
  public void read(String file, int edges, List<String> warnings) {
    meters.counter("signalbox.dependency.queries", "file", file, "outcome", "read").increment();
    LOG.atDebug().addKeyValue("file", file).addKeyValue("edges", edges).log("dependencies read");
    warnings.stream().limit(SHOWN).forEach(warning -> LOG.atWarn().addKeyValue("file", file).log(warning));
    if (warnings.size() > SHOWN) {
      LOG.atWarn().addKeyValue("file", file).log("{} more rows are left out", warnings.size() - SHOWN);
    }
  }

  @Override
  public void failed(String file, String reason, int failures) {
    meters.counter("signalbox.dependency.queries", "file", file, "outcome", "failed").increment();
    LOG.atWarn()
        .addKeyValue("file", file)
        .addKeyValue("reason", reason)
        .addKeyValue("failures", failures)
        .log("what stands behind what was not read; the last good answer counts");
  }
}

package dev.signalbox.camel;

import dev.signalbox.document.LoadException;
import dev.signalbox.silence.maintenance.MaintenancePlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code routes/maintenance.yaml}, read again when it changes; a broken edit leaves the last good version in force. */
public final class MaintenanceFile {

  private static final Logger LOG = LoggerFactory.getLogger(MaintenanceFile.class);

  private final Path routes;
  private volatile MaintenancePlan plan;
  private volatile List<String> findings = List.of();
  private String loaded;
  private String seen = "";

  /**
   * @throws LoadException if it cannot be read at the start, when there is no last good version
   */
  public MaintenanceFile(Path routes) {
    this.routes = routes;
    this.loaded = version();
    this.plan = MaintenancePlan.ofFolder(routes);
  }

  /** Reads it again once it has changed and then looked the same twice. */
  public void reloadIfChanged() {
    String now = version();
    if (!now.equals(loaded) && now.equals(seen)) {
      loaded = now;
      reload();
    }
    seen = now;
  }

  private String version() {
    Path file = routes.resolve(MaintenancePlan.FILE);
    try {
      return Files.exists(file) ? Files.getLastModifiedTime(file) + " " + Files.size(file) : "none";
    } catch (IOException e) {
      return seen; // in the middle of a change: the next look is soon
    }
  }

  private void reload() {
    try {
      plan = MaintenancePlan.ofFolder(routes);
      findings = List.of();
      LOG.atInfo().log("maintenance read");
    } catch (LoadException e) {
      findings = e.findings().stream().map(Object::toString).toList();
      findings.forEach(finding -> LOG.atError().log("{} (the last good version stays in force)", finding));
    }
  }

  /** What is wrong with the file as it is now, {@code file:line: message}; empty if nothing is. */
  public List<String> findings() {
    return findings;
  }

  /** As last read without findings. */
  public MaintenancePlan plan() {
    return plan;
  }
}

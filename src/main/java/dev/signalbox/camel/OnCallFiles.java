package dev.signalbox.camel;

import dev.signalbox.document.LoadException;
import dev.signalbox.escalation.OnCallPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files under {@code routes/on-call}, read again when they change; a broken edit leaves the last good version in force. */
public final class OnCallFiles {

  private static final Logger LOG = LoggerFactory.getLogger(OnCallFiles.class);

  private final Path folder;
  private volatile OnCallPlan plan;
  private volatile List<String> findings = List.of();
  private Map<String, FileTime> seen = Map.of();
  private Map<String, FileTime> loaded;

  /**
   * @throws LoadException if the files cannot be read at the start, when there is no last good version
   */
  public OnCallFiles(Path folder) {
    this.folder = folder;
    this.plan = OnCallPlan.ofFolder(folder);
    this.loaded = times();
  }

  /** Reads the files again once they have changed and then looked the same twice. */
  public void reloadIfChanged() {
    Map<String, FileTime> now = times();
    if (!now.equals(loaded) && now.equals(seen)) {
      loaded = now;
      reload();
    }
    seen = now;
  }

  private Map<String, FileTime> times() {
    Map<String, FileTime> times = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        times.put(file.getFileName().toString() + " " + Files.size(file), Files.getLastModifiedTime(file));
      }
    } catch (IOException e) {
      return seen; // in the middle of a change: the next look is soon
    }
    return times;
  }

  void reload() {
    try {
      plan = OnCallPlan.ofFolder(folder);
      findings = List.of();
      LOG.atInfo().addKeyValue("schedules", schedules()).log("on-call files read");
    } catch (LoadException e) {
      findings = e.findings().stream().map(Object::toString).toList();
      findings.forEach(finding -> LOG.atError().log("{} (the last good version stays in force)", finding));
    }
  }

  /** What is wrong with the files as they are now, {@code file:line: message}; empty if nothing is. */
  public List<String> findings() {
    return findings;
  }

  /** As last read without findings. */
  public OnCallPlan plan() {
    return plan;
  }

  public Set<String> schedules() {
    return plan.rota().schedules();
  }
}

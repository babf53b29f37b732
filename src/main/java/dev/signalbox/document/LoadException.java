package dev.signalbox.document;

import dev.signalbox.Finding;
import java.util.List;
import java.util.stream.Collectors;

/** Files that cannot be used, with everything that is wrong with them; the message has one line per finding. */
public final class LoadException extends RuntimeException {

  private final transient List<Finding> findings;

  public LoadException(List<Finding> findings) {
    super(findings.stream().map(Finding::toString).collect(Collectors.joining("\n")));
    this.findings = List.copyOf(findings);
  }

  public List<Finding> findings() {
    return findings;
  }
}

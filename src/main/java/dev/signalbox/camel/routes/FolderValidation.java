package dev.signalbox.camel.routes;

import dev.signalbox.Finding;
import dev.signalbox.document.LoadException;
import dev.signalbox.escalation.OnCallPlan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks a whole routes folder as the hub would, without a hub. */
public final class FolderValidation {

  /**
   * @param files how many were looked at
   */
  public record Result(int files, List<Finding> findings) {}

  private FolderValidation() {}

  public static Result of(Path folder) {
    List<Finding> findings = new ArrayList<>();
    Optional<OnCallPlan> plan = onCall(folder.resolve("on-call"), findings);
    RouteFolder.Listing listing = new RouteFolder(folder).list();
    listing.ignored().forEach(line -> findings.add(new Finding(line.substring(0, line.indexOf(": ")), 1, line.substring(line.indexOf(": ") + 2))));
    Map<String, String> files = listing.texts();
    FolderCheck check = new FolderCheck(() -> plan);
    plan.ifPresent(it -> findings.addAll(OnCallCheck.preferences(it, channels(files.keySet()))));
    files.keySet().forEach(path -> check.check(files, path).stream().filter(finding -> finding.file().equals(path)).forEach(findings::add));
    return new Result(files.size(), findings);
  }

  /** A channel's route has the file of its name. */
  private static Set<String> channels(Set<String> paths) {
    return paths.stream()
        .filter(path -> path.startsWith("channels/"))
        .map(path -> path.substring("channels/".length()).replace(".camel.yaml", ""))
        .collect(Collectors.toSet());
  }

  private static Optional<OnCallPlan> onCall(Path folder, List<Finding> findings) {
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    try {
      return Optional.of(OnCallPlan.ofFolder(folder));
    } catch (LoadException e) {
      e.findings().forEach(finding -> findings.add(new Finding("on-call/" + finding.file(), finding.line(), finding.message())));
      return Optional.empty();
    }
  }
}

package dev.signalbox.camel.routes;

import dev.signalbox.Finding;
import dev.signalbox.camel.FolderFiles;
import dev.signalbox.camel.Templates;
import dev.signalbox.camel.TicketFiles;
import dev.signalbox.camel.TopologyFiles;
import dev.signalbox.camel.Webhooks;
import dev.signalbox.dependency.Topology;
import dev.signalbox.document.LoadException;
import dev.signalbox.escalation.OnCallPlan;
import dev.signalbox.escalation.lint.OnCallFinding;
import dev.signalbox.escalation.lint.Subject;
import dev.signalbox.silence.maintenance.MaintenancePlan;
import dev.signalbox.ticket.TicketMappings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Checks a whole routes folder as the hub would, without a hub. */
public final class FolderValidation {

  /**
   * @param files how many were looked at
   * @param findings their files are relative to the folder
   */
  public record Result(int files, List<Finding> findings) {}

  private FolderValidation() {}

  /** What can be said of the files whatever the time is. */
  public static Result of(Path folder) {
    return of(folder, (plan, findings) -> {});
  }

  /**
   * What can be said of the files, and of who will be on call; remarks are left out.
   *
   * @param at from when on it matters who is on call
   * @param before the rota as it was before an edit, if that is known; asked on another thread
   */
  public static Result of(Path folder, Instant at, Supplier<Optional<OnCallPlan>> before) {
    return of(folder, (plan, findings) -> plan.ifPresent(
        rota -> FolderLint.of(folder, rota, before.get(), at, Subject.AHEAD).faults().stream()
            .map(OnCallFinding::asFinding).map(finding -> relative(folder, finding)).forEach(findings::add)));
  }

  /** Its parts know nothing of each other, and somebody waits: they are looked at side by side. */
  private static Result of(Path folder, BiConsumer<Optional<OnCallPlan>, List<Finding>> rota) {
    List<Finding> rotaUnread = new ArrayList<>();
    Optional<OnCallPlan> plan = onCall(folder, rotaUnread);
    RouteFolder.Listing listing = new RouteFolder(folder).list();
    FolderFiles<TicketMappings> tickets = TicketFiles.of(folder);
    AtomicInteger others = new AtomicInteger();
    List<Consumer<List<Finding>>> parts = List.of(
        findings -> findings.addAll(rotaUnread),
        findings -> rota.accept(plan, findings),
        findings -> ignored(listing, findings),
        findings -> maintenance(folder, findings),
        findings -> routes(listing.texts(), plan, tickets.all(), findings),
        findings -> others(folder, listing.texts(), tickets, others, findings));
    List<Finding> all = parts.parallelStream().flatMap(part -> {
      List<Finding> findings = new ArrayList<>();
      part.accept(findings);
      return findings.stream();
    }).toList();
    return new Result(listing.texts().size() + others.get(), all);
  }

  private static void ignored(RouteFolder.Listing listing, List<Finding> findings) {
    listing.ignored().forEach(line -> {
      int end = line.indexOf(": ");
      findings.add(new Finding(line.substring(0, end), 1, line.substring(end + 2)));
    });
  }

  private static void routes(
      Map<String, String> files, Optional<OnCallPlan> plan, Map<String, TicketMappings> tickets, List<Finding> findings) {
    FolderCheck check = new FolderCheck(() -> plan);
    plan.ifPresent(it -> findings.addAll(OnCallCheck.preferences(it, channels(files.keySet()))));
    files.keySet().forEach(path ->
        check.check(files, path).stream().filter(finding -> finding.file().equals(path)).forEach(findings::add));
    files.forEach((path, text) -> findings.addAll(MappingCheck.of(path, text, tickets)));
    findings.addAll(AskedInVain.of(files));
  }

  private static void others(
      Path folder, Map<String, String> files, FolderFiles<TicketMappings> tickets, AtomicInteger count, List<Finding> findings) {
    FolderFiles<?> webhooks = Webhooks.files(folder);
    findings.addAll(SinkNames.check(new SinkScan(files, text -> text).uses(), webhooks.names()));
    FolderFiles<Topology> topologies = TopologyFiles.of(folder);
    findings.addAll(TopologyFiles.missing(folder, topologies));
    for (FolderFiles<?> other : List.of(webhooks, Templates.files(folder), tickets, topologies)) {
      findings.addAll(other.findings());
      count.addAndGet(other.names().size());
    }
  }

  /** A channel's route has the file of its name. */
  private static Set<String> channels(Set<String> paths) {
    return paths.stream()
        .filter(path -> path.startsWith("channels/"))
        .map(path -> path.substring("channels/".length()).replace(".camel.yaml", ""))
        .collect(Collectors.toSet());
  }

  private static Optional<OnCallPlan> onCall(Path folder, List<Finding> findings) {
    if (!Files.isDirectory(folder.resolve("on-call"))) {
      return Optional.empty();
    }
    try {
      return Optional.of(OnCallPlan.ofFolder(folder.resolve("on-call")));
    } catch (LoadException e) {
      e.findings().forEach(finding -> findings.add(relative(folder, finding)));
      return Optional.empty();
    }
  }

  private static void maintenance(Path folder, List<Finding> findings) {
    try {
      MaintenancePlan.ofFolder(folder);
    } catch (LoadException e) {
      e.findings().forEach(finding -> findings.add(relative(folder, finding)));
    }
  }

  private static Finding relative(Path folder, Finding finding) {
    Path file = Path.of(finding.file());
    String shown = file.startsWith(folder) ? folder.relativize(file).toString() : finding.file();
    return new Finding(shown, finding.line(), finding.message());
  }
}

package dev.signalbox.cli;

import dev.signalbox.escalation.OnCallPlan;
import dev.signalbox.oncall.Schedule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import picocli.CommandLine.Option;

/** The option {@code --schedules}, and what is in that file. */
final class ScheduleFile {

  @Option(
      names = "--schedules", required = true, paramLabel = "FILE",
      description = "YAML or JSON: one schedule or escalation, a list of them, or documents separated by ---.")
  @SuppressWarnings("NullAway.Init")
  private Path file;

  OnCallPlan plan() {
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw Trouble.usage(
          "%s: --schedules names no readable file; give the path of a YAML or JSON file".formatted(file));
    }
    return OnCallPlan.ofFile(file);
  }

  Schedule schedule(String name) {
    OnCallPlan plan = plan();
    return plan.rota().find(name)
        .orElseThrow(() -> unknown("schedule", name, plan.rota().schedules()));
  }

  Trouble unknown(String kind, String name, Collection<String> known) {
    return Trouble.usage("%s: --%s: there is no %s '%s' in this file; %s".formatted(file, kind, kind, name,
        known.isEmpty() ? "it has none" : "there are: " + String.join(", ", known)));
  }
}

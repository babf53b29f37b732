package dev.signalbox.cli;

import dev.signalbox.camel.routes.FolderValidation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code validate}: what is wrong with a folder of routes, before a hub reads it. */
@Command(
    name = "validate",
    description = "Checks every file of a routes folder, and who will be on call. Exit code 1 if anything is wrong.")
final class ValidateCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "DIR", arity = "0..1", defaultValue = "routes",
      description = "The folder; default: ${DEFAULT-VALUE}.")
  private Path folder;

  @Spec private CommandSpec spec;

  private final Clock clock;

  ValidateCommand(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() {
    if (!Files.isDirectory(folder)) {
      spec.commandLine().getErr().println(
          "there is no folder '%s'; give the one that holds rules, channels and kamelets".formatted(folder));
      return ExitCode.USAGE;
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.MINUTES);
    FolderValidation.Result result = FolderValidation.of(folder, now, () -> EarlierVersion.committed(folder));
    result.findings().forEach(finding -> spec.commandLine().getOut().println(finding));
    if (result.findings().isEmpty()) {
      spec.commandLine().getOut().println("%d files, nothing wrong".formatted(result.files()));
    }
    return result.findings().isEmpty() ? ExitCode.DONE : ExitCode.FINDINGS;
  }
}

package dev.signalbox.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "on-call",
    description = "Who is on call: who, shifts, ladder and lint from files alone, override and swap against a running hub.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      WhoCommand.class, ShiftsCommand.class, LadderCommand.class, LintCommand.class, OverrideCommand.class, SwapCommand.class
    })
final class OnCallCommand implements Runnable {

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "say what about the schedules: who, shifts, ladder, lint, override or swap");
  }
}

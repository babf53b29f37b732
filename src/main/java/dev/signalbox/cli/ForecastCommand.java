package dev.signalbox.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "forecast",
    description = "Warnings before something breaks, from files alone.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {ForecastBacktestCommand.class})
final class ForecastCommand implements Runnable {

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say what to do: backtest");
  }
}

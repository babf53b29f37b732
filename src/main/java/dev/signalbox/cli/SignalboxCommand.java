package dev.signalbox.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ScopeType;

/** The root. A new command is one more class in this list. */
@Command(
    name = "signalbox",
    description = "An integration hub for server downtime. Without a command it starts the hub.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    versionProvider = SignalboxCommand.Version.class,
    scope = ScopeType.INHERIT, // -h and -V for every command
    subcommands = {
      ValidateCommand.class, OnCallCommand.class, ForecastCommand.class, IncidentsCommand.class,
      DeadLettersCommand.class
    })
final class SignalboxCommand {

  /** The version of the jar; a build that is not packaged has none. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = SignalboxCommand.class.getPackage().getImplementationVersion();
      return new String[] {"signalbox " + (version == null ? "(not packaged)" : version)};
    }
  }
}

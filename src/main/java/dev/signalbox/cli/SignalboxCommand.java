package dev.signalbox.cli;

import java.util.List;
import java.util.Optional;
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
    scope = ScopeType.INHERIT) // -h and -V for every command
final class SignalboxCommand {

  /** In the order of the help. Not a part of the annotation: picocli would read all of them for one. */
  static final List<Class<?>> COMMANDS = List.of(
      ValidateCommand.class, OnCallCommand.class, ForecastCommand.class, IncidentsCommand.class, ExplainCommand.class,
      SilenceCommand.class, DeadLettersCommand.class, TestChannelCommand.class, RenderCommand.class, TrainCommand.class);

  static Optional<Class<?>> named(String name) {
    return COMMANDS.stream().filter(command -> command.getAnnotation(Command.class).name().equals(name)).findFirst();
  }

  /** The version of the jar; a build that is not packaged has none. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = SignalboxCommand.class.getPackage().getImplementationVersion();
      return new String[] {"signalbox " + (version == null ? "(not packaged)" : version)};
    }
  }
}

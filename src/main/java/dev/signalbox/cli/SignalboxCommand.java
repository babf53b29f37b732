package dev.signalbox.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
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

  /** In the order of the help. Not a part of the annotation, and not classes yet: all of them would be loaded for one. */
  private static final Map<String, Supplier<Class<?>>> COMMANDS = new LinkedHashMap<>();

  static {
    COMMANDS.put("validate", () -> ValidateCommand.class);
    COMMANDS.put("on-call", () -> OnCallCommand.class);
    COMMANDS.put("forecast", () -> ForecastCommand.class);
    COMMANDS.put("incidents", () -> IncidentsCommand.class);
    COMMANDS.put("explain", () -> ExplainCommand.class);
    COMMANDS.put("silence", () -> SilenceCommand.class);
    COMMANDS.put("dead-letters", () -> DeadLettersCommand.class);
    COMMANDS.put("test-channel", () -> TestChannelCommand.class);
    COMMANDS.put("render", () -> RenderCommand.class);
    COMMANDS.put("train", () -> TrainCommand.class);
  }

  static boolean has(String name) {
    return COMMANDS.containsKey(name);
  }

  /** The one of that name; all of them if there is none, for the help. */
  static List<Class<?>> asked(String name) {
    return has(name) ? List.of(COMMANDS.get(name).get()) : COMMANDS.values().stream().<Class<?>>map(Supplier::get).toList();
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

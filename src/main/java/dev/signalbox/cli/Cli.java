package dev.signalbox.cli;

import dev.signalbox.document.LoadException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Runs one command. Exit codes: 0 done, 1 findings, 2 usage, 3 could not reach. */
public final class Cli {

  private Cli() {}

  /** Whether the first argument of the program is a command, or asks for help, rather than a setting of the hub. */
  public static boolean isCommand(String argument) {
    return SignalboxCommand.named(argument).isPresent()
        || argument.equals("--help") || argument.equals("-h") || argument.equals("--version");
  }

  /** Runs a command on the terminal's own streams, as UTF-8. */
  public static int run(String... args) {
    return run(
        new PrintWriter(System.out, true, StandardCharsets.UTF_8),
        new PrintWriter(System.err, true, StandardCharsets.UTF_8),
        args);
  }

  public static int run(PrintWriter out, PrintWriter err, String... args) {
    int exitCode = commandLine(args).setOut(out).setErr(err).execute(args);
    out.flush();
    err.flush();
    return exitCode;
  }

  /** With the one command that is asked for; with all of them if it is none of them, for the help. */
  private static CommandLine commandLine(String... args) {
    CommandLine root = new CommandLine(new SignalboxCommand());
    Optional<Class<?>> asked = args.length == 0 ? Optional.empty() : SignalboxCommand.named(args[0]);
    asked.<List<Class<?>>>map(List::of).orElse(SignalboxCommand.COMMANDS).forEach(root::addSubcommand);
    return root
        .registerConverter(Instant.class, new InstantArgument())
        .setParameterExceptionHandler(Cli::misused)
        .setExecutionExceptionHandler((problem, command, parsed) -> failed(problem, command));
  }

  private static int misused(ParameterException problem, String[] args) {
    CommandLine command = problem.getCommandLine();
    command.getErr().println("%s; see %s --help".formatted(
        oneLine(problem.getMessage()), command.getCommandSpec().qualifiedName()));
    return ExitCode.USAGE;
  }

  private static int failed(Exception problem, CommandLine command) {
    if (problem instanceof LoadException load) {
      load.findings().forEach(finding -> command.getErr().println(finding));
      return ExitCode.FINDINGS;
    }
    command.getErr().println(oneLine(String.valueOf(problem.getMessage())));
    return problem instanceof Trouble trouble ? trouble.exitCode() : ExitCode.FINDINGS;
  }

  private static String oneLine(String message) {
    return message.replaceAll("\\s*\\R\\s*", " ").strip();
  }
}

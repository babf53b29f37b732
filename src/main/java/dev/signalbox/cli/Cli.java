package dev.signalbox.cli;

import dev.signalbox.document.LoadException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Runs one command. Exit codes: 0 done, 1 findings, 2 usage, 3 could not reach. */
public final class Cli {

  private Cli() {}

  /** Whether the first argument of the program is a command, or asks for help, rather than a setting of the hub. */
  public static boolean isCommand(String argument) {
    return SignalboxCommand.has(argument)
        || argument.equals("--help") || argument.equals("-h") || argument.equals("--version");
  }

  /** Runs a command on the terminal's own streams, as UTF-8. */
  public static int run(String... args) {
    withoutLog();
    return run(
        new PrintWriter(System.out, true, StandardCharsets.UTF_8),
        new PrintWriter(System.err, true, StandardCharsets.UTF_8),
        args);
  }

  /** A command says what it has to say; the log of a library's is for the hub, and takes time to set up. */
  private static void withoutLog() {
    System.setProperty("slf4j.provider", "org.slf4j.helpers.NOP_FallbackServiceProvider");
    System.setProperty("slf4j.internal.verbosity", "WARN");
  }

  public static int run(PrintWriter out, PrintWriter err, String... args) {
    return run(Clock.systemUTC(), out, err, args);
  }

  /** @param clock what "now" is where an option leaves it out */
  public static int run(Clock clock, PrintWriter out, PrintWriter err, String... args) {
    int exitCode = commandLine(clock, args).setOut(out).setErr(err).execute(args);
    out.flush();
    err.flush();
    return exitCode;
  }

  private static CommandLine commandLine(Clock clock, String... args) {
    CommandLine root = new CommandLine(new SignalboxCommand(), new Clocked(clock));
    SignalboxCommand.asked(args.length == 0 ? "" : args[0]).forEach(root::addSubcommand);
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

package dev.signalbox.cli;

/** A command that cannot be done as asked; the message is one line that names the remedy. */
final class Refusal extends RuntimeException {

  private final int exitCode;

  private Refusal(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  /** The command line is to blame. */
  static Refusal usage(String message) {
    return new Refusal(ExitCode.USAGE, message);
  }

  /** Nobody answered at the other end. */
  static Refusal unreachable(String message) {
    return new Refusal(ExitCode.UNREACHABLE, message);
  }

  int exitCode() {
    return exitCode;
  }
}

package dev.signalbox.cli;

/** What a command returns to the shell. */
final class ExitCode {

  static final int DONE = 0;

  /** The files or the hub answered, and something is wrong with them. */
  static final int FINDINGS = 1;

  static final int USAGE = 2;

  static final int UNREACHABLE = 3;

  private ExitCode() {}
}

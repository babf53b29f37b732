package dev.signalbox.cli;

/** Why a command ends early: one line for stderr and an exit code. */
final class Trouble extends RuntimeException {

  private final int exitCode;

  private Trouble(int exitCode, String sentence) {
    super(sentence, null, false, false);
    this.exitCode = exitCode;
  }

  /** The hub understood and said no, or what was read is wrong: 1. */
  static Trouble refused(String sentence) {
    return new Trouble(1, sentence);
  }

  /** The command is used wrongly: 2. */
  static Trouble usage(String sentence) {
    return new Trouble(2, sentence);
  }

  /** Nobody answered, or nobody who is a hub: 3. */
  static Trouble unreachable(String sentence) {
    return new Trouble(3, sentence);
  }

  /** The same, with where it is in front. */
  Trouble at(String where) {
    return new Trouble(exitCode, where + getMessage());
  }

  int exitCode() {
    return exitCode;
  }
}

package dev.signalbox;

import java.util.List;

/** Settings that are missing or contradict each other: one sentence each, with the setting's name and the remedy. */
public final class BadSettings extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private static final int USAGE = 2;
  private static final int COULD_NOT_REACH = 3;

  private final transient List<String> problems;
  private final int exitCode;

  public BadSettings(List<String> problems) {
    this(problems, USAGE);
  }

  private BadSettings(List<String> problems, int exitCode) {
    super(String.join(System.lineSeparator(), problems));
    this.problems = List.copyOf(problems);
    this.exitCode = exitCode;
  }

  /** The setting may be right, but nothing answers where it points. */
  static BadSettings unreachable(String problem) {
    return new BadSettings(List.of(problem), COULD_NOT_REACH);
  }

  /** What the process answers to the shell. */
  int exitCode() {
    return exitCode;
  }

  public List<String> problems() {
    return problems;
  }
}

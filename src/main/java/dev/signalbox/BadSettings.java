package dev.signalbox;

import java.util.List;

/** Settings that are missing or contradict each other: one sentence each, with the setting's name and the remedy. */
public final class BadSettings extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What the process answers to the shell: usage. */
  public static final int EXIT_CODE = 2;

  private final transient List<String> problems;

  public BadSettings(List<String> problems) {
    super(String.join(System.lineSeparator(), problems));
    this.problems = List.copyOf(problems);
  }

  public List<String> problems() {
    return problems;
  }
}

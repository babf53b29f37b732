package dev.signalbox.override;

import java.util.List;

/**
 * An override as a person asks for it, in the words of the files. What is blank or empty was left out.
 *
 * @param span when
 * @param type {@code set} (everybody goes, these come), {@code add}, {@code remove}, {@code replace}; left out: what
 *     participants and replaces imply, {@code set} where nobody in particular goes
 * @param participants who comes; {@code none}, alone and of type {@code set}, for nobody
 * @param replaces who goes, of type {@code remove} or, exactly one, {@code replace}
 * @param reason one line, at most {@value #LONGEST_REASON} characters
 */
public record Wish(Span span, String type, List<String> participants, List<String> replaces, String reason) {

  static final int LONGEST_REASON = 500;

  public Wish {
    participants = List.copyOf(participants);
    replaces = List.copyOf(replaces);
  }

  /**
   * A time as a person writes it.
   *
   * @param start {@code 2026-05-01T09:00} on the wall of the schedule's zone, or with {@code Z} or an offset, or a
   *     date, which is its midnight; left out: now, to the second
   * @param end written like the start, or as a length such as {@code 8h}, {@code 90m} or {@code 2d}, where a day ends
   *     at the same time on the wall
   */
  public record Span(String start, String end) {}
}

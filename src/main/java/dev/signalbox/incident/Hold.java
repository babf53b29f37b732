package dev.signalbox.incident;

/**
 * Why nobody should hear of something for now. It is on record all the same, and is told when the hold ends.
 *
 * @param reason which kind of hold it is
 * @param detail which one, for people: {@code "storage upgrade" of mira}. The same text for as long as it is the same hold:
 *     another text is another line in the timeline
 */
public record Hold(Reason reason, String detail) {
  @Override
  public String toString() {
    return reason.label().replace('_', ' ') + (detail.isEmpty() ? "" : ": " + detail);
  }
}

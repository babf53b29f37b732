package dev.signalbox.inbound;

import dev.signalbox.channel.Heard;

/** What is done about something heard. */
@FunctionalInterface
public interface Response {

  /**
   * Acts upon it. Must be harmless when repeated: after a crash it is.
   *
   * @return in a few words what was done, for example {@code acknowledged} or {@code nothing: it is over}
   * @throws Unreachable if something that it needs is out of reach for now
   */
  String to(Heard heard);

  /** Try again later. */
  final class Unreachable extends RuntimeException {
    public Unreachable(String reason) {
      super(reason, null, false, false);
    }
  }
}

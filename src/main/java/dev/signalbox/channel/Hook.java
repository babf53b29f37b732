package dev.signalbox.channel;

import java.time.Instant;
import java.util.List;

/**
 * How one system calls us: whether the call is genuine, and what it says. Pure and thread-safe like {@link Channel}: no
 * I/O, no clock, no state.
 *
 * <p>A call is judged on its raw bytes before anything of it is decoded. A genuine one is stored before it is answered,
 * and read after that, so that what cannot be understood is quarantined and never lost.
 */
public interface Hook {

  /** The last part of its path, {@code /hooks/slack}, and the name of its channel. */
  String name();

  /** Judges a call. Takes the same time whether the first or the last byte of a signature is wrong. */
  Admission judge(Call call, Instant now);

  /**
   * What the body of a genuine call says, in the order in which it says it; nothing if it is none of our business.
   *
   * @throws IllegalArgumentException if it should be our business but cannot be understood; the message is one sentence
   *     without anything secret
   */
  List<Heard> read(String body);
}

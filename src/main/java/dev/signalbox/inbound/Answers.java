package dev.signalbox.inbound;

import dev.signalbox.channel.Heard;

/** Tells whoever did something elsewhere what came of it. */
@FunctionalInterface
public interface Answers {

  Answers NONE = (heard, words) -> {};

  /**
   * Tries once. What was done stands whether or not anybody hears of it, so this never throws.
   *
   * @param words a result of {@link Response#to}
   */
  void answer(Heard heard, String words);
}

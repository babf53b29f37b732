package dev.signalbox.web;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sends a marked test message through a channel's own route, there and then, and closes again what it opened. */
public interface ChannelTrials {

  /**
   * @param address where on the channel; null: where the first rule that uses it leads
   * @param by who asks
   * @return empty if there is no such channel
   */
  Optional<Trial> run(String channel, @Nullable String address, String by);

  Set<String> channels();

  /**
   * @param ok whether nothing is missing
   * @param steps in the order in which they were taken
   */
  record Trial(String channel, String address, boolean ok, List<Step> steps) {}

  /**
   * @param step {@code settings}, what the channel asks, {@code open} or {@code close}
   * @param says what the other side answered, or what is missing; one line without secrets
   */
  record Step(String step, boolean ok, String says) {}
}

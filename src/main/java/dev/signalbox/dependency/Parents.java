package dev.signalbox.dependency;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which of the things that others stand behind are down. */
public interface Parents {

  /**
   * Those with an open incident, and those whose incident was resolved after the last completed poll of a rule: that rule has
   * not looked since.
   *
   * @param polled the rule
   * @param rules whose incidents count; empty for any
   * @param names the keys to look for; null for any, where there are rules
   * @return by key, the rule that found it
   */
  Map<String, String> down(String polled, Set<String> rules, @Nullable Set<String> names);
}

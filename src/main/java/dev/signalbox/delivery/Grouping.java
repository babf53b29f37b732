package dev.signalbox.delivery;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * That a place is told of an incident together with others of the same rule.
 *
 * @param common what the incidents of a group have in common, by column: {@code rack} is {@code r1}
 * @param await how long the first of a group waits for others before it is told
 * @param apart the shortest time between two messages about a group, its end and a worse severity apart
 */
public record Grouping(Map<String, String> common, Duration await, Duration apart) {

  private static final int LONGEST = 300;

  public Grouping {
    if (common.isEmpty()) {
      throw new IllegalArgumentException("a group has something in common");
    }
    common = Collections.unmodifiableMap(new LinkedHashMap<>(common));
  }

  /** In words, for example {@code rack r1, region eu}; what tells groups of a rule apart. */
  public String label() {
    String label = common.entrySet().stream().map(one -> one.getKey() + " " + one.getValue()).collect(Collectors.joining(", "));
    return label.length() <= LONGEST ? label : label.substring(0, LONGEST);
  }
}

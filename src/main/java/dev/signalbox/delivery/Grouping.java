package dev.signalbox.delivery;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * That a place is told of an incident together with others, of the same rule or, in a digest, of any.
 *
 * @param common what the incidents of a group have in common, by column: {@code rack} is {@code r1}
 * @param await how long the first of a group waits for others before it is told
 * @param apart the shortest time between two messages about a group, its end and a worse severity apart
 */
public record Grouping(Map<String, String> common, Duration await, Duration apart) {

  private static final int LONGEST = 300;
  private static final String OVER = "over the cap";

  /** In place of a rule's id, the one of what is over the cap of a place; no rule's file is called so, they are all lower case. */
  public static final String DIGEST = "Digest";

  public Grouping {
    if (common.isEmpty()) {
      throw new IllegalArgumentException("a group has something in common");
    }
    common = Collections.unmodifiableMap(new LinkedHashMap<>(common));
  }

  /** With all that is over a cap. */
  public static Grouping digest(Cap cap, Duration await, Duration apart) {
    return new Grouping(Map.of(OVER, cap.text()), await, apart);
  }

  /** Whether incidents of any rule are in it. */
  public boolean ofAnyRule() {
    return common.containsKey(OVER);
  }

  /** In words, for example {@code rack r1, region eu}; what tells groups of a rule apart. */
  public String label() {
    String label = common.entrySet().stream().map(one -> one.getKey() + " " + one.getValue()).collect(Collectors.joining(", "));
    return label.length() <= LONGEST ? label : label.substring(0, LONGEST);
  }
}

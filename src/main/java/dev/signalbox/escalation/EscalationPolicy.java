package dev.signalbox.escalation;

import java.time.Duration;
import java.util.List;

/**
 * The levels to climb while nobody answers.
 *
 * @param repeat how often to begin again at level 1 after the last level has waited in vain; then the last one stays
 */
public record EscalationPolicy(String name, int repeat, List<Level> levels) {

  public EscalationPolicy {
    levels = List.copyOf(levels);
    if (repeat < 0) {
      throw new IllegalArgumentException("escalation %s: repeat=%d must not be negative".formatted(name, repeat));
    }
  }

  /**
   * @param delay how long this level is given before the next one is asked, in whole minutes
   * @param targets all of them are asked together
   */
  public record Level(Duration delay, List<Target> targets) {
    public Level {
      targets = List.copyOf(targets);
      if (delay.isNegative()) {
        throw new IllegalArgumentException("a level waits for %s, less than nothing".formatted(delay));
      }
    }
  }
}

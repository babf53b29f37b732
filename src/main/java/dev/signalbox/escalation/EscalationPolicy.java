package dev.signalbox.escalation;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The levels to climb while nobody answers.
 *
 * @param repeat how often to begin again at level 1 after the last level has waited in vain; then the last one stays
 */
public record EscalationPolicy(String name, int repeat, List<Level> levels, Acknowledgement acknowledgement) {

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

  /**
   * What it means here that somebody takes care of it.
   *
   * @param stops whether the ladder waits while it is acknowledged
   * @param expires how long it holds; zero for as long as the incident lasts, null for what the hub's setting says
   */
  public record Acknowledgement(boolean stops, @Nullable Duration expires) {

    public static final Acknowledgement USUAL = new Acknowledgement(true, null);
  }
}

package dev.signalbox.escalation;

import java.time.Instant;

/**
 * Where on a ladder somebody stands.
 *
 * @param level the one entered last, from 1; 0 below the first
 * @param round as in {@link Step}
 * @param roundBegan when the first level of this round was entered: a round in which no time passes is not repeated
 */
public record Rung(int level, int round, Instant roundBegan) {

  /** On the ground, about to enter a level. */
  public static Rung below(int level, Instant at) {
    return new Rung(level - 1, 0, at);
  }

  public Rung after(Step step) {
    return new Rung(step.level(), step.round(), step.round() == round ? roundBegan : step.enteredAt());
  }
}

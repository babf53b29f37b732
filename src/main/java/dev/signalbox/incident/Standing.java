package dev.signalbox.incident;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How an incident stands among its like, for people to look at.
 *
 * @param opens how often it has been open
 * @param flappingSince null if it does not flap
 * @param parent the mass outage that it is part of, or was; null for none
 * @param children how many are part of it
 */
public record Standing(int opens, @Nullable Instant flappingSince, @Nullable UUID parent, int children) {

  /** Open once, and by itself. */
  public static final Standing ALONE = new Standing(1, null, null, 0);
}

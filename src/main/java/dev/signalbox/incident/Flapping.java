package dev.signalbox.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How often an incident has been open, and whether it flaps. A flapping incident stays open while its row comes and goes,
 * until the row has stayed away for the rule's {@link FlapPolicy#hold}.
 *
 * @param opens how often in all, the first opening included
 * @param lately the last of them, oldest first, as many as the policy needs; empty if the first opening was the only one
 * @param since when it began to flap; null if it does not
 * @param quietSince since when the row of a flapping incident is gone; null while it is there
 */
public record Flapping(int opens, List<Instant> lately, @Nullable Instant since, @Nullable Instant quietSince) {

  /** Opened once. */
  public static final Flapping NONE = new Flapping(1, List.of(), null, null);

  public Flapping {
    lately = List.copyOf(lately);
  }

  boolean flaps() {
    return since != null;
  }

  /** Open again. */
  Flapping opened(FlapPolicy policy, Instant firstOpenedAt, Instant now) {
    List<Instant> all = new ArrayList<>(lately.isEmpty() ? List.of(firstOpenedAt) : lately);
    all.add(now);
    List<Instant> last = all.subList(Math.max(0, all.size() - policy.after() - 1), all.size());
    boolean tooMany =
        policy.after() > 0 && last.size() > policy.after() && last.get(0).isAfter(now.minus(policy.window()));
    return new Flapping(opens + 1, last, since != null ? since : tooMany ? now : null, null);
  }

  /** Since its last open it has stayed long enough to be ordinary trouble. */
  boolean settled(FlapPolicy policy, Instant now) {
    return flaps() && quietSince == null && !lately.isEmpty()
        && !lately.get(lately.size() - 1).isAfter(now.minus(policy.window()));
  }

  Flapping gone(Instant now) {
    return new Flapping(opens, lately, since, now);
  }

  /** The row has been away long enough. */
  boolean quiet(FlapPolicy policy, Instant now) {
    return quietSince != null && !now.isBefore(quietSince.plus(policy.hold()));
  }

  /** It does not flap any more; what was counted stays. */
  Flapping calm() {
    return new Flapping(opens, lately, null, null);
  }

  /** How long it has been at it, and how often: {@code opened 10 times, flapping for 12 min}. */
  String told(Instant now) {
    String times = "opened %d times".formatted(opens);
    return since == null || !since.isBefore(now)
        ? times : "%s, flapping for %d min".formatted(times, Math.max(1, Duration.between(since, now).toMinutes()));
  }
}

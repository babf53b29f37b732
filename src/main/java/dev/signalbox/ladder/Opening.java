package dev.signalbox.ladder;

import dev.signalbox.escalation.Ladder;
import dev.signalbox.escalation.Rung;
import dev.signalbox.escalation.Step;
import dev.signalbox.incident.Change;
import dev.signalbox.incident.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An incident that opens on a ladder. The rule's own route tells the level that is entered then.
 *
 * @param level the level to ask
 */
public record Opening(Timers.Start start, int level) {

  /**
   * @param first the level to begin with; where nobody is on call there, the next that has anybody
   * @param since the column with the instant from which the delays count; empty for now, and what was held back until now
   *     counts from now too: time under a hold is nobody's
   * @param stoodStill how much of the time since then, and before, does not count
   */
  public static Opening of(Ladder ladder, int first, Change opened, String since, Duration stoodStill, Instant now) {
    List<String> remarks = new ArrayList<>();
    Instant origin = origin(opened, since, stoodStill, now, remarks);
    Rung below = Rung.below(first, origin);
    Optional<Step> step = ladder.next(below, now);
    String name = ladder.policy().name();
    if (step.isEmpty()) {
      remarks.add(0, "%s: nobody is on call at any level, and it is not tried again".formatted(name));
      return new Opening(start(ladder, opened, below, now, Optional.empty(), true, remarks), first);
    }
    int level = step.get().level();
    if (level > first) {
      remarks.add(0, "%s: level %d is asked at once, nobody is on call below it".formatted(name, level));
    }
    Rung rung = below.after(step.get());
    return new Opening(start(ladder, opened, rung, now, ladder.leaves(rung, origin), false, remarks), level);
  }

  private static Timers.Start start(
      Ladder ladder, Change opened, Rung rung, Instant now, Optional<Instant> due, boolean nobody, List<String> remarks) {
    String remark = remarks.isEmpty() ? null : String.join("; ", remarks);
    return new Timers.Start(opened.subject().id(), ladder.policy(), rung, now, due.orElse(null), nobody, remark);
  }

  private static Instant origin(Change opened, String since, Duration stoodStill, Instant now, List<String> remarks) {
    if (since.isBlank() || opened.reason() == Reason.HOLD_ENDED) {
      return now;
    }
    Optional<Object> value = opened.subject().row().get(since);
    if (value.isPresent() && value.get() instanceof Instant instant) {
      Instant counted = instant.plus(stoodStill);
      return counted.isAfter(now) ? now : counted;
    }
    remarks.add("the row has no time in column '%s': the delays count from the opening".formatted(since));
    return now;
  }
}

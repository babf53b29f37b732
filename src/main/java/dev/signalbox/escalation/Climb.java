package dev.signalbox.escalation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of somebody's place on a ladder when it is time to leave it. Where time has passed unseen, because the hub
 * was down, one level is entered: the latest that is due. The others are passed, and said to be.
 *
 * @param entered the level entered; null if nobody is there to ask, or nothing is above
 * @param asked who is asked; with levels that are entered at the same instant, all of theirs
 * @param passed steps that were due and are not told, because a later one is
 * @param empty levels left out since the last step, because nobody was on call there
 * @param rung where one stands now
 * @param dueAt when that is left; null if it is not
 * @param nobody whether there were levels to enter and nobody at any of them: somebody should hear of that
 */
public record Climb(
    @Nullable Step entered,
    SortedSet<String> asked,
    List<Step> passed,
    List<Integer> empty,
    Rung rung,
    @Nullable Instant dueAt,
    boolean nobody) {

  /** A level that is entered so little late is entered on time: the next delay counts from when it was due. */
  private static final Duration ON_TIME = Duration.ofMinutes(1);

  /**
   * @param rung where it stands
   * @param dueAt when that was to be left, not after {@code now}
   */
  public static Climb of(Ladder ladder, Rung rung, Instant dueAt, Instant now) {
    List<Step> steps = ladder.stepsFrom(rung, dueAt, now);
    if (steps.isEmpty()) {
      return nowhere(ladder, rung, dueAt);
    }
    Step latest = steps.get(steps.size() - 1);
    return latest.enteredAt().plus(ON_TIME).isBefore(now)
        ? late(ladder, rung, steps, now)
        : onTime(ladder, rung, steps);
  }

  private static Climb nowhere(Ladder ladder, Rung rung, Instant at) {
    boolean nobody = ladder.above(rung, at);
    return new Climb(
        null, Collections.emptySortedSet(), List.of(), nobody ? between(ladder, rung, null) : List.of(), rung, null, nobody);
  }

  private static Climb onTime(Ladder ladder, Rung rung, List<Step> steps) {
    Step latest = steps.get(steps.size() - 1);
    List<Step> passed = steps.stream().filter(step -> step.enteredAt().isBefore(latest.enteredAt())).toList();
    SortedSet<String> asked = new TreeSet<>();
    steps.stream().filter(step -> step.enteredAt().equals(latest.enteredAt())).forEach(step -> asked.addAll(step.participants()));
    Rung before = rung(rung, steps.subList(0, steps.size() - 1));
    return entered(ladder, before, latest, asked, passed);
  }

  /** Whom a level asks that is entered late is decided now, and they have their time from now on. */
  private static Climb late(Ladder ladder, Rung rung, List<Step> steps, Instant now) {
    List<Step> passed = steps.subList(0, steps.size() - 1);
    Rung before = rung(rung, passed);
    Optional<Step> step = ladder.next(before, now);
    return step.map(entered -> entered(ladder, before, entered, entered.participants(), passed))
        .orElseGet(() -> nowhere(ladder, before, now));
  }

  private static Climb entered(Ladder ladder, Rung before, Step step, SortedSet<String> asked, List<Step> passed) {
    Rung rung = before.after(step);
    return new Climb(
        step, asked, passed, between(ladder, before, step), rung, ladder.leaves(rung, step.enteredAt()).orElse(null), false);
  }

  private static Rung rung(Rung from, List<Step> steps) {
    Rung rung = from;
    for (Step step : steps) {
      rung = rung.after(step);
    }
    return rung;
  }

  private static List<Integer> between(Ladder ladder, Rung rung, @Nullable Step step) {
    int top = ladder.policy().levels().size();
    List<Integer> levels = new ArrayList<>();
    boolean sameRound = step != null && step.round() == rung.round();
    IntStream.rangeClosed(rung.level() + 1, sameRound ? step.level() - 1 : top).forEach(levels::add);
    if (step != null && !sameRound) {
      IntStream.range(1, step.level()).forEach(levels::add);
    }
    return levels;
  }
}

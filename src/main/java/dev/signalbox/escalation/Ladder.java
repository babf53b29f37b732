package dev.signalbox.escalation;

import dev.signalbox.oncall.Schedule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * A policy climbed from an instant on, as if nobody ever answered. Who is asked is decided when a level is entered, so
 * a handoff between opening and escalation counts. A level with nobody is left out without waiting. If no level has
 * anybody, nobody is asked, and it is not tried again.
 */
public final class Ladder {

  private final EscalationPolicy policy;
  private final Function<String, Optional<Schedule>> schedules;

  /** @param schedules finds the schedules that the policy names; on one that does not exist there is nobody */
  public Ladder(EscalationPolicy policy, Function<String, Optional<Schedule>> schedules) {
    this.policy = policy;
    this.schedules = schedules;
  }

  public EscalationPolicy policy() {
    return policy;
  }

  /** The steps entered up to and including an instant, in order. */
  public List<Step> steps(Instant openedAt, Instant until) {
    return stepsFrom(Rung.below(1, openedAt), openedAt, until);
  }

  /** The latest step entered by then; empty before the opening, or if nobody was there to ask. */
  public Optional<Step> at(Instant openedAt, Instant at) {
    List<Step> steps = steps(openedAt, at);
    return steps.isEmpty() ? Optional.empty() : Optional.of(steps.get(steps.size() - 1));
  }

  /** As {@link #steps}, for whoever stands on a rung and leaves it at an instant. */
  List<Step> stepsFrom(Rung rung, Instant leaves, Instant until) {
    List<Step> steps = new ArrayList<>();
    Rung stands = rung;
    Optional<Instant> due = Optional.of(leaves);
    while (due.isPresent() && !due.get().isAfter(until)) {
      Optional<Step> step = next(stands, due.get());
      if (step.isEmpty()) {
        break;
      }
      steps.add(step.get());
      stands = stands.after(step.get());
      due = leaves(stands, due.get());
    }
    return steps;
  }

  /** The level entered by whoever leaves a rung at an instant; empty at the top, and if nobody is there to ask. */
  public Optional<Step> next(Rung rung, Instant at) {
    for (int level = rung.level() + 1; level <= policy.levels().size(); level++) {
      SortedSet<String> participants = participants(level, at);
      if (!participants.isEmpty()) {
        return Optional.of(new Step(level, rung.round(), at, participants));
      }
    }
    return repeats(rung, at) ? next(new Rung(0, rung.round() + 1, at), at) : Optional.empty();
  }

  /** Another round at the same instant would be this one again. */
  private boolean repeats(Rung rung, Instant at) {
    return rung.round() < policy.repeat() && at.isAfter(rung.roundBegan());
  }

  /** Whether there is a level above this rung, in this round or the next, whoever is on call there. */
  boolean above(Rung rung, Instant at) {
    return rung.level() < policy.levels().size() || repeats(rung, at);
  }

  /** When a rung that was entered at an instant is left; empty if it is the last. */
  public Optional<Instant> leaves(Rung rung, Instant enteredAt) {
    boolean last = rung.level() == policy.levels().size() && rung.round() == policy.repeat();
    return last ? Optional.empty() : Optional.of(enteredAt.plus(policy.levels().get(rung.level() - 1).delay()));
  }

  private SortedSet<String> participants(int level, Instant at) {
    return participants(policy.levels().get(level - 1), at);
  }

  /** Whom a level asks if it is entered then; possibly nobody. */
  SortedSet<String> participants(EscalationPolicy.Level level, Instant t) {
    SortedSet<String> participants = new TreeSet<>();
    for (Target target : level.targets()) {
      participants.addAll(target.fold(
          of -> schedules.apply(of.schedule()).map(schedule -> schedule.who(t)).orElse(new TreeSet<>()),
          of -> new TreeSet<>(List.of(of.user()))));
    }
    return Collections.unmodifiableSortedSet(participants);
  }
}

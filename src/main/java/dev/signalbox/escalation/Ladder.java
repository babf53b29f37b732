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
  private final Function<String, Schedule> schedules;

  /** @param schedules finds each schedule that the policy names */
  public Ladder(EscalationPolicy policy, Function<String, Schedule> schedules) {
    this.policy = policy;
    this.schedules = schedules;
  }

  /** The steps entered up to and including an instant, in order. */
  public List<Step> steps(Instant openedAt, Instant until) {
    List<Step> steps = new ArrayList<>();
    Instant t = openedAt;
    for (int round = 0; round <= policy.repeat() && !t.isAfter(until); round++) {
      Instant began = t;
      int entered = steps.size();
      for (int i = 0; i < policy.levels().size() && !t.isAfter(until); i++) {
        EscalationPolicy.Level level = policy.levels().get(i);
        SortedSet<String> participants = participants(level, t);
        if (!participants.isEmpty()) {
          steps.add(new Step(i + 1, round, t, participants));
          t = t.plus(level.delay());
        }
      }
      if (steps.size() == entered || t.equals(began)) {
        break; // nobody anywhere, or no delays at all: another round would be this one again, at the same instant
      }
    }
    return steps;
  }

  /** The latest step entered by then; empty before the opening, or if nobody was there to ask. */
  public Optional<Step> at(Instant openedAt, Instant at) {
    List<Step> steps = steps(openedAt, at);
    return steps.isEmpty() ? Optional.empty() : Optional.of(steps.get(steps.size() - 1));
  }

  /** Whom a level asks if it is entered then; possibly nobody. */
  SortedSet<String> participants(EscalationPolicy.Level level, Instant t) {
    SortedSet<String> participants = new TreeSet<>();
    for (Target target : level.targets()) {
      participants.addAll(
          target.fold(of -> schedules.apply(of.schedule()).who(t), of -> new TreeSet<>(List.of(of.user()))));
    }
    return Collections.unmodifiableSortedSet(participants);
  }
}

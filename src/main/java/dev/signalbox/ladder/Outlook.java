package dev.signalbox.ladder;

import dev.signalbox.escalation.Climb;
import dev.signalbox.escalation.CurrentPlan;
import dev.signalbox.escalation.EscalationPolicy;
import dev.signalbox.escalation.OnCallPlan;
import dev.signalbox.ladder.Timers.Climbing;
import dev.signalbox.ladder.Timers.Timer;
import dev.signalbox.ladder.Timers.Use;
import dev.signalbox.oncall.Person;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the ladders will do next, if nobody does anything: for whoever looks at an incident or edits a policy. */
public final class Outlook {

  private final Timers timers;
  private final CurrentPlan current;

  public Outlook(Timers timers, CurrentPlan current) {
    this.timers = timers;
    this.current = current;
  }

  /**
   * @param level the one asked last, from 1; 0 if nobody was there to ask
   * @param levels how many there are
   * @param enteredAt when it was asked
   * @param nextAt when the next level is; null if there is none, and while it waits
   * @param waiting since when it waits, because the incident is acknowledged, snoozed or held, or flaps and is away; null if it does not
   * @param nextLevel whom it would ask then; null if nobody
   * @param next their names, as the schedules are now
   * @param edited whether the file says something else by now; the incident keeps what it was opened with
   */
  public record View(
      String escalation,
      int level,
      int levels,
      int round,
      int rounds,
      Instant enteredAt,
      @Nullable Instant nextAt,
      @Nullable Instant waiting,
      @Nullable Integer nextLevel,
      List<String> next,
      boolean acknowledgeStops,
      boolean edited) {}

  /** Empty if the incident climbs nothing, or is over. */
  public Optional<View> of(UUID incident) {
    return timers.find(incident).map(timer -> view(timer, current.now()));
  }

  private static View view(Timer timer, OnCallPlan plan) {
    EscalationPolicy policy = timer.policy();
    Instant due = timer.dueAt();
    Climb climb = due == null ? null : Climb.of(plan.ladder(policy), timer.rung(), due, due);
    boolean somebody = climb != null && climb.entered() != null;
    return new View(
        policy.name(),
        timer.rung().level(),
        policy.levels().size(),
        timer.rung().round() + 1,
        policy.repeat() + 1,
        timer.enteredAt(),
        timer.pausedAt() == null ? due : null,
        timer.pausedAt(),
        somebody ? climb.entered().level() : null,
        somebody ? plan.rota().people(climb.asked()).stream().map(Person::called).toList() : List.of(),
        policy.acknowledgement().stops(),
        !plan.find(policy.name()).equals(Optional.of(policy)));
  }

  /**
   * An escalation as the file says, and the incidents that were opened with what it said before.
   *
   * @param policy as the file says; null if it is not there any more
   * @param keeping how many running incidents climb it as it is now
   * @param moved those that an edit does not reach: they go on with the policy of their opening
   */
  public record Standing(String escalation, @Nullable EscalationPolicy policy, long keeping, List<Moved> moved) {}

  /**
   * @param opened the policy that they keep
   * @param incidents some of them, oldest first
   * @param count of all of them
   * @param ahead how many of those named would be asked at another time, or ask somebody else, by the file as it is now
   */
  public record Moved(EscalationPolicy opened, List<Climbing> incidents, long count, long ahead) {}

  /** Every escalation of the file and of running incidents, by name. */
  public List<Standing> standings() {
    OnCallPlan plan = current.now();
    List<Use> uses = timers.uses();
    List<String> names = new ArrayList<>(plan.escalations());
    uses.stream().map(use -> use.policy().name()).filter(name -> !names.contains(name)).distinct().forEach(names::add);
    names.sort(Comparator.naturalOrder());
    return names.stream().map(name -> standing(name, plan, uses)).toList();
  }

  private static Standing standing(String name, OnCallPlan plan, List<Use> uses) {
    EscalationPolicy now = plan.find(name).orElse(null);
    List<Use> ofName = uses.stream().filter(use -> use.policy().name().equals(name)).toList();
    long keeping = ofName.stream().filter(use -> use.policy().equals(now)).mapToLong(Use::count).sum();
    List<Moved> moved = ofName.stream().filter(use -> !use.policy().equals(now))
        .map(use -> new Moved(use.policy(), use.incidents(), use.count(), ahead(use, now, plan))).toList();
    return new Standing(name, now, keeping, moved);
  }

  private static long ahead(Use use, @Nullable EscalationPolicy now, OnCallPlan plan) {
    return use.incidents().stream().filter(one -> !next(one, use.policy(), plan).equals(now == null ? "" : next(one, now, plan))).count();
  }

  /** When the next level is asked and whom, by a policy; what is beyond its last level is as if it stood there. */
  private static String next(Climbing one, EscalationPolicy policy, OnCallPlan plan) {
    if (one.dueAt() == null || one.rung().level() > policy.levels().size() || one.rung().level() == 0) {
      return "";
    }
    Instant due = one.enteredAt().plus(policy.levels().get(one.rung().level() - 1).delay());
    Climb climb = Climb.of(plan.ladder(policy), one.rung(), due, due);
    return climb.entered() == null ? "" : due + " " + climb.asked();
  }
}

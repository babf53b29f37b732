package dev.signalbox.ladder;

import dev.signalbox.delivery.Audience;
import dev.signalbox.delivery.Outbox;
import dev.signalbox.escalation.Climb;
import dev.signalbox.escalation.CurrentPlan;
import dev.signalbox.escalation.EscalationPolicy;
import dev.signalbox.escalation.Ladder;
import dev.signalbox.escalation.OnCallPlan;
import dev.signalbox.escalation.Step;
import dev.signalbox.incident.Change;
import dev.signalbox.incident.ChangeKind;
import dev.signalbox.incident.Holds;
import dev.signalbox.incident.Incident;
import dev.signalbox.incident.Reason;
import dev.signalbox.ladder.Timers.Climbed;
import dev.signalbox.ladder.Timers.Due;
import dev.signalbox.oncall.OnCall;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One look at the timers, in one transaction of the store: acknowledgements lapse, snoozes end, levels are entered. Who is
 * on call is asked once and only if something is due.
 */
public final class Sweep {

  private static final int BATCH = 300;
  private static final String HUB = "signalbox";
  private static final Duration LONGEST = Duration.ofDays(62);

  private final Timers timers;
  private final Outbox outbox;
  private final Audience audience;
  private final CurrentPlan current;
  private final Holds holds;
  private final Instant now;
  private final Map<EscalationPolicy, Ladder> ladders = new HashMap<>();
  private final Map<String, OnCall> onCall = new HashMap<>();
  private @Nullable OnCallPlan plan;
  private Holds.@Nullable Past past;

  /** @param now database time */
  public Sweep(Timers timers, Outbox outbox, Audience audience, CurrentPlan current, Holds holds, Instant now) {
    this.holds = holds;
    this.timers = timers;
    this.outbox = outbox;
    this.audience = audience;
    this.current = current;
    this.now = now;
  }

  /** What time alone has changed: to be called first. */
  public void begin() {
    for (Incident incident : timers.lapse(now, BATCH)) {
      String note = "acknowledged by %s at %s, and nothing was heard of it since"
          .formatted(incident.acknowledgedBy(), incident.acknowledgedAt());
      outbox.tell(
          incident.id(), ChangeKind.UNACKNOWLEDGED, Reason.ACKNOWLEDGEMENT_EXPIRED, now, note,
          audience.of(ChangeKind.UNACKNOWLEDGED));
    }
    timers.wake(now);
  }

  /** Some of the levels that are due, entered; none if no more are. */
  public List<Escalation> next() {
    List<Escalation> told = new ArrayList<>();
    // those of which nothing is to be told must not end the sweep
    for (List<Due> due = due(); !due.isEmpty(); due = told.isEmpty() ? due() : List.of()) {
      List<Climbed> climbed = new ArrayList<>();
      Map<UUID, Duration> rested = new HashMap<>();
      for (Due one : due) {
        Duration rest = rest(one);
        if (rest.isZero()) {
          climb(one, climbed).ifPresent(told::add);
        } else {
          rested.put(one.incident().id(), rest);
        }
      }
      timers.postpone(rested, now);
      timers.climbed(climbed);
    }
    return told;
  }

  private List<Due> due() {
    return timers.due(now, BATCH);
  }

  /** How long it should have rested, for something that was planned while nobody looked. */
  private Duration rest(Due due) {
    Instant since = due.unwatchedSince();
    if (since == null || due.timer().hastened() != null) {
      return Duration.ZERO;
    }
    if (past == null) {
      past = holds.between(now.minus(LONGEST), now);
    }
    return past.of(due.incident().subject(), since);
  }

  private Optional<Escalation> climb(Due due, List<Climbed> written) {
    Timers.Timer timer = due.timer();
    Incident incident = due.incident();
    boolean byHand = timer.hastened() != null;
    Instant dueAt = timer.dueAt() == null ? now : timer.dueAt();
    Climb climb = Climb.of(ladder(timer.policy()), timer.rung(), dueAt, now);
    ClimbWords words = new ClimbWords(timer, climb, plan().rota(), now);
    Step entered = climb.entered();
    int level = entered == null ? incident.escalationLevel() : entered.level();
    Reason reason = byHand ? Reason.BY_HAND : climb.nobody() ? Reason.NOBODY_ON_CALL : Reason.NOT_ANSWERED;
    written.add(new Climbed(
        incident.id(), climb.rung(), level, now, climb.dueAt(), climb.nobody(), byHand ? timer.hastened() : HUB, reason,
        words.timeline()));
    if (entered == null) {
      return Optional.empty();
    }
    Change change = new Change(ChangeKind.ESCALATED, reason, incident.subject(), now, words.note());
    return Optional.of(new Escalation(change, asked(incident, timer.policy(), climb, entered)));
  }

  private OnCall asked(Incident incident, EscalationPolicy policy, Climb climb, Step entered) {
    OnCall.Level level = plan().level(policy, entered.level(), now);
    return onCall(incident.schedule()).with(
        new OnCall.Level(policy.name(), entered.level(), plan().rota().people(climb.asked()), level.uncovered()));
  }

  private OnCall onCall(@Nullable String schedule) {
    return onCall.computeIfAbsent(schedule == null ? "" : schedule, name -> plan().rota().onCallOrNobody(name, now));
  }

  private Ladder ladder(EscalationPolicy policy) {
    return ladders.computeIfAbsent(policy, plan()::ladder);
  }

  private OnCallPlan plan() {
    if (plan == null) {
      plan = current.now();
    }
    return plan;
  }
}

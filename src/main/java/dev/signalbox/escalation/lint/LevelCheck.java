package dev.signalbox.escalation.lint;

import dev.signalbox.document.Place;
import dev.signalbox.escalation.EscalationPolicy;
import dev.signalbox.escalation.Target;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** The levels of one escalation: those that reach nobody, and those that ask again who was asked before. */
final class LevelCheck {

  private final EscalationPolicy policy;
  private final Horizon horizon;
  private final Consumer<OnCallFinding> findings;
  private final Set<String> schedules = new TreeSet<>();
  private final List<Spans> empty = new ArrayList<>();
  private final List<Spans> nobodyNew = new ArrayList<>();
  private final boolean[] alwaysTheSame;
  private final Spans allEmpty = new Spans();

  private LevelCheck(EscalationPolicy policy, Horizon horizon, Consumer<OnCallFinding> findings) {
    this.policy = policy;
    this.horizon = horizon;
    this.findings = findings;
    this.alwaysTheSame = new boolean[policy.levels().size()];
    for (EscalationPolicy.Level level : policy.levels()) {
      level.targets().forEach(target -> scheduleOf(target).ifPresent(schedules::add));
      empty.add(new Spans());
      nobodyNew.add(new Spans());
    }
  }

  static void report(Horizon horizon, Consumer<OnCallFinding> findings) {
    for (String escalation : horizon.plan().escalations()) {
      LevelCheck check = new LevelCheck(horizon.plan().policy(escalation), horizon, findings);
      check.sweep();
      check.tell();
    }
  }

  private void sweep() {
    Arrays.fill(alwaysTheSame, true);
    NavigableSet<Instant> changes = horizon.changes(schedules);
    for (Instant t : changes) {
      Instant next = changes.higher(t);
      Instant until = next == null ? horizon.to() : next;
      Set<String> before = Set.of();
      boolean nobody = true;
      for (int i = 0; i < policy.levels().size(); i++) {
        EscalationPolicy.Level level = policy.levels().get(i);
        Set<String> asked = asked(level, t);
        if (!known(level, t)) {
          nobody = false;
        } else if (asked.stream().noneMatch(this::reachable)) {
          empty.get(i).add(t, until);
        } else {
          nobody = false;
        }
        alwaysTheSame[i] &= asked.equals(before);
        if (!asked.isEmpty() && before.containsAll(asked)) {
          nobodyNew.get(i).add(t, until);
        }
        before = asked;
      }
      if (nobody) {
        allEmpty.add(t, until);
      }
    }
  }

  private void tell() {
    Place place = horizon.placeOfEscalation(policy.name());
    if (!allEmpty.isEmpty()) {
      findings.accept(new OnCallFinding(Kind.ESCALATION_WITHOUT_PEOPLE, policy.name(), place, allEmpty.first(),
          "escalation '%s' reaches nobody at any level %s%s; give one level a user, or a schedule with a fallback"
              .formatted(policy.name(), bounds(allEmpty), allEmpty.more())));
    }
    for (int i = 0; i < policy.levels().size(); i++) {
      tell(i, place);
    }
  }

  private void tell(int i, Place place) {
    Spans none = empty.get(i);
    if (!none.isEmpty() && !none.all().equals(allEmpty.all())) {
      findings.accept(new OnCallFinding(Kind.LEVEL_WITHOUT_PEOPLE, policy.name(), place, none.first(),
          "level %d of escalation '%s' reaches nobody %s%s; it is left out then, so cover the schedule or add a user"
              .formatted(i + 1, policy.name(), bounds(none), none.more())));
    }
    if (i == 0) {
      return;
    }
    EscalationPolicy.Level level = policy.levels().get(i);
    EscalationPolicy.Level before = policy.levels().get(i - 1);
    Spans again = nobodyNew.get(i);
    if (targets(level).equals(targets(before))) {
      repeats(i, place, "has the targets of level %d".formatted(i));
    } else if (alwaysTheSame[i] && !again.isEmpty() && known(level, horizon.from()) && known(before, horizon.from())) {
      repeats(i, place, "always asks the people of level %d".formatted(i));
    } else if (!again.isEmpty() && known(level, horizon.from()) && known(before, horizon.from())) {
      findings.accept(new OnCallFinding(Kind.SAME_PERSON_TWICE, policy.name(), place, again.first(),
          "level %d of escalation '%s' asks nobody whom level %d has not asked %s%s; add a target if that is too few"
              .formatted(i + 1, policy.name(), i, bounds(again), again.more())));
    }
  }

  private void repeats(int i, Place place, String how) {
    findings.accept(new OnCallFinding(Kind.REPEATED_LEVEL, policy.name(), place,
        "level %d of escalation '%s' %s, so it only delays the next one; name somebody else, or use 'repeat'"
            .formatted(i + 1, policy.name(), how)));
  }

  private String bounds(Spans spans) {
    ZoneId zone = schedules.stream().findFirst()
        .map(one -> horizon.plan().rota().schedule(one).zone()).orElse(ZoneOffset.UTC);
    return Bounds.of(spans.first(), zone, horizon.time());
  }

  private Set<String> asked(EscalationPolicy.Level level, Instant t) {
    Set<String> asked = new TreeSet<>();
    level.targets().forEach(target ->
        asked.addAll(target.fold(of -> horizon.who(of.schedule(), t), of -> Set.of(of.user()))));
    return asked;
  }

  private boolean reachable(String name) {
    return !horizon.peopleKnown() || IdCheck.reachable(horizon.person(name));
  }

  private boolean known(EscalationPolicy.Level level, Instant t) {
    return level.targets().stream()
        .allMatch(target -> scheduleOf(target).map(name -> t.isBefore(horizon.knownUntil(name))).orElse(true));
  }

  private static Set<Target> targets(EscalationPolicy.Level level) {
    return new HashSet<>(level.targets());
  }

  private static Optional<String> scheduleOf(Target target) {
    return target.fold(of -> Optional.of(of.schedule()), of -> Optional.empty());
  }
}

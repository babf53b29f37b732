package dev.signalbox.escalation.lint;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Looks at people, schedules and escalations over the time to come. A pure function: each schedule is swept once,
 * escalations are looked at where one of their schedules changes.
 */
public final class OnCallLint {

  private static final Comparator<OnCallFinding> BY_PLACE =
      Comparator.<OnCallFinding, String>comparing(finding -> finding.place().file())
          .thenComparing(finding -> finding.place().line());

  private OnCallLint() {}

  public static OnCallAccount of(Subject subject) {
    Horizon horizon = new Horizon(subject);
    List<Gap> gaps = GapCheck.gaps(horizon);
    List<OnCallFinding> findings = new ArrayList<>();
    subject.unread().forEach((schedule, why) -> {
      if (!why.isEmpty()) {
        findings.add(new OnCallFinding(Kind.UNREADABLE_CALENDAR, schedule, horizon.placeOfSchedule(schedule),
            "the calendar of schedule '%s' cannot be read: %s".formatted(schedule, why)));
      }
    });
    GapCheck.report(gaps, horizon, findings::add);
    subject.before().ifPresent(before -> Redeal.between(before, subject.written(), subject.from(), subject.ahead())
        .forEach(redeal -> findings.add(redeal.finding(horizon))));
    OverrideCheck.report(horizon, findings::add);
    LevelCheck.report(horizon, findings::add);
    subject.rules().ifPresent(rules -> IdCheck.needs(rules.needs(), horizon, findings::add));
    IdCheck.escalations(horizon, findings::add);
    LeftoverCheck.report(subject, horizon, findings::add);
    findings.sort(BY_PLACE); // stable: within a schedule they stay in the order of the checks, and there of time
    return new OnCallAccount(
        horizon.from(),
        horizon.to(),
        subject.plan().rota().schedules().size(),
        subject.plan().escalations().size(),
        subject.plan().rota().people().size(),
        subject.plan().rota().schedules().stream().filter(name -> !horizon.known(name)).toList(),
        findings,
        gaps);
  }
}

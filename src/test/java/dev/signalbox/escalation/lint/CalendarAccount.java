package dev.signalbox.escalation.lint;

import dev.signalbox.escalation.OnCallPlan;
import dev.signalbox.oncall.Assignment;
import dev.signalbox.oncall.Assignments;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A plan whose calendar was read and has one name in it, for as far as PagerDuty looks. */
final class CalendarAccount {

  private CalendarAccount() {}

  static OnCallAccount of(OnCallPlan files, String schedule, String always, Need... needs) {
    Instant now = RotaFolder.NOW;
    Instant end = now.plus(Subject.AHEAD).minus(Duration.ofHours(12));
    Assignments read = Assignments.of(List.of(new Assignment(now.minus(Duration.ofDays(1)), end, always, 0)));
    OnCallPlan plan = files.with(Map.of(schedule, read), Map.of());
    Subject.Rules rules = new Subject.Rules(List.of(needs), Set.of(schedule));
    return OnCallLint.of(new Subject(plan, files, Map.of(), Optional.of(rules), Optional.empty(), now, Subject.AHEAD));
  }
}

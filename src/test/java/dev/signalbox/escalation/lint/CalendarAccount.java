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

/** A plan whose calendar was read and has one name in it, always. */
final class CalendarAccount {

  private CalendarAccount() {}

  static OnCallAccount of(OnCallPlan files, String schedule, String always, Need need) {
    Instant now = RotaFolder.NOW;
    Assignments read = Assignments.of(List.of(new Assignment(now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(30)), always, 0)));
    OnCallPlan plan = files.with(Map.of(schedule, read), Map.of());
    Subject.Rules rules = new Subject.Rules(List.of(need), Set.of(schedule));
    return OnCallLint.of(new Subject(plan, files, Set.of(), Optional.of(rules), Optional.empty(), now, Duration.ofDays(14)));
  }
}

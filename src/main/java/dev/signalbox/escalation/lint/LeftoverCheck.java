package dev.signalbox.escalation.lint;

import dev.signalbox.escalation.EscalationPolicy;
import dev.signalbox.escalation.OnCallPlan;
import dev.signalbox.oncall.Schedule;
import dev.signalbox.oncall.Survey;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Remarks on what the files hold and nothing needs any more, or will run out. */
final class LeftoverCheck {

  private final OnCallPlan written;
  private final Horizon horizon;
  private final Consumer<OnCallFinding> findings;
  private final Set<String> escalated = new TreeSet<>();
  private final Set<String> used = new TreeSet<>();

  private LeftoverCheck(OnCallPlan written, Horizon horizon, Consumer<OnCallFinding> findings) {
    this.written = written;
    this.horizon = horizon;
    this.findings = findings;
    written.escalations().forEach(escalation -> written.policy(escalation).levels().forEach(this::use));
  }

  static void report(Subject subject, Horizon horizon, Consumer<OnCallFinding> findings) {
    LeftoverCheck check = new LeftoverCheck(subject.written(), horizon, findings);
    Set<String> schedules = subject.written().rota().schedules();
    schedules.forEach(name -> check.schedule(subject.written().rota().schedule(name)));
    subject.rules().ifPresent(rules -> schedules.stream()
        .filter(name -> !rules.schedules().contains(name) && !check.escalated.contains(name))
        .forEach(check::unusedSchedule));
    if (schedules.stream().allMatch(horizon::known)) {
      check.people();
    }
  }

  private void use(EscalationPolicy.Level level) {
    level.targets().forEach(target -> target.fold(of -> escalated.add(of.schedule()), of -> used.add(of.user())));
  }

  private void schedule(Schedule schedule) {
    String name = schedule.name();
    Survey survey = horizon.survey(schedule);
    Set<String> names = survey.names();
    names.addAll(horizon.everybody(name));
    used.addAll(names);
    schedule.overrides().stream().filter(one -> !one.during().end().isAfter(horizon.from()))
        .forEach(one -> remark(Kind.LEFTOVER, name,
            "the override '%s' of schedule '%s' has been over since %s and can be deleted"
                .formatted(OverrideCheck.words(one), name, Bounds.of(one.during().end(), schedule.zone()))));
    survey.absentUntil().forEach((person, until) -> {
      if (!until.isAfter(horizon.from())) {
        remark(Kind.LEFTOVER, name, "the absences of %s in schedule '%s' have been over since %s and can be deleted"
            .formatted(person, name, Bounds.of(until, schedule.zone())));
      } else if (!names.contains(person) && horizon.known(name)) {
        remark(Kind.LEFTOVER, name,
            "schedule '%s' says that %s is unavailable, who is never on call there; correct the name or delete it"
                .formatted(name, person));
      }
    });
    survey.lastHoliday().filter(end -> end.isBefore(horizon.to()))
        .ifPresent(end -> remark(Kind.HOLIDAYS_END, name,
            "the holidays of schedule '%s' end at %s, and a layer asks for them; add those that follow"
                .formatted(name, Bounds.of(end, schedule.zone()))));
  }

  private void remark(Kind kind, String schedule, String message) {
    findings.accept(new OnCallFinding(kind, schedule, horizon.placeOfSchedule(schedule), message));
  }

  private void unusedSchedule(String name) {
    remark(Kind.UNUSED_SCHEDULE, name,
        "no rule and no escalation asks schedule '%s'; name it in one, or delete it".formatted(name));
  }

  private void people() {
    for (String name : written.rota().people().keySet()) {
      if (!used.contains(name)) {
        findings.accept(new OnCallFinding(
            Kind.UNUSED_PERSON, name, horizon.placeOfPerson(name, horizon.placeOfSchedule(name)),
            "no schedule and no escalation names %s; add the person to one, or delete the entry".formatted(name)));
      }
    }
  }
}

package dev.signalbox.escalation.lint;

import dev.signalbox.oncall.Coverage;
import dev.signalbox.oncall.Interval;
import dev.signalbox.oncall.Schedule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Times that nobody covers, or the fallback alone. */
final class GapCheck {

  private static final int NAMED = 10;

  private GapCheck() {}

  static List<Gap> gaps(Horizon horizon) {
    List<Gap> gaps = new ArrayList<>();
    for (String schedule : horizon.plan().rota().schedules()) {
      Instant until = horizon.knownUntil(schedule);
      horizon.coverage(schedule).stream().filter(one -> one.gap() && one.during().start().isBefore(until))
          .forEach(one -> gaps.add(new Gap(schedule, cut(one.during(), until), one.standing().fallback())));
    }
    return gaps;
  }

  private static Interval cut(Interval gap, Instant until) {
    return gap.end().isAfter(until) ? new Interval(gap.start(), until) : gap;
  }

  static void report(List<Gap> gaps, Horizon horizon, Consumer<OnCallFinding> findings) {
    for (String name : horizon.plan().rota().schedules()) {
      Schedule schedule = horizon.plan().rota().schedule(name);
      report(schedule, Kind.GAP, intervals(gaps, name, false), horizon, findings);
      report(schedule, Kind.FALLBACK_ONLY, intervals(gaps, name, true), horizon, findings);
    }
  }

  private static List<Interval> intervals(List<Gap> gaps, String schedule, boolean fallback) {
    return gaps.stream()
        .filter(gap -> gap.schedule().equals(schedule) && gap.fallback() == fallback).map(Gap::during).toList();
  }

  private static void report(
      Schedule schedule, Kind kind, List<Interval> intervals, Horizon horizon, Consumer<OnCallFinding> findings) {
    String name = schedule.name();
    intervals.stream().limit(NAMED).forEach(during -> {
      String message = message(schedule, kind, Bounds.of(during, schedule.zone(), horizon.known(schedule)));
      findings.accept(new OnCallFinding(kind, name, horizon.placeOfSchedule(name), during, message));
    });
    int more = intervals.size() - NAMED;
    if (more > 0) {
      String message = "schedule '%s' has %d more gap%s %s, the last until %s; %s in all".formatted(
          name,
          more,
          more == 1 ? "" : "s",
          kind == Kind.GAP ? "without anybody" : "that only its fallback covers",
          Bounds.of(intervals.get(intervals.size() - 1).end(), schedule.zone()),
          Bounds.span(Spans.length(intervals)));
      findings.accept(new OnCallFinding(kind, name, horizon.placeOfSchedule(name), intervals.get(NAMED), message));
    }
  }

  private static String message(Schedule schedule, Kind kind, String bounds) {
    boolean calendar = schedule.calendar().isPresent();
    String cover = calendar ? "its calendar" : "a layer";
    return kind == Kind.GAP
        ? "schedule '%s' has nobody on call %s, and no fallback; let %s or an override cover it"
            .formatted(schedule.name(), bounds, cover)
        : "schedule '%s' has only its fallback (%s) on call %s; let %s cover it%s"
            .formatted(schedule.name(), String.join(", ", schedule.fallback()), bounds, cover,
                calendar ? "" : ", or make the fallback a layer if it is meant");
  }
}

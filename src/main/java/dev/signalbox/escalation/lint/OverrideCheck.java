package dev.signalbox.escalation.lint;

import dev.signalbox.oncall.OverrideEffects;
import dev.signalbox.oncall.Replacement;
import dev.signalbox.oncall.Schedule;
import java.util.List;
import java.util.function.Consumer;

/** Overrides that work against each other, or against nobody. */
final class OverrideCheck {

  private static final int NAMED = 10;

  private OverrideCheck() {}

  static void report(Horizon horizon, Consumer<OnCallFinding> findings) {
    for (String name : horizon.plan().rota().schedules()) {
      Schedule schedule = horizon.plan().rota().schedule(name);
      OverrideEffects effects = horizon.survey(schedule).overrides();
      effects.clashes().stream().limit(NAMED).forEach(clash -> findings.accept(clash(clash, schedule, horizon)));
      if (horizon.known(name)) {
        effects.vain().stream().filter(one -> !one.replaces().isEmpty())
            .forEach(one -> findings.accept(vain(one, schedule, horizon)));
      }
    }
  }

  private static OnCallFinding clash(OverrideEffects.Clash clash, Schedule schedule, Horizon horizon) {
    List<Replacement> order = schedule.overrides();
    String why = order.indexOf(clash.wins()) > order.indexOf(clash.loses())
        ? "it comes later" : "the other one finds nobody to replace";
    return new OnCallFinding(
        Kind.CONTRADICTING_OVERRIDES, schedule.name(), horizon.placeOfSchedule(schedule.name()), clash.overlap(),
        "overrides of schedule '%s' contradict each other %s: '%s' wins over '%s', because %s; keep one"
            .formatted(schedule.name(), Bounds.of(clash.overlap(), schedule.zone(), horizon.time()),
                words(clash.wins()), words(clash.loses()), why));
  }

  private static OnCallFinding vain(Replacement one, Schedule schedule, Horizon horizon) {
    String bounds = Bounds.of(one.during(), schedule.zone(), horizon.time());
    return new OnCallFinding(
        Kind.VAIN_OVERRIDE, schedule.name(), horizon.placeOfSchedule(schedule.name()), one.during(),
        "the override '%s' of schedule '%s' %s changes nothing, since %s is not on call then; correct or delete it"
            .formatted(words(one), schedule.name(), bounds, String.join(", ", one.replaces())));
  }

  /** {@code replace anna by ben}. */
  static String words(Replacement one) {
    String names = one.names().isEmpty() ? "nobody" : String.join(", ", one.names());
    String replaces = String.join(", ", one.replaces());
    return switch (one.kind()) {
      case SET -> "set " + names;
      case ADD -> "add " + names;
      case REMOVE -> "remove " + replaces;
      case REPLACE -> "replace " + replaces + " by " + names;
    };
  }
}

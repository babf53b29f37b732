package dev.signalbox.camel;

import dev.signalbox.document.Closest;
import dev.signalbox.escalation.OnCallPlan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a route asks about who is on call, as written: a schedule and, perhaps, an escalation to climb.
 *
 * @param level from 1, where it begins; blank for 1
 * @param levelColumn a column that says so row by row; blank for none
 * @param since a column; blank for none
 */
public record OnCallQuestion(String schedule, String escalation, String level, String levelColumn, String since) {

  /**
   * What is wrong with it, a sentence each. What a setting decides, in double braces, is taken as right.
   *
   * @param plan null if it is not known: then every name is taken as right
   */
  public List<String> problems(@Nullable OnCallPlan plan) {
    List<String> problems = new ArrayList<>();
    if (plan != null) {
      unknown("schedule", schedule, plan.rota().schedules(), problems);
      unknown("escalation", escalation, plan.escalations(), problems);
    }
    if (escalation.isBlank() && !since.isBlank()) {
      problems.add("since '%s' needs an escalation whose delays count from there".formatted(since));
    }
    if (escalation.isBlank() && !levelColumn.isBlank()) {
      problems.add("levelColumn '%s' needs an escalation whose levels it counts".formatted(levelColumn));
    }
    if (escalation.isBlank() && !level.isBlank()) {
      problems.add("level %s needs an escalation that it is a level of".formatted(level));
    } else if (decided(level) && !level.matches("[1-9]\\d{0,3}")) {
      problems.add("level is '%s'; the levels of an escalation are counted from 1".formatted(level));
    } else if (decided(level) && plan != null && plan.escalations().contains(escalation)) {
      int levels = plan.policy(escalation).levels().size();
      if (Integer.parseInt(level) > levels) {
        problems.add("level is %s, but escalation '%s' has %d".formatted(level, escalation, levels));
      }
    }
    return problems;
  }

  private static void unknown(String what, String name, Collection<String> known, List<String> problems) {
    if (decided(name) && !known.contains(name)) {
      problems.add("there is no %s '%s'%s; there are: %s"
          .formatted(what, name, Closest.hint(name, known), String.join(", ", known)));
    }
  }

  private static boolean decided(String value) {
    return !value.isBlank() && !value.contains("{{");
  }
}

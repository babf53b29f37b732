package dev.signalbox.camel.routes;

import dev.signalbox.escalation.OnCallPlan;
import dev.signalbox.escalation.lint.OnCallAccount;
import dev.signalbox.escalation.lint.OnCallLint;
import dev.signalbox.escalation.lint.Subject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Looks at the rota of a routes folder and at what the rules beside it ask for, without a hub and without settings. */
public final class FolderLint {

  private FolderLint() {}

  /**
   * @param plan of the folder
   * @param before an earlier version, if one is known
   */
  public static OnCallAccount of(
      Path folder, OnCallPlan plan, Optional<OnCallPlan> before, Instant from, Duration ahead) {
    Subject.Rules rules = OnCallNeeds.of(SinkScan.of(folder, FolderLint::unset), OnCallNeeds.ANY_JIRA);
    return OnCallLint.of(new Subject(plan, plan, unread(plan), Optional.of(rules), before, from, ahead));
  }

  /** Calendars kept elsewhere: without a hub nobody has read them. */
  public static Set<String> unread(OnCallPlan plan) {
    return plan.rota().schedules().stream()
        .filter(name -> plan.rota().schedule(name).calendar().isPresent()).collect(Collectors.toSet());
  }

  /** A placeholder as if nothing were set: its default where it has one. */
  private static String unset(String text) {
    return text.replaceAll("\\{\\{[^{}:]+:([^{}]*)}}", "$1");
  }
}

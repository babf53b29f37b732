package dev.signalbox.escalation.lint;

import java.util.Set;

/**
 * A rule's channel needs an id of whoever is on call.
 *
 * @param schedule which the rule asks before
 * @param anyOf one of them is enough, because it is not known which system will be used; not empty
 * @param where the rule, {@code rules/sla-breach.camel.yaml:21}
 */
public record Need(String schedule, Set<PersonalId> anyOf, String where) {

  public Need {
    anyOf = Set.copyOf(anyOf);
  }
}

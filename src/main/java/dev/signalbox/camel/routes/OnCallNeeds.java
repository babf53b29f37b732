package dev.signalbox.camel.routes;

import dev.signalbox.escalation.lint.Need;
import dev.signalbox.escalation.lint.PersonalId;
import dev.signalbox.escalation.lint.Subject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What the channels behind the rules' sinks need to know of whoever is on call, to address, mention or assign them. */
public final class OnCallNeeds {

  /** Where no setting says which deployment it is, either name will do. */
  public static final Set<PersonalId> ANY_JIRA = EnumSet.of(PersonalId.JIRA_CLOUD, PersonalId.JIRA_DATA_CENTER);

  private OnCallNeeds() {}

  /** @param jira by which of these Jira knows people */
  public static Subject.Rules of(SinkScan scan, Set<PersonalId> jira) {
    List<Need> needs = new ArrayList<>();
    for (SinkScan.Use use : scan.uses()) {
      Set<PersonalId> ids = ids(use, jira);
      if (!ids.isEmpty()) {
        use.schedules().forEach(schedule -> needs.add(new Need(schedule, ids, use.rule() + ":" + use.line())));
      }
    }
    return new Subject.Rules(needs, scan.schedules());
  }

  private static Set<PersonalId> ids(SinkScan.Use use, Set<PersonalId> jira) {
    if (use.asPreferred()) {
      return EnumSet.of(PersonalId.MAIL, PersonalId.SLACK, PersonalId.PAGERDUTY);
    }
    return switch (use.channel()) {
      case "mail" -> toWhoeverIsOnCall(use) ? EnumSet.of(PersonalId.MAIL) : Set.of();
      case "slack" -> EnumSet.of(PersonalId.SLACK);
      case "jira" -> jira;
      case "servicenow" -> EnumSet.of(PersonalId.SERVICENOW);
      case "{{signalbox.tickets}}" -> { // nobody says which: an id for any of them is one that may be used
        EnumSet<PersonalId> any = EnumSet.copyOf(jira);
        any.add(PersonalId.SERVICENOW);
        yield any;
      }
      default -> Set.of(); // pagerduty asks its own schedules; what a channel of one's own needs is not known
    };
  }

  private static boolean toWhoeverIsOnCall(SinkScan.Use use) {
    String to = use.parameters().getOrDefault("to", "");
    return Arrays.stream(to.split(",")).map(String::strip).anyMatch("on-call"::equals);
  }
}

package dev.signalbox.escalation.lint;

import dev.signalbox.document.Place;
import dev.signalbox.escalation.EscalationPolicy;
import dev.signalbox.oncall.Person;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Whether everybody who will be on call has the ids by which they can be reached. */
final class IdCheck {

  private IdCheck() {}

  /** By mail, by Slack, or by a channel that the person prefers and has the id for; a team's own channel needs none. */
  static boolean reachable(Person person) {
    return person.mail() != null
        || person.slackId() != null
        || Stream.concat(person.channels().stream(), person.channelsBySeverity().values().stream().flatMap(List::stream))
            .anyMatch(channel -> switch (channel) {
          case "mail", "slack" -> false;
          case "jira" -> PersonalId.JIRA_CLOUD.of(person) || PersonalId.JIRA_DATA_CENTER.of(person);
          case "servicenow" -> PersonalId.SERVICENOW.of(person);
          default -> true;
        });
  }

  static void needs(Collection<Need> needs, Horizon horizon, Consumer<OnCallFinding> findings) {
    if (!horizon.peopleKnown()) {
      return;
    }
    Map<String, Map<Set<PersonalId>, List<Need>>> missing = new LinkedHashMap<>();
    for (Need need : needs) {
      if (horizon.plan().rota().find(need.schedule()).isPresent()) {
        horizon.everybody(need.schedule()).stream()
            .filter(name -> need.anyOf().stream().noneMatch(id -> id.of(horizon.person(name))))
            .forEach(name -> missing
                .computeIfAbsent(name, none -> new LinkedHashMap<>())
                .computeIfAbsent(need.anyOf(), none -> new ArrayList<>()).add(need));
      }
    }
    missing.forEach((name, byId) ->
        byId.forEach((ids, wanting) -> findings.accept(missing(name, ids, wanting, horizon))));
  }

  private static OnCallFinding missing(String name, Set<PersonalId> ids, List<Need> needs, Horizon horizon) {
    Need first = needs.get(0);
    Set<String> schedules = new LinkedHashSet<>();
    Set<String> rules = new LinkedHashSet<>();
    needs.forEach(need -> {
      schedules.add("'" + need.schedule() + "'");
      rules.add(need.where());
    });
    List<String> keys = ids.stream().sorted().map(PersonalId::key).toList();
    String lacks = keys.size() == 1 ? "has no " + keys.get(0) : "has neither " + String.join(" nor ", keys);
    String want = rules.size() == 1 ? " needs" : " and %d more need".formatted(rules.size() - 1);
    Place place = horizon.placeOfPerson(name, horizon.placeOfSchedule(first.schedule()));
    return new OnCallFinding(Kind.MISSING_ID, name, place,
        "%s is on call on %s but %s, which %s%s; %s"
            .formatted(name, String.join(", ", schedules), lacks, first.where(), want, remedy(name, horizon)));
  }

  static void escalations(Horizon horizon, Consumer<OnCallFinding> findings) {
    if (!horizon.peopleKnown()) {
      return;
    }
    Map<String, Set<String>> askedBy = new TreeMap<>();
    for (String escalation : horizon.plan().escalations()) {
      for (EscalationPolicy.Level level : horizon.plan().policy(escalation).levels()) {
        level.targets().forEach(target -> target.<Collection<String>>fold(
                of -> horizon.everybody(of.schedule()), of -> Set.of(of.user()))
            .forEach(name -> askedBy.computeIfAbsent(name, none -> new TreeSet<>()).add(escalation)));
      }
    }
    askedBy.forEach((name, by) -> {
      if (!reachable(horizon.person(name))) {
        String escalation = by.iterator().next();
        findings.accept(new OnCallFinding(Kind.UNREACHABLE_PERSON, name,
            horizon.placeOfPerson(name, horizon.placeOfEscalation(escalation)),
            "%s is asked by escalation '%s' but has neither mail nor slackId nor another channel to be reached by; %s"
                .formatted(name, String.join("', '", by), remedy(name, horizon))));
      }
    });
  }

  private static String remedy(String name, Horizon horizon) {
    return horizon.plan().rota().people().containsKey(name)
        ? "add it in people.yaml" : "add the person to people.yaml under exactly this name";
  }
}

package dev.signalbox;

import dev.signalbox.camel.routes.OnCallCheck;
import dev.signalbox.channel.Channel;
import dev.signalbox.document.Place;
import dev.signalbox.escalation.OnCallPlan;
import dev.signalbox.oncall.Person;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Whether people can be told on a channel that they prefer. */
final class PeopleCheck {

  private PeopleCheck() {}

  /**
   * @param rule the file that uses {@code kamelet:on-call-sink}
   * @return one sentence for each person and preference that names no channel or of which nothing works; one, if nobody
   *     can be told at all
   */
  static List<String> problems(String rule, OnCallPlan plan, Map<String, Channel> channels) {
    Collection<Person> people = plan.rota().people().values();
    if (people.stream().noneMatch(person -> works(person, channels.keySet(), channels))) {
      return List.of(("%s tells those on call, but no channel that could is configured: "
          + "set signalbox.slack.token, signalbox.mail.host or signalbox.pagerduty.routing-key").formatted(rule));
    }
    List<String> problems = new ArrayList<>();
    OnCallCheck.preferences(plan, channels.keySet()).forEach(finding -> problems.add(finding.toString()));
    for (Person person : people) {
      Stream.concat(Stream.of(person.channels()), person.channelsBySeverity().values().stream())
          .filter(preferred -> !preferred.isEmpty() && !works(person, preferred, channels)).distinct()
          .map(preferred -> "%s: '%s' prefers %s, but nothing of that is configured and has an id of theirs; see %s"
              .formatted(where(plan, person), person.name(), String.join(", ", preferred), rule))
          .forEach(problems::add);
    }
    return problems;
  }

  private static boolean works(Person person, Collection<String> names, Map<String, Channel> channels) {
    return names.stream().map(channels::get).filter(Objects::nonNull).anyMatch(it -> it.addressOf(person).isPresent());
  }

  private static String where(OnCallPlan plan, Person person) {
    Place place = plan.places().people().get(person.name());
    return place == null ? OnCallPlan.PEOPLE : place.file() + ":" + place.line();
  }
}

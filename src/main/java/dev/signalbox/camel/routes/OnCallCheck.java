package dev.signalbox.camel.routes;

import dev.signalbox.Finding;
import dev.signalbox.camel.OnCallQuestion;
import dev.signalbox.document.Closest;
import dev.signalbox.document.Place;
import dev.signalbox.escalation.OnCallPlan;
import dev.signalbox.oncall.Person;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Whether a route asks about people who exist and before it tells them, and whether people prefer channels that exist. */
public final class OnCallCheck {

  private OnCallCheck() {}

  static void names(EndpointUse use, OnCallPlan plan, String path, int line, List<Finding> findings) {
    if (use.rest().equals("on-call-action")) {
      new OnCallQuestion(use.text("schedule"), use.text("escalation"), use.text("level"), use.text("levelColumn"), use.text("since"))
          .problems(plan).forEach(problem -> findings.add(new Finding(path, line, problem)));
    }
  }

  /**
   * The preferences of people.yaml that name no channel.
   *
   * @param channels all of them; none if they are not known
   */
  public static List<Finding> preferences(OnCallPlan plan, Collection<String> channels) {
    List<Finding> findings = new ArrayList<>();
    if (channels.isEmpty()) {
      return findings;
    }
    for (Person person : plan.rota().people().values()) {
      Place place = plan.places().people().get(person.name());
      Stream.concat(Stream.of(person.channels()), person.channelsBySeverity().values().stream())
          .flatMap(List::stream).filter(name -> !channels.contains(name)).distinct().sorted()
          .map(name -> "'%s' prefers '%s', but there is no such channel%s; there are: %s"
              .formatted(person.name(), name, Closest.hint(name, channels), String.join(", ", new TreeSet<>(channels))))
          .forEach(sentence -> findings.add(new Finding(place.file(), place.line(), sentence)));
    }
    return findings;
  }

  /**
   * A rule may also ask in a route that it goes through before.
   *
   * @param uses in the order of the rule
   */
  static void order(List<EndpointUse> uses, String path, YamlTree tree, List<Finding> findings) {
    boolean asked = false;
    for (EndpointUse use : uses) {
      asked |= use.uri().equals("kamelet:on-call-action") || use.scheme().equals("direct");
      boolean tells = use.uri().equals("kamelet:on-call-sink")
          || use.uri().equals("kamelet:mail-sink") && List.of(use.text("to").split("\\s*,\\s*")).contains("on-call");
      if (tells && !asked) {
        String sentence =
            "%s tells those on call, but no step before it asks who that is; put kamelet:on-call-action there";
        findings.add(new Finding(path, tree.line(use.at()), sentence.formatted(use.uri())));
      }
    }
  }
}

package dev.signalbox.inbound;

import dev.signalbox.channel.Heard;
import dev.signalbox.channel.Heard.Doer;
import dev.signalbox.escalation.CurrentPlan;
import dev.signalbox.oncall.Person;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Listens only to people of people.yaml where that is wanted: that a call is genuine says which system it came from, and not
 * that whoever pressed the button there should.
 */
public final class Familiar implements Response {

  private final Set<String> channels;
  private final CurrentPlan onCall;
  private final Response response;

  /** @param channels whose strangers are turned away */
  public Familiar(Set<String> channels, CurrentPlan onCall, Response response) {
    this.channels = channels;
    this.onCall = onCall;
    this.response = response;
  }

  @Override
  public String to(Heard heard) {
    boolean stranger = channels.contains(heard.channel())
        && of(onCall.now().rota().people(), heard.doer(), heard.channel()).isEmpty();
    return stranger ? "nothing: %s is nobody of people.yaml".formatted(heard.doer().name()) : response.to(heard);
  }

  /** The person whom that system knows by that id. */
  static Optional<Person> of(Map<String, Person> people, Doer doer, String channel) {
    return people.values().stream()
        .filter(person -> !doer.id().isEmpty() && ids(person, channel).anyMatch(doer.id()::equals))
        .findFirst();
  }

  private static Stream<@Nullable String> ids(Person person, String channel) {
    return switch (channel) {
      case "slack" -> Stream.of(person.slackId());
      case "jira" -> Stream.of(person.jiraAccountId(), person.jiraName());
      case "servicenow" -> Stream.of(person.serviceNowUser());
      default -> Stream.empty();
    };
  }
}

package dev.signalbox.channel;

import dev.signalbox.channel.Wording.Field;
import dev.signalbox.oncall.OnCall;
import dev.signalbox.oncall.Person;
import dev.signalbox.oncall.Reach;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * To whom a ticket falls: the first of those on call whom its system knows.
 *
 * @param person null if there is nobody, or the rule did not ask
 * @param fact what the ticket says of it, unless it is simply whoever is on call
 * @param note what a person should know where nobody could be assigned; null if there is nothing to say
 */
public record Assignee(@Nullable Person person, List<Field> fact, @Nullable String note) {

  public static final Assignee NOBODY = new Assignee(null, List.of(), null);

  /**
   * @param known whether the system has an account for a person
   * @param account what such an account is called: {@code Jira account}
   */
  public static Assignee of(Message message, Predicate<Person> known, String account) {
    OnCall onCall = message.onCall();
    if (onCall == null) {
      return NOBODY;
    }
    Reach reach = onCall.reachOne(known);
    String lacking = "no %s in people.yaml".formatted(account);
    Optional<String> instead = OnCallWords.instead(onCall, reach, lacking, "nobody");
    List<Field> fact = instead.map(words -> List.of(new Field("Assigned to", words))).orElse(List.of());
    if (!reach.people().isEmpty()) {
      return new Assignee(reach.people().get(0), fact, null);
    }
    String why = reach.missed().isEmpty()
        ? OnCallWords.nobody(onCall) : "nobody on call has a %s in people.yaml".formatted(account);
    return new Assignee(null, fact, "not assigned: " + why);
  }
}

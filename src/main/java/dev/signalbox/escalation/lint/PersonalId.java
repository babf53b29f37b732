package dev.signalbox.escalation.lint;

import dev.signalbox.oncall.Person;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A name by which another system knows a person, by its key in people.yaml. */
public enum PersonalId {
  MAIL("mail", Person::mail),
  SLACK("slackId", Person::slackId),
  JIRA_CLOUD("jiraAccountId", Person::jiraAccountId),
  JIRA_DATA_CENTER("jiraName", Person::jiraName),
  SERVICENOW("serviceNowUser", Person::serviceNowUser),
  /** Without a key of one's own it is the hub's, which is enough for whoever prefers to be paged. */
  PAGERDUTY("pagerDutyRoutingKey", person -> pages(person) ? "" : null);

  private final String key;
  private final Function<Person, @Nullable String> value;

  PersonalId(String key, Function<Person, @Nullable String> value) {
    this.key = key;
    this.value = value;
  }

  public String key() {
    return key;
  }

  public boolean of(Person person) {
    return value.apply(person) != null;
  }

  private static boolean pages(Person person) {
    return person.pagerDutyRoutingKey() != null
        || person.channels().contains("pagerduty")
        || person.channelsBySeverity().values().stream().anyMatch(channels -> channels.contains("pagerduty"));
  }
}

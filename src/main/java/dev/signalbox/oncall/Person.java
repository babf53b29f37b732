package dev.signalbox.oncall;

import dev.signalbox.Secret;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who can be on call, and the names that the outside systems know them by.
 *
 * @param name unique; the name that schedules use, e.g. {@code anna}
 * @param mail one address, e.g. {@code anna@example.com}; nothing that could break out of a mail header
 * @param slackId a member's id, {@code U…} or {@code W…}, not the display name
 * @param jiraAccountId who the assignee is on Jira Cloud; {@code jiraName} is the same on Data Center
 * @param serviceNowUser the user_name of ServiceNow
 * @param pagerDutyRoutingKey of the person's own integration
 * @param timezone in which the person reads times, where it is not the schedule's
 * @param channels how the person prefers to be reached, best first, e.g. {@code [slack, mail]}; none: whatever works
 * @param channelsBySeverity where that differs for a severity, e.g. {@code critical}
 */
public record Person(
    String name,
    @Nullable String fullName,
    @Nullable String mail,
    @Nullable String slackId,
    @Nullable String jiraAccountId,
    @Nullable String jiraName,
    @Nullable String serviceNowUser,
    @Nullable Secret pagerDutyRoutingKey,
    @Nullable ZoneId timezone,
    List<String> channels,
    Map<String, List<String>> channelsBySeverity) {

  public Person {
    channels = channels == null ? List.of() : List.copyOf(channels);
    channelsBySeverity = channelsBySeverity == null ? Map.of() : Map.copyOf(channelsBySeverity);
  }

  public Person(
      String name,
      @Nullable String fullName,
      @Nullable String mail,
      @Nullable String slackId,
      @Nullable String jiraAccountId,
      @Nullable String jiraName,
      @Nullable String serviceNowUser,
      @Nullable Secret pagerDutyRoutingKey) {
    this(
        name, fullName, mail, slackId, jiraAccountId, jiraName, serviceNowUser, pagerDutyRoutingKey, null, List.of(),
        Map.of());
  }

  /** Somebody of whom nothing but the name is known. */
  public static Person named(String name) {
    return new Person(name, null, null, null, null, null, null, null);
  }

  /**
   * How the person prefers to hear of something that bad, best first.
   *
   * @param severity in lower case, e.g. {@code critical}
   */
  public List<String> channels(String severity) {
    return channelsBySeverity.getOrDefault(severity, channels);
  }

  /** As written in messages. */
  public String called() {
    return fullName == null ? name : fullName;
  }

  @Override
  public String toString() {
    return "Person[" + name + "]";
  }
}

package dev.signalbox.channel.slack;

import dev.signalbox.oncall.Person;
import dev.signalbox.oncall.Rota;
import dev.signalbox.oncall.Schedule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Who should be in a user group of Slack: whoever is on call on the schedules that name it.
 *
 * @param group the group's id, {@code S0615G0KT}
 * @param schedules those that name it; several share it
 * @param members ids of Slack users; none where nobody is on call, or nobody whom Slack knows: then the group stays as it is,
 *     since Slack takes no empty one
 * @param note what people should know about it; null if all is well
 */
public record Membership(String group, List<String> schedules, SortedSet<String> members, @Nullable String note) {

  public Membership {
    schedules = List.copyOf(schedules);
  }

  /** Of all groups that schedules name, by their ids. */
  public static List<Membership> of(Rota rota, Instant at) {
    Map<String, List<Schedule>> byGroup = new TreeMap<>();
    for (String name : rota.schedules()) {
      Schedule schedule = rota.schedule(name);
      schedule.slackUserGroup().ifPresent(group -> byGroup.computeIfAbsent(group, none -> new ArrayList<>()).add(schedule));
    }
    return byGroup.entrySet().stream().map(entry -> of(entry.getKey(), entry.getValue(), rota, at)).toList();
  }

  private static Membership of(String group, List<Schedule> schedules, Rota rota, Instant at) {
    SortedSet<String> members = new TreeSet<>();
    SortedSet<String> strangers = new TreeSet<>();
    for (Schedule schedule : schedules) {
      for (Person person : rota.people(schedule.who(at))) {
        if (person.slackId() == null) {
          strangers.add(person.name());
        } else {
          members.add(person.slackId());
        }
      }
    }
    return new Membership(group, schedules.stream().map(Schedule::name).toList(), members, note(members, strangers));
  }

  private static @Nullable String note(SortedSet<String> members, SortedSet<String> strangers) {
    String without = strangers.isEmpty() ? "" : "no slackId in people.yaml: " + String.join(", ", strangers);
    if (members.isEmpty()) {
      return "it is left as it is, since %s".formatted(without.isEmpty() ? "nobody is on call" : "there is " + without);
    }
    return without.isEmpty() ? null : without;
  }
}

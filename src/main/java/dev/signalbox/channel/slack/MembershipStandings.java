package dev.signalbox.channel.slack;

import java.util.List;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** How the user groups do that follow schedules, on whichever replica Slack is told of them. */
@FunctionalInterface
public interface MembershipStandings {

  /** Of each group, by its id. */
  List<Standing> standing();

  /**
   * @param members who should be in it
   * @param applied who was put there last; null if that is not known
   * @param error why the last try failed; null if it did not
   */
  record Standing(
      String group, List<String> schedules, SortedSet<String> members, @Nullable SortedSet<String> applied, @Nullable String note,
      int failures, @Nullable String error) {}
}

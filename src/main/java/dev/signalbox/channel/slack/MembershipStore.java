package dev.signalbox.channel.slack;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import java.util.UUID;

/**
 * Which user groups follow schedules, who should be in them and who was put there last; on disk, so that of several hubs one
 * tells Slack of a change, and a hub that was down catches up with the latest.
 */
public interface MembershipStore extends MembershipStandings {

  /**
   * Takes down who should be in which group. What was known at a later instant stays; groups that no schedule names any more
   * are forgotten within minutes and left as they are. Writes nothing if nothing has changed.
   */
  void expect(List<Membership> memberships, Instant at);

  /**
   * Takes groups that are due. Whoever dies with them gives them back by the end of the lease: they are told again, which
   * does no harm.
   */
  List<Claimed> claim(Duration lease);

  /** @param token to record what came of it; void once somebody else has claimed it */
  record Claimed(String group, SortedSet<String> members, int failures, UUID token) {}

  /** Slack has taken these. Should others be on call by now, the group is due again. */
  void applied(Claimed claimed);

  void failed(Claimed claimed, String reason, Duration wait);
}

package dev.signalbox.channel.slack;

import dev.signalbox.channel.HostedPicture;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Pictures of incidents on their way to Slack; on disk, so that a crash loses none and of several hubs one uploads it. One
 * picture serves all of an incident's messages.
 */
public interface PictureStore {

  /** Slack shall have it, at once. A second one of the same incident is not kept. */
  void want(UUID incident, byte[] png, String alt);

  /** As Slack knows it; empty if it has none. */
  Optional<HostedPicture> of(UUID incident);

  /**
   * Takes pictures of open incidents that are due, to be uploaded or to be shown. Whoever dies with them gives them back by
   * the end of the lease.
   */
  List<Claimed> claim(Duration lease);

  /**
   * @param png null if Slack has it
   * @param file Slack's name of it; null if it is to be uploaded
   * @param failures so far, of the one or the other
   * @param token to record what came of it; void once somebody else has claimed it
   */
  record Claimed(UUID incident, byte @Nullable [] png, String alt, @Nullable String file, int failures, UUID token) {}

  /** Slack has it. It is due again after the wait, to be shown. */
  void uploaded(Claimed claimed, String file, Duration wait);

  /**
   * Owes one edit to every message that tells of the incident, which says what was told there last. Where the end was told, or
   * is owed, nothing is.
   */
  void show(Claimed claimed);

  /** Slack could not show it yet: due again after the wait. Given up if there is none. */
  void notShown(UUID incident, Duration wait, int most);

  /** @param wait null gives it up */
  void failed(Claimed claimed, String reason, @Nullable Duration wait);
}

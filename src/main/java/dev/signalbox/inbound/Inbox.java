package dev.signalbox.inbound;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Every genuine call, on disk before it is answered: a caller that was told "yes" need not call again.
 *
 * <p>Any number of processes share one inbox. A call is claimed for the length of a lease; when its process dies, another
 * one claims it, so acting upon a call must be harmless when repeated.
 */
public interface Inbox {

  /**
   * Stores a call. Committed when it returns; if it throws, nothing was stored and the caller must be told to call again.
   *
   * @param id by which repeats are known, see {@link dev.signalbox.channel.Admission.Genuine#id}; null if they cannot be
   * @return false if the same call is there already, which is as good
   */
  boolean accept(String hook, @Nullable String id, byte[] body);

  /**
   * Takes the oldest call of one system that waits; one, since acting upon it may take as long as the lease. Committed when
   * it returns.
   */
  Optional<Received> claim(String hook, Duration lease);

  /**
   * Records that a call was acted upon. Void if the claim is no longer the latest.
   *
   * @param result in a few words, for whoever asks later
   */
  void done(Received received, String result);

  /** Gives a call back, to be claimed again after a while: something that it needs was out of reach. */
  void later(Received received, Duration wait, String reason);

  /**
   * A call that is genuine but cannot be understood or acted upon becomes a dead letter with its reason. Its body is kept until
   * somebody has decided about it: replayed, it is read again.
   *
   * @param excerpt of its body, fit to be shown
   */
  void quarantine(Received received, String excerpt, String reason);

  /**
   * Forgets calls that were dealt with, so long ago that nobody repeats them: PagerDuty repeats for 48 hours.
   *
   * @return how many
   */
  int forget(Duration olderThan);
}

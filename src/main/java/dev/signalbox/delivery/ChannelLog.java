package dev.signalbox.delivery;

import java.time.Instant;

/**
 * How a channel, or one address on it, is doing; shared by all processes. A channel that is paused hands out no deliveries.
 */
public interface ChannelLog {

  /** A delivery arrived: whatever was wrong is over. Changes nothing when nothing was. */
  void works(String channel, String address);

  /** The other side asked to wait: nobody sends before then. */
  void throttled(String channel, String reason, Instant until);

  /** Too many attempts in a row failed: one probe at a time until one succeeds. */
  void failing(String channel, String reason, Instant until);

  /**
   * Credentials or an address are wrong: one probe at a time until a person has repaired that.
   *
   * @param address empty for the whole channel
   */
  void misconfigured(String channel, String address, String reason, Instant until);

  Standing standing(String channel);

  /**
   * @param troubled something is wrong with the channel or with an address on it, so that a success is worth noting
   * @param probation only one delivery may be on the wire, to see whether the channel works again
   * @param failures failed probes in a row
   */
  record Standing(boolean troubled, boolean probation, int failures) {
    public static final Standing WELL = new Standing(false, false, 0);
  }
}

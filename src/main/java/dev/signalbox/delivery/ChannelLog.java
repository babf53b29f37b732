package dev.signalbox.delivery;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a channel, or one address on it, is doing; shared by all processes. What is paused is handed no deliveries. Throughout,
 * the address null is the whole channel, and the empty one is where a channel sends what names none.
 */
public interface ChannelLog {

  /**
   * A delivery arrived: whatever was wrong with the channel and with that address is over. Changes nothing when nothing was.
   *
   * @param address null if the other side answered, but could not do it for the address that was asked for
   */
  void works(String channel, @Nullable String address);

  /** The other side asked to wait: nobody sends before then. */
  void throttled(String channel, @Nullable String address, String reason, Instant until);

  /** Too many attempts in a row failed: one probe at a time until one succeeds. */
  void failing(String channel, @Nullable String address, String reason, Instant until);

  /** Credentials or an address are wrong: one probe at a time until a person has repaired that. */
  void misconfigured(String channel, @Nullable String address, String reason, Instant until);

  Standing standing(String channel);

  /**
   * @param troubled something is wrong with the channel or with an address on it, so that a success is worth noting
   * @param probation only one delivery may be on the wire, to see whether the channel works again
   * @param failures failed probes in a row
   * @param addresses those to which only one delivery may be on the wire, with their failed probes in a row
   */
  record Standing(boolean troubled, boolean probation, int failures, Map<String, Integer> addresses) {
    public static final Standing WELL = new Standing(false, false, 0, Map.of());

    public Standing {
      addresses = Map.copyOf(addresses);
    }

    /** Whether something that is sent there now is likely to arrive. */
    public boolean reaches(String address) {
      return !probation && !addresses.containsKey(address);
    }
  }
}

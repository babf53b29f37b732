package dev.signalbox.inbound;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How far the ticket systems' changes have been read. Each method commits. */
public interface WatchLog {

  /**
   * Begins a reading; a crash ends it with the lease.
   *
   * @return until when everything has been read; empty if another process is at it. The first time it is now: what was
   *     before is not news
   */
  Optional<Instant> begin(String channel, Duration lease);

  /** Everything that changed before has been read. */
  void read(String channel, Instant until);

  void failed(String channel, String reason);
}

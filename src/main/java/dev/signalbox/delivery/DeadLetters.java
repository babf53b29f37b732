package dev.signalbox.delivery;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What could not be delivered, for a person to look at, replay or discard. */
public interface DeadLetters {

  /** Records a row or an exchange in the caller's transaction, or in one of its own where there is none. */
  void bury(DeadLetter letter);

  /** Newest first. Null means any. */
  List<DeadLetter> list(@Nullable String channel, @Nullable String status, int limit, int offset);

  Optional<DeadLetter> find(UUID id);

  /**
   * Reads another system's call again, or sends a delivery again, under the same id and therefore the same idempotency keys. Replaying twice is replaying once.
   *
   * @param force also replay an opening whose incident is over
   */
  Replay replay(UUID id, boolean force, String by);

  /** Gives up for good. The record stays, marked. Returns false if there is no such dead letter. */
  boolean discard(UUID id, String by);

  /** How many wait for a decision. */
  long waiting();

  /** What became of a wish to replay. */
  record Replay(boolean accepted, String message) {}
}

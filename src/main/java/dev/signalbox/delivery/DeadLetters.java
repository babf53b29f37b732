package dev.signalbox.delivery;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What could not be delivered, for a person to look at, replay or discard. */
public interface DeadLetters {

  /** Records a row or an exchange in the caller's transaction, or in one of its own where there is none. */
  void bury(DeadLetter letter);

  /**
   * Records a row that cannot be read, in the caller's transaction: one letter for as long as it waits for a decision, however
   * often the row is read and whatever else in it changes.
   *
   * @param of what tells the row from others of the rule
   */
  void buryRow(DeadLetter letter, String of);

  /** Newest first. Null means any. */
  List<DeadLetter> list(@Nullable String channel, @Nullable String status, int limit, int offset);

  Optional<DeadLetter> find(UUID id);

  /**
   * Reads another system's call again, lets an announcement be made again, or sends a delivery again, under the same id and
   * therefore the same idempotency keys. Replaying twice is replaying once.
   *
   * @param force also replay an opening whose incident is over, or whose place has heard of it since
   */
  Replay replay(UUID id, boolean force, String by);

  /** Gives up for good. The record stays, marked. Returns false if there is no such dead letter. */
  boolean discard(UUID id, String by);

  /** How many wait for a decision. */
  long waiting();

  /** What became of a wish to replay. */
  record Replay(boolean accepted, String message) {}
}

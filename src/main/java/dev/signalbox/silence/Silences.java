package dev.signalbox.silence;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Silences in the store, so that they hold on every replica. None is ever deleted: why somebody was not told is a question of later. */
public interface Silences {

  /**
   * Makes one. Committed when it returns.
   *
   * @return whether it was made now; if false, there is one of this id already, and nothing was done
   */
  boolean make(Silence wanted);

  /**
   * Ends one that is not over. Twice is once: the first time stands.
   *
   * @return as it is now; empty if there is no such silence
   */
  Optional<Silence> expire(UUID id, String by);

  /**
   * Changes matchers, end and comment of one that nobody has ended, and keeps who did so.
   *
   * @return whether it was changed; false if it is not any more as {@code before} says: then nothing was done
   */
  boolean edit(Silence before, Silence after, Edit edit);

  /** What was changed of one, the latest last. */
  List<Edit> edits(UUID id);

  /** @param said what it is now instead of what it was, one line */
  record Edit(Instant at, String by, String said) {}

  Optional<Silence> find(UUID id);

  /** Those that hold something at this instant, in the order in which they were made. */
  List<Silence> inForce(Instant now);

  /**
   * The latest first.
   *
   * @param current true: in force or still to come; false: those that are over
   */
  List<Silence> list(boolean current, Instant now, int limit);
}

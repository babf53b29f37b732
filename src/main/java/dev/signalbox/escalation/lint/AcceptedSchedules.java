package dev.signalbox.escalation.lint;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The schedules as they were when their turns were last taken for right. An edit that deals turns anew is compared with
 * them, whether it came by a hot reload or by a deployment, until somebody accepts it. Kept in the store; one for all
 * replicas.
 */
public interface AcceptedSchedules {

  /** {@code by} itself, where no turn that has begun went to others. */
  String ITSELF = "signalbox";

  /**
   * @param texts of the files, see {@code OnCallPlan.texts}
   * @param by who accepted them, or {@link #ITSELF}
   */
  record Accepted(List<String> texts, Instant at, String by) {}

  /** Empty on the very first start. */
  Optional<Accepted> latest();

  /** Committed when it returns; ends every dispute. Again is no harm; of two at once the later one stands. */
  void accept(List<String> texts, String by);

  /**
   * Notes that a version deals turns anew, for as long as no other version is disputed or accepted.
   *
   * @return since when that is known; the first one to say so decides
   */
  Instant dispute(List<String> texts);
}

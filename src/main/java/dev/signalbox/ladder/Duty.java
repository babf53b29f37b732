package dev.signalbox.ladder;

import dev.signalbox.incident.Incident;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * Who was on call when somebody last looked, on disk, and with it whether what is open has been handed over. All of it in the
 * caller's transaction: after a crash both have happened, or neither.
 */
public interface Duty {

  /** By schedule. */
  Map<String, SortedSet<String>> known();

  void now(String schedule, SortedSet<String> people, Instant at);

  /**
   * The incidents of a schedule that are open, acknowledged by nobody, and with one of those who leave or with nobody.
   *
   * @param to who gets them; null if they stay where they are. Then those that are with nobody are none of them
   * @param remark what their timelines say
   * @return those, as they are now
   */
  List<Incident> handOver(String schedule, Collection<String> leaving, @Nullable String to, String remark, Instant at);
}

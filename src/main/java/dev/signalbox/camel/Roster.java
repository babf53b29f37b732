package dev.signalbox.camel;

import dev.signalbox.oncall.OnCall;
import java.time.Instant;
import java.util.Set;

/** Who is on call, from the files as they are now. */
public interface Roster {

  /**
   * @throws IllegalArgumentException if there is no such schedule, naming those that exist
   */
  OnCall onCall(String schedule, Instant at);

  Set<String> schedules();
}

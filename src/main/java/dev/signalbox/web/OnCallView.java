package dev.signalbox.web;

import dev.signalbox.oncall.OnCall;
import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;

/** Who is on call, to look at. The same engine answers here that decides whom an incident is assigned to. */
public interface OnCallView {

  /** The names of all schedules, in the order of their file. */
  List<String> schedules();

  /**
   * @throws NoSuchElementException if there is no such schedule; its message is one sentence for people
   */
  OnCall onCall(String schedule, Instant at);

  /**
   * Maximal intervals of the same people, clipped to {@code [from, to)}; gaps are left out.
   *
   * @throws NoSuchElementException as in {@link #onCall}
   */
  List<Shift> shifts(String schedule, Instant from, Instant to);

  /**
   * @param end exclusive
   * @param participants names; never empty
   */
  record Shift(Instant start, Instant end, List<String> participants) {}
}

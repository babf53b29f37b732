package dev.signalbox.web.console.oncall;

import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When one person is on call, on every schedule, as drawn.
 *
 * @param zone the person's own, or else that of a schedule; {@code wall} is in the one that is shown
 * @param faults why something cannot reach the person
 * @param turns among the days shown, the earliest first
 */
public record PersonPlan(
    Plan.Contact contact, ZoneId zone, WallTime wall, List<Trouble.Fault> faults, Timeline timeline, List<Turn> turns) {

  /**
   * @param path of the schedule
   * @param kind as of a {@link Bar}
   * @param replace where somebody else can be named for it; null if it is over, and for whoever may only look
   */
  public record Turn(
      String schedule, String path, String span, String exact, String lasts, String kind, boolean current,
      @Nullable String replace) {}
}

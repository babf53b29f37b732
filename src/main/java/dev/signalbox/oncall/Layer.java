package dev.signalbox.oncall;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One rotation or fixed crew of a schedule, and when it counts.
 *
 * @param priority the highest that has anybody wins; equal ones are on call together
 * @param inForce from {@code start} to {@code end} of the document
 * @param windows their union covers; none means always
 * @param closed holidays to skip, or the days between those that are the only ones to cover
 */
record Layer(String name, int priority, Interval inForce, List<Window> windows, Closed closed, Crew crew) {

  /**
   * @param holidays midnight to midnight in the layer's zone
   * @param coveredThen whether the layer covers holidays only, rather than all but holidays
   */
  record Closed(Periods holidays, boolean coveredThen) {
    static final Closed NEVER = new Closed(Periods.NONE, false);
  }

  Stretch<List<String>> at(Instant t, Absences absences) {
    if (!inForce.contains(t)) {
      return nobody(inForce.boundAfter(t));
    }
    Stretch<Boolean> holiday = closed.holidays().at(t);
    if (holiday.value() != closed.coveredThen()) {
      return nobody(holiday.until());
    }
    Stretch<Boolean> open = Window.anyOpen(windows, t);
    if (!open.value()) {
      return nobody(open.until());
    }
    return crew.at(t, absences).atMost(open.until()).atMost(holiday.until()).atMost(inForce.end());
  }

  /** The turns alone, whatever hides them; nothing where nobody takes turns. */
  Optional<Layer> turns() {
    return crew instanceof Rotation
        ? Optional.of(new Layer(name, priority, inForce, List.of(), Closed.NEVER, crew))
        : Optional.empty();
  }

  private static Stretch<List<String>> nobody(Instant until) {
    return new Stretch<>(List.of(), until);
  }
}

package dev.signalbox.oncall;

import java.time.DayOfWeek;
import java.util.Arrays;
import java.util.Set;

/**
 * Numbers the turns of a daily rotation that runs on some weekdays only: the other days have no turn and are not
 * counted.
 */
final class Workdays {

  static final int NO_TURN = -1;

  /** For each day after the first, modulo a week: how many turns came before it in that week, or {@link #NO_TURN}. */
  private final int[] ordinal = new int[7];
  private final int perWeek;

  /** @param first the weekday of the first turn; one of {@code days} */
  Workdays(DayOfWeek first, Set<DayOfWeek> days) {
    Arrays.fill(ordinal, NO_TURN);
    int turns = 0;
    for (int day = 0; day < 7; day++) {
      if (days.contains(first.plus(day))) {
        ordinal[day] = turns++;
      }
    }
    perWeek = turns;
  }

  /** @param day days since the first turn, not negative */
  long turn(long day) {
    int inWeek = ordinal[(int) (day % 7)];
    return inWeek == NO_TURN ? NO_TURN : day / 7 * perWeek + inWeek;
  }
}

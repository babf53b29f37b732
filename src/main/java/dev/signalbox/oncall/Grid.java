package dev.signalbox.oncall;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;

/** Where the hands of the wall clock stand at each handoff, numbered; handoff 0 is the anchor. Knows no zone. */
sealed interface Grid {

  /** Rises with {@code k}. */
  LocalDateTime point(long k);

  /** The number of the latest point at or before a wall time; before the anchor it may be one too high. */
  long latest(LocalDateTime wall);

  /** Every so many hours, days or weeks of wall time: a day is 24 hours on the wall, whatever it lasts. */
  record Even(LocalDateTime anchor, Duration step) implements Grid {
    @Override
    public LocalDateTime point(long k) {
      return anchor.plusSeconds(Math.multiplyExact(k, step.toSeconds()));
    }

    @Override
    public long latest(LocalDateTime wall) {
      return Math.floorDiv(ChronoUnit.SECONDS.between(anchor, wall), step.toSeconds());
    }
  }

  /** Every so many months on one day, or the last day of a month that is too short: 31 Jan, 29 Feb, 31 Mar. */
  record Monthly(YearMonth anchor, int every, int dayOfMonth, LocalTime time) implements Grid {
    @Override
    public LocalDateTime point(long k) {
      YearMonth month = anchor.plusMonths(Math.multiplyExact(k, (long) every));
      return month.atDay(Math.min(dayOfMonth, month.lengthOfMonth())).atTime(time);
    }

    @Override
    public long latest(LocalDateTime wall) {
      long k = Math.floorDiv(ChronoUnit.MONTHS.between(anchor, YearMonth.from(wall)), (long) every);
      return point(k).isAfter(wall) ? k - 1 : k;
    }
  }
}

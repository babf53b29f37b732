package dev.signalbox.override;

import dev.signalbox.oncall.Interval;
import dev.signalbox.oncall.Overrides.Made;
import dev.signalbox.oncall.Replacement;
import org.jspecify.annotations.Nullable;

/**
 * An override of a schedule, wherever it comes from.
 *
 * @param made by whom, and whether it was taken back since; null if it stands in the files
 */
public record Listed(Replacement change, @Nullable Made made) {

  /** Whether it counts at some time of the interval. */
  boolean inForce(Interval interval) {
    return (made == null || !made.withdrawn()) && overlaps(interval);
  }

  boolean overlaps(Interval interval) {
    return change.during().start().isBefore(interval.end()) && interval.start().isBefore(change.during().end());
  }
}

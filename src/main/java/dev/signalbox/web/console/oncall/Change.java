package dev.signalbox.web.console.oncall;

import dev.signalbox.oncall.Overrides;
import dev.signalbox.oncall.Replacement;
import dev.signalbox.oncall.Schedule;
import dev.signalbox.oncall.Standing;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An override of a schedule, wherever it comes from.
 *
 * @param made who made it by hand and why; null if it stands in the schedule's file
 */
record Change(Replacement what, Overrides.@Nullable Made made) {

  /** Those that end after an instant, in the order in which they apply. */
  static List<Change> of(Schedule schedule, List<Overrides.Made> made, Instant after) {
    return Stream.concat(
            schedule.asWritten().overrides().stream().map(what -> new Change(what, null)),
            made.stream().filter(one -> one.withdrawnAt() == null).map(one -> new Change(one.change(), one)))
        .filter(change -> change.what().during().end().isAfter(after))
        .toList();
  }

  boolean during(Instant t) {
    return what.during().contains(t);
  }

  /** Whether it lasts at an instant and did not come to nothing, as a swap does with somebody who is not on call then. */
  boolean shows(Instant t, Standing standing) {
    return during(t)
        && standing.participants().containsAll(what.names())
        && what.replaces().stream().allMatch(gone -> what.names().contains(gone) || !standing.participants().contains(gone));
  }

  /** {@code Ben Okafor for Anna Lindqvist}. */
  String shortly(Cast cast) {
    return switch (what.kind()) {
      case SET -> what.names().isEmpty() ? "nobody" : cast.called(what.names());
      case ADD -> "+ " + cast.called(what.names());
      case REMOVE -> "without " + cast.called(what.replaces());
      case REPLACE -> cast.called(what.names()) + " for " + cast.called(what.replaces());
    };
  }

  /** {@code Ben Okafor instead of Anna Lindqvist}. */
  String told(Cast cast) {
    return switch (what.kind()) {
      case SET -> cast.called(what.names()) + " instead of everybody";
      case ADD -> cast.called(what.names()) + " as well";
      case REMOVE -> "without " + cast.called(what.replaces());
      case REPLACE -> cast.called(what.names()) + " instead of " + cast.called(what.replaces());
    };
  }
}

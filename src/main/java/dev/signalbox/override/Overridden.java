package dev.signalbox.override;

import dev.signalbox.oncall.Interval;
import dev.signalbox.oncall.Overrides.Made;
import dev.signalbox.oncall.Schedule;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** A schedule and everything that overrides it, read once. */
final class Overridden {

  private final Schedule written;
  private final List<Made> byHand;

  /** @param byHand those taken back too, in the order in which they were made */
  Overridden(Schedule schedule, List<Made> byHand) {
    this.written = schedule.asWritten();
    this.byHand = byHand;
  }

  /** As if those had never been made. */
  Overridden without(Collection<UUID> ids) {
    return new Overridden(written, byHand.stream().filter(one -> !ids.contains(one.id())).toList());
  }

  /** What counts: files and hand, without those taken back. */
  Schedule schedule() {
    return written.with(byHand.stream().filter(one -> !one.withdrawn()).map(Made::change).toList());
  }

  /** All of a time in the order in which they apply, those taken back too. */
  List<Listed> during(Interval interval) {
    return Stream.concat(
            written.overrides().stream().map(change -> new Listed(change, null)),
            byHand.stream().map(made -> new Listed(made.change(), made)))
        .filter(one -> one.overlaps(interval))
        .toList();
  }
}

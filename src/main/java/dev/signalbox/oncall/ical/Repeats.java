package dev.signalbox.oncall.ical;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A rule from its start to its COUNT or UNTIL. It counts once, when it is read; from then on it knows its end. */
final class Repeats {

  /** What goes on until then goes on for ever. */
  private static final LocalDateTime HORIZON = LocalDateTime.of(2100, 1, 1, 0, 0);
  private static final int LONGEST_COUNT = 3_000_000;

  private final Recurrence recurrence;
  private final Zone zone;
  private final @Nullable Instant until;
  private final LocalDateTime end;

  /** @throws IllegalArgumentException with the end of a sentence, if it takes too long to count */
  Repeats(Rule rule, Stamp start, Budget budget) {
    Stamp until = rule.until();
    this.recurrence = new Recurrence(start.date() ? rule.withoutTimes() : rule, start.wall());
    this.zone = start.zone();
    this.until = until == null ? null : until.instant();
    LocalDateTime counted = rule.count() == 0 ? LocalDateTime.MAX : counted(rule.count(), start.wall(), budget);
    // a day late, because the wall may show a time twice; between looks closer
    LocalDateTime late = until == null ? LocalDateTime.MAX : zone.wall(until.instant()).plusDays(1);
    this.end = counted.isBefore(late) ? counted : late;
  }

  private LocalDateTime counted(int count, LocalDateTime start, Budget budget) {
    Recurrence.Periods periods = recurrence.periods(start, HORIZON);
    long counted = 0;
    long looked = 0;
    while (periods.hasNext()) {
      List<LocalDateTime> times = periods.next();
      if (counted + times.size() >= count) {
        return times.get((int) (count - counted - 1)).plusSeconds(1);
      }
      counted += times.size();
      boolean allowed = budget.spend(periods.looked() - looked + times.size());
      looked = periods.looked();
      if (!allowed || counted + looked > LONGEST_COUNT) {
        throw new IllegalArgumentException("COUNT=%d takes too long to count; say UNTIL instead".formatted(count));
      }
    }
    return LocalDateTime.MAX;
  }

  double perDay() {
    return recurrence.perDay();
  }

  List<LocalDateTime> between(LocalDateTime from, LocalDateTime to) {
    List<LocalDateTime> times = new ArrayList<>();
    for (Recurrence.Periods periods = recurrence.periods(from, to.isBefore(end) ? to : end); periods.hasNext(); ) {
      times.addAll(periods.next());
    }
    if (until != null) {
      times.removeIf(time -> zone.instant(time).isAfter(until));
    }
    return times;
  }
}

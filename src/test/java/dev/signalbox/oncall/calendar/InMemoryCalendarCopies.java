package dev.signalbox.oncall.calendar;

import dev.signalbox.oncall.Assignment;
import dev.signalbox.oncall.Interval;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** Copies for plain tests. */
public final class InMemoryCalendarCopies implements CalendarCopies {

  private static final Duration REMEMBERED = Duration.ofDays(30);

  private final Clock clock;
  private final Map<CalendarKey, Row> rows = new ConcurrentHashMap<>();
  /** Whether the store answers. */
  boolean away;

  private record Row(Copy copy, List<Assignment> assignments, Instant retiredAt) {
    Row with(Copy changed) {
      return new Row(changed, assignments, retiredAt);
    }
  }

  public InMemoryCalendarCopies(Clock clock) {
    this.clock = clock;
  }

  private Instant now() {
    if (away) {
      throw new IllegalStateException("the store is away");
    }
    return clock.instant();
  }

  @Override
  public void expect(Map<CalendarKey, Duration> calendars) {
    Instant now = now();
    calendars.keySet().forEach(key -> rows.compute(key, (same, row) -> {
      if (row == null) {
        return new Row(new Copy(key, now, now, null, 0, null, "", List.of(), 0, null), List.of(), null);
      }
      Copy copy = row.copy();
      return row.retiredAt() == null ? row : new Row(new Copy(key, now, now, copy.readAt(), copy.version(),
          copy.copied(), copy.tag(), copy.warnings(), copy.failures(), copy.error()), row.assignments(), null);
    }));
    rows.replaceAll((key, row) ->
        calendars.containsKey(key) || row.retiredAt() != null ? row : new Row(row.copy(), row.assignments(), now));
    rows.values().removeIf(row -> row.retiredAt() != null && row.retiredAt().isBefore(now.minus(REMEMBERED)));
  }

  @Override
  public void hurry(Collection<CalendarKey> calendars) {
    Instant now = now();
    calendars.forEach(key -> change(key, copy -> due(copy, copy.dueAt().isAfter(now) ? now : copy.dueAt())));
  }

  @Override
  public List<Copy> standing() {
    now();
    return rows.values().stream().filter(row -> row.retiredAt() == null).map(Row::copy).toList();
  }

  @Override
  public Optional<List<Assignment>> assignments(CalendarKey key) {
    now();
    return Optional.ofNullable(rows.get(key)).filter(row -> row.copy().version() > 0).map(Row::assignments);
  }

  @Override
  public boolean take(CalendarKey key, Duration lease) {
    Instant now = now();
    boolean free = rows.containsKey(key) && !rows.get(key).copy().dueAt().isAfter(now);
    if (free) {
      change(key, copy -> due(copy, now.plus(lease)));
    }
    return free;
  }

  @Override
  public boolean keep(CalendarKey key, Reading reading, Interval window, Instant due) {
    Instant now = now();
    Row row = rows.get(key);
    if (row == null) {
      return false;
    }
    boolean same = row.copy().version() > 0 && row.assignments().equals(reading.assignments());
    long version = row.copy().version() + (same ? 0 : 1);
    Copy copy = new Copy(
        key, row.copy().since(), due, now, version, window, reading.tag(), reading.warnings(), 0, null);
    rows.put(key, new Row(copy, reading.assignments(), row.retiredAt()));
    return !same;
  }

  @Override
  public void confirm(CalendarKey key, Instant due) {
    Instant now = now();
    change(key, copy -> new Copy(
        key, copy.since(), due, now, copy.version(), copy.copied(), copy.tag(), copy.warnings(), 0, null));
  }

  @Override
  public void failed(CalendarKey key, String reason, Instant due) {
    now();
    change(key, copy -> new Copy(key, copy.since(), due, copy.readAt(), copy.version(), copy.copied(), copy.tag(),
        copy.warnings(), copy.failures() + 1, reason));
  }

  private void change(CalendarKey key, UnaryOperator<Copy> change) {
    rows.computeIfPresent(key, (same, row) -> row.with(change.apply(row.copy())));
  }

  private static Copy due(Copy copy, Instant due) {
    return new Copy(copy.key(), copy.since(), due, copy.readAt(), copy.version(), copy.copied(), copy.tag(),
        copy.warnings(), copy.failures(), copy.error());
  }
}

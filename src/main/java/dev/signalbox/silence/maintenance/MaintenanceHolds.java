package dev.signalbox.silence.maintenance;

import dev.signalbox.incident.Hold;
import dev.signalbox.incident.Holds;
import dev.signalbox.incident.OutageClock;
import dev.signalbox.incident.Reason;
import dev.signalbox.incident.Rule;
import dev.signalbox.incident.Subject;
import dev.signalbox.oncall.Interval;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Maintenance as a reason not to tell. A rule whose clock stands still in maintenance is held longer: until the time outside
 * of it is more than is allowed.
 */
public final class MaintenanceHolds implements Holds {

  /** How far back maintenance is looked at to reckon with a clock. */
  private static final Duration BACK = Duration.ofDays(62);

  private final Windows windows;

  public MaintenanceHolds(Windows windows) {
    this.windows = windows;
  }

  @Override
  public InForce at(Rule rule, Instant now) {
    OutageClock clock = rule.clock();
    Instant from = clock == null ? now : now.minus(BACK);
    List<Window> known = windows.between(from, now.plusNanos(1)).stream()
        .filter(one -> one.matchers().concern(rule.id()))
        .toList();
    return known.isEmpty() ? candidate -> Optional.empty() : candidate -> on(candidate, known, clock, now);
  }

  @Override
  public Past between(Instant from, Instant to) {
    List<Window> known = windows.between(from, to);
    return known.isEmpty()
        ? (candidate, since) -> Duration.ZERO
        : (candidate, since) -> standing(since, to, known.stream().filter(one -> one.matches(candidate)).toList());
  }

  private static Optional<Hold> on(
      Subject candidate, List<Window> known, @Nullable OutageClock clock, Instant now) {
    List<Window> matching = known.stream().filter(one -> one.matches(candidate)).toList();
    Optional<Hold> current = matching.stream().filter(one -> one.during().contains(now)).map(Window::hold).findFirst();
    if (current.isPresent() || clock == null || matching.isEmpty()) {
      return current;
    }
    return clock.reading(candidate.row())
        .filter(reading -> standing(reading.since(), now, matching).compareTo(Duration.ZERO) > 0)
        .filter(reading ->
            Duration.between(reading.since(), now).minus(standing(reading.since(), now, matching)).compareTo(reading.allowed()) <= 0)
        .map(reading -> new Hold(
            Reason.IN_MAINTENANCE,
            "its clock stood still in \"%s\", less than %d min have counted".formatted(
                matching.get(matching.size() - 1).title(), reading.allowed().toMinutes())));
  }

  /** How long the clock stood still; what overlaps counts once. */
  static Duration standing(Instant since, Instant now, List<Window> windows) {
    Duration standing = Duration.ZERO;
    Instant counted = since;
    for (Interval one : windows.stream().map(Window::during).sorted(Comparator.comparing(Interval::start)).toList()) {
      Instant start = one.start().isBefore(counted) ? counted : one.start();
      Instant end = one.end().isAfter(now) ? now : one.end();
      if (start.isBefore(end)) {
        standing = standing.plus(Duration.between(start, end));
        counted = end;
      }
    }
    return standing;
  }
}

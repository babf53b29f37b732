package dev.signalbox.oncall;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;

/**
 * Hours of the week during which a layer covers.
 *
 * @param days the weekdays on which it opens, at least one
 * @param length midnights between opening and closing, 0 to 7
 */
record Window(WallClock clock, Set<DayOfWeek> days, LocalTime start, int length, LocalTime end) {

  Window {
    if (days.isEmpty() || length < 0 || length > 7) {
      throw new IllegalArgumentException("a window opens on %s for %d days".formatted(days, length));
    }
  }

  /** Whether any of the windows is open; no windows mean always. */
  static Stretch<Boolean> anyOpen(List<Window> windows, Instant t) {
    if (windows.isEmpty()) {
      return Stretch.forever(true);
    }
    boolean open = false;
    Instant until = Instant.MAX;
    for (Window window : windows) {
      Stretch<Boolean> one = window.at(t);
      if (one.value() && !open) {
        open = true;
        until = one.until();
      } else if (one.value()) {
        until = until.isBefore(one.until()) ? one.until() : until;
      } else if (!open) {
        until = Stretch.earlier(until, one.until());
      }
    }
    return new Stretch<>(open, until);
  }

  private Stretch<Boolean> at(Instant t) {
    // A day of margin on both sides: where a clock goes back over midnight, the window of the next date is open already.
    LocalDate today = clock.at(t).toLocalDate();
    LocalDate latest = today.plusDays(1);
    LocalDate earliest = today.minusDays(length + 1L);
    for (LocalDate day = latest; !day.isBefore(earliest); day = day.minusDays(1)) {
      if (opensOn(day) && !opening(day).isAfter(t)) {
        Instant closing = clock.last(day.plusDays(length).atTime(end));
        if (closing.isAfter(t)) {
          return new Stretch<>(true, closing);
        }
      }
    }
    return new Stretch<>(false, nextOpening(today.minusDays(1), t));
  }

  private Instant nextOpening(LocalDate from, Instant t) {
    for (LocalDate day = from; ; day = day.plusDays(1)) {
      if (opensOn(day)) {
        Instant opening = opening(day);
        if (opening.isAfter(t)) {
          return opening;
        }
      }
    }
  }

  private Instant opening(LocalDate day) {
    return clock.first(day.atTime(start));
  }

  private boolean opensOn(LocalDate day) {
    return days.contains(day.getDayOfWeek());
  }
}

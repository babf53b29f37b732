package dev.signalbox.oncall.ical;

import dev.signalbox.oncall.Assignment;
import dev.signalbox.oncall.Assignments;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The events of a calendar, expanded where somebody asks. A page of the calendar, once expanded, is kept: every poll
 * asks about the same days.
 */
final class CalendarAssignments implements Assignments {

  static final int DAYS_OF_PAGE = 16;

  private static final long PAGE = DAYS_OF_PAGE * 86_400L;

  /** Together some 20 MB; so many are two years of a calendar with 500 shifts a day. */
  private static final int MOST_KEPT = 400_000;

  private final List<Series> series;
  private final Map<Long, List<Assignment>> pages = new ConcurrentHashMap<>();

  CalendarAssignments(List<Series> series) {
    this.series = List.copyOf(series);
  }

  @Override
  public List<Assignment> between(Instant from, Instant to) {
    List<Assignment> found = new ArrayList<>();
    if (!from.isBefore(to)) {
      return found;
    }
    long first = Math.floorDiv(from.getEpochSecond(), PAGE);
    long last = Math.floorDiv(to.getEpochSecond() - (to.getNano() == 0 ? 1 : 0), PAGE);
    for (long number = first; number <= last; number++) {
      Instant begin = Instant.ofEpochSecond(number * PAGE);
      for (Assignment one : page(number)) {
        boolean alreadyOnPageBefore = number > first && one.start().isBefore(begin);
        if (!alreadyOnPageBefore && one.overlaps(from, to)) {
          found.add(one);
        }
      }
    }
    return found;
  }

  private List<Assignment> page(long number) {
    List<Assignment> page = pages.get(number);
    if (page == null) {
      Instant begin = Instant.ofEpochSecond(number * PAGE);
      page = series.stream().flatMap(one -> one.between(begin, begin.plusSeconds(PAGE)).stream()).toList();
      if (pages.values().stream().mapToInt(List::size).sum() + page.size() + pages.size() > MOST_KEPT) {
        pages.clear();
      }
      pages.put(number, page);
    }
    return page;
  }
}

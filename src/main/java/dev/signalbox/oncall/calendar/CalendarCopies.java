package dev.signalbox.oncall.calendar;

import dev.signalbox.oncall.Assignment;
import dev.signalbox.oncall.Interval;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The last good copy of each calendar, and how its readings go. Kept in the store, so that every replica answers alike
 * and a start with a dead source has what the last one had. Everything is committed when its method returns.
 */
public interface CalendarCopies {

  /**
   * A calendar's standing, without the copy itself.
   *
   * @param since from when on it is expected to be read
   * @param dueAt when it is to be read next
   * @param readAt when it was last read, or found unchanged; null if never
   * @param version rises whenever the copy changes; 0 while there is none
   * @param copied what the copy covers; null while there is none
   * @param tag see {@link Reading#tag}
   * @param failures readings that failed since the last good one
   * @param error why the last of them failed; null if none did
   */
  record Copy(
      CalendarKey key,
      Instant since,
      Instant dueAt,
      @Nullable Instant readAt,
      long version,
      @Nullable Interval copied,
      String tag,
      List<String> warnings,
      int failures,
      @Nullable String error) {}

  /**
   * Says which calendars are read from now on, and how often. A new one is due at once; one that is no longer named
   * rests, is not missed, and is forgotten after a month. One that comes back is expected from now on and still has its
   * copy.
   */
  void expect(Map<CalendarKey, Duration> calendars);

  /** Makes calendars due now. */
  void hurry(Collection<CalendarKey> calendars);

  /** Of every calendar that is expected. */
  List<Copy> standing();

  /** Empty while there is none, or somebody forgot it. */
  Optional<List<Assignment>> assignments(CalendarKey key);

  /**
   * Takes a calendar that is due, for as long as a reading takes; whoever crashes meanwhile has only delayed it. Two
   * readings at once do no harm, so nothing is fenced.
   *
   * @return false if it is not due: somebody else has taken it
   */
  boolean take(CalendarKey key, Duration lease);

  /**
   * Keeps what was read in the place of what was there.
   *
   * @return whether it differs
   */
  boolean keep(CalendarKey key, Reading reading, Interval window, Instant due);

  /** The copy is still what the source says. */
  void confirm(CalendarKey key, Instant due);

  /** Notes a failure, and changes nothing else. */
  void failed(CalendarKey key, String reason, Instant due);
}

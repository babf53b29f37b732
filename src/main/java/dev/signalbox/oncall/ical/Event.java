package dev.signalbox.oncall.ical;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One VEVENT as read.
 *
 * @param line of its BEGIN, from 1
 * @param uid empty if it has none
 * @param sequence which revision it is
 * @param nobody whether nobody is on call by it: cancelled, or without a name
 * @param start its own start
 * @param length of each time
 * @param rules empty if it does not repeat by rule
 * @param dates further times, with a length of their own where they say one
 * @param excluded starts that do not count
 * @param replaces the start that it replaces in the series of its UID; null if it is that series, or no series at all
 * @param andAfter whether it replaces all those after that too
 */
record Event(
    int line,
    String uid,
    int sequence,
    boolean nobody,
    String participant,
    int level,
    Stamp start,
    Length length,
    List<Repeats> rules,
    List<Date> dates,
    Set<Instant> excluded,
    @Nullable Stamp replaces,
    boolean andAfter) {

  /** An RDATE. */
  record Date(Stamp start, Length length) {}
}

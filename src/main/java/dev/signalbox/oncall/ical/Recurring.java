package dev.signalbox.oncall.ical;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;

/** The times of one RRULE, for whoever has no calendar around it: local times, as the wall of its zone shows them. */
public final class Recurring {

  /** Days that a COUNT may have to look at: a fraction of a second. */
  private static final long DAYS_TO_COUNT = 1_000_000;

  private final Repeats repeats;

  private Recurring(Repeats repeats) {
    this.repeats = repeats;
  }

  /**
   * @param rule the value of an RRULE, {@code FREQ=WEEKLY;BYDAY=TU}
   * @param start its first time, and what it leaves open
   * @param zone of an UNTIL without {@code Z}
   * @throws IllegalArgumentException with the end of a sentence, for what is no rule, or takes too long to count
   */
  public static Recurring of(String rule, LocalDateTime start, ZoneId zone) {
    Zone local = Zone.of(zone);
    return new Recurring(new Repeats(RuleReader.read(rule, local), new Stamp(start, local, false), new Budget(DAYS_TO_COUNT)));
  }

  /** About how many times it comes on a busy day. */
  public double perDay() {
    return repeats.perDay();
  }

  /** Those within {@code [from, to)}, in order. */
  public List<LocalDateTime> between(LocalDateTime from, LocalDateTime to) {
    return repeats.between(from, to);
  }
}

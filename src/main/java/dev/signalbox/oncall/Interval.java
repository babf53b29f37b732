package dev.signalbox.oncall;

import java.time.Instant;

/** Half-open: {@code start} belongs to it, {@code end} does not. Empty where they are equal. */
public record Interval(Instant start, Instant end) {

  static final Interval ALWAYS = new Interval(Instant.MIN, Instant.MAX);

  public Interval {
    if (end.isBefore(start)) {
      throw new IllegalArgumentException("interval ends at %s, before its start %s".formatted(end, start));
    }
  }

  public boolean contains(Instant instant) {
    return !instant.isBefore(start) && instant.isBefore(end);
  }

  /** The next bound after an instant, {@link Instant#MAX} if there is none. */
  Instant boundAfter(Instant instant) {
    return instant.isBefore(start) ? start : instant.isBefore(end) ? end : Instant.MAX;
  }
}

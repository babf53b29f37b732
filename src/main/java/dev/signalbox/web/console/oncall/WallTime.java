package dev.signalbox.web.console.oncall;

import dev.signalbox.oncall.Interval;
import dev.signalbox.web.Spans;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Instants in the words of one zone, for people to read.
 *
 * @param known what lies on its bounds or beyond is not known to begin or end there, and is written as {@code …}
 */
public record WallTime(ZoneId zone, Interval known) {

  private static final DateTimeFormatter SHORT = DateTimeFormatter.ofPattern("EEE d MMM HH:mm", Locale.ENGLISH);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
  private static final DateTimeFormatter EXACT =
      DateTimeFormatter.ofPattern("EEE d MMM yyyy HH:mm zzz", Locale.ENGLISH);
  private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("zzz", Locale.ENGLISH);
  private static final DateTimeFormatter FIELD = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm", Locale.ROOT);

  private static final String UNKNOWN = "…";
  private static final String THROUGHOUT = "all these days";

  /** An offset of zero calls itself {@code Z}, which says little to people. */
  public WallTime {
    zone = zone.equals(ZoneOffset.UTC) ? ZoneId.of("UTC") : zone;
  }

  public WallTime(ZoneId zone) {
    this(zone, new Interval(Instant.MIN, Instant.MAX));
  }

  /** {@code Mon 3 Aug 09:00}; where the clock shows that time twice, with the offset's name: {@code … 02:30 CET}. */
  public String shortly(Instant instant) {
    return SHORT.format(wall(instant)) + offset(instant);
  }

  /** {@code Mon 3 Aug 2026 09:00 CEST}. */
  public String exactly(Instant instant) {
    return EXACT.format(instant.atZone(zone));
  }

  /** {@code Mon 3 Aug 09:00 – 17:00}, or with both days. */
  public String span(Instant start, Instant end) {
    if (!known(start) && !known(end)) {
      return THROUGHOUT;
    }
    boolean sameDay = known(start) && known(end) && date(start).equals(date(end));
    return (known(start) ? shortly(start) : UNKNOWN) + " – "
        + (sameDay ? TIME.format(wall(end)) + offset(end) : known(end) ? shortly(end) : UNKNOWN);
  }

  /** {@code Mon 3 Aug 2026 09:00 CEST – Mon 10 Aug 2026 09:00 CEST, 7 d}. */
  public String exactSpan(Instant start, Instant end) {
    if (!known(start) && !known(end)) {
      return THROUGHOUT;
    }
    String lasts = lasts(start, end);
    return (known(start) ? exactly(start) : UNKNOWN) + " – " + (known(end) ? exactly(end) : UNKNOWN)
        + (lasts.isEmpty() ? "" : ", " + lasts);
  }

  /** {@code 1 d 16 h}; empty if one of the bounds is not known. */
  public String lasts(Instant start, Instant end) {
    return known(start) && known(end) ? Spans.rough(Duration.between(start, end)) : "";
  }

  /** {@code 09:00 – 17:00}, for whoever sees the days already. */
  public String times(Instant start, Instant end) {
    if (!known(start) && !known(end)) {
      return "";
    }
    return (known(start) ? TIME.format(wall(start)) : UNKNOWN) + " – "
        + (known(end) ? TIME.format(wall(end)) : UNKNOWN);
  }

  /** As an input of type datetime-local has it: {@code 2026-08-03T09:00}. */
  public String field(Instant instant) {
    return FIELD.format(wall(instant));
  }

  public LocalDate date(Instant instant) {
    return wall(instant).toLocalDate();
  }

  private boolean known(Instant instant) {
    return instant.isAfter(known.start()) && instant.isBefore(known.end());
  }

  private LocalDateTime wall(Instant instant) {
    return LocalDateTime.ofInstant(instant, zone);
  }

  private String offset(Instant instant) {
    boolean twice = zone.getRules().getValidOffsets(wall(instant)).size() > 1;
    return twice ? " " + NAME.format(instant.atZone(zone)) : "";
  }
}

package dev.signalbox.escalation.lint;

import dev.signalbox.oncall.Interval;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Times in sentences: on the wall of a zone, and in UTC, which tells apart the hour that the wall shows twice. */
final class Bounds {

  private static final DateTimeFormatter MINUTES =
      DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm", Locale.ENGLISH);
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm:ss", Locale.ENGLISH);

  private Bounds() {}

  /**
   * {@code from Sat 2026-12-26 09:00 to Mon … 09:00 Europe/Berlin (2026-12-26T08:00:00Z to 2026-12-28T…Z, 48 h)}.
   *
   * @param lookedAt what is clipped to it may have begun before, or last longer
   */
  static String of(Interval during, ZoneId zone, Interval lookedAt) {
    return "from %s%s to %s%s %s (%s to %s, %s)".formatted(
        wall(during.start(), zone),
        during.start().equals(lookedAt.start()) ? " or before" : "",
        wall(during.end(), zone),
        during.end().equals(lookedAt.end()) ? " or later" : "",
        name(zone),
        utc(during.start()),
        utc(during.end()),
        span(Duration.between(during.start(), during.end())));
  }

  /** {@code Sat 2026-12-26 09:00 Europe/Berlin (2026-12-26T08:00:00Z)}. */
  static String of(Instant instant, ZoneId zone) {
    return "%s %s (%s)".formatted(wall(instant, zone), name(zone), utc(instant));
  }

  /** Calendars kept elsewhere may count smaller things than seconds. */
  private static Instant utc(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS);
  }

  private static String wall(Instant instant, ZoneId zone) {
    ZonedDateTime time = instant.atZone(zone);
    return (time.getSecond() == 0 ? MINUTES : SECONDS).format(time);
  }

  private static String name(ZoneId zone) {
    return zone.getId().equals("Z") ? "UTC" : zone.getId();
  }

  /** {@code 48 h}, {@code 1 h 30 min}, {@code 45 s}. */
  static String span(Duration duration) {
    StringBuilder span = new StringBuilder();
    part(span, duration.toHours(), "h");
    part(span, duration.toMinutesPart(), "min");
    part(span, duration.toSecondsPart(), "s");
    return span.isEmpty() ? "0 s" : span.toString();
  }

  private static void part(StringBuilder span, long value, String unit) {
    if (value > 0) {
      span.append(span.isEmpty() ? "" : " ").append(value).append(' ').append(unit);
    }
  }
}

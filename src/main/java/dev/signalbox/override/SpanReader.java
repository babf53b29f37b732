package dev.signalbox.override;

import static dev.signalbox.override.WishRefused.cut;
import static dev.signalbox.override.WishRefused.wrong;

import dev.signalbox.oncall.Interval;
import dev.signalbox.oncall.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes instants of what a person wrote, as the schedule's own document is read, and keeps it within reason. */
final class SpanReader {

  static final Duration LONGEST = Duration.ofDays(366);
  private static final Pattern LENGTH = Pattern.compile("(?=\\d)(?:(\\d{1,3})d)?(?:(\\d{1,4})h)?(?:(\\d{1,6})m)?");

  private final Schedule schedule;
  private final Instant now;

  SpanReader(Schedule schedule, Instant now) {
    this.schedule = schedule;
    this.now = now;
  }

  /** @throws WishRefused if it is not readable, empty, over, longer than 366 days, or begins later than that */
  Interval read(Wish.Span span) {
    Instant start = span.start().isBlank() ? now.truncatedTo(ChronoUnit.SECONDS) : start(span.start().strip());
    if (start.isAfter(now.plus(LONGEST))) {
      throw wrong("the start %s is more than %d days ahead; correct it", wall(start), LONGEST.toDays());
    }
    if (span.end().isBlank()) {
      throw wrong("end is missing; "
          + "say when the override is over, such as 2026-05-01T09:00, or how long it lasts, such as 8h");
    }
    Instant end = end(span.end().strip(), start);
    if (!end.isAfter(start)) {
      throw wrong("the end %s is not after the start %s; exchange or correct them", wall(end), wall(start));
    }
    if (!end.isAfter(now)) {
      throw wrong("the end %s has passed already, now is %s; who was on call then cannot be changed",
          wall(end), wall(now));
    }
    if (Duration.between(start, end).compareTo(LONGEST) > 0) {
      throw wrong("from %s to %s is more than %d days; put into the files what is to stay",
          wall(start), wall(end), LONGEST.toDays());
    }
    return new Interval(start, end);
  }

  private Instant start(String text) {
    return schedule.instant(text, false).orElseThrow(() -> wrong("start '%s' is not a time; %s", cut(text), remedy()));
  }

  private Instant end(String text, Instant start) {
    return length(text, start).or(() -> schedule.instant(text, true)).orElseThrow(() ->
        wrong("end '%s' is neither a time nor a length; %s, and for a length 8h, 90m or 2d", cut(text), remedy()));
  }

  private String remedy() {
    return "write 2026-05-01T09:00 for the clock of %s, with Z or an offset for any other".formatted(schedule.zone());
  }

  /** Hours and minutes are exact; a day ends when the wall shows the same time again, or would but for a jump. */
  private Optional<Instant> length(String text, Instant start) {
    Matcher length = LENGTH.matcher(text.toLowerCase(Locale.ROOT));
    if (!length.matches()) {
      return Optional.empty();
    }
    long days = number(length.group(1));
    LocalDateTime wall = LocalDateTime.ofInstant(start, schedule.zone()).plusDays(days);
    Instant daysLater = days == 0 ? start : schedule.instant(wall.toString(), true).orElseThrow();
    return Optional.of(daysLater.plus(Duration.ofHours(number(length.group(2))).plusMinutes(number(length.group(3)))));
  }

  private static long number(@Nullable String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }

  private String wall(Instant instant) {
    return wall(instant, schedule.zone());
  }

  /** To be read by people of that zone, and unambiguous: {@code 2026-10-25T02:30+02:00}. */
  static String wall(Instant instant, ZoneId zone) {
    Instant seconds = instant.truncatedTo(ChronoUnit.SECONDS);
    return seconds.atZone(zone).toOffsetDateTime().toString();
  }
}
